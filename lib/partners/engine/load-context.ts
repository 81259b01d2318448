import type pg from 'pg';
import { z } from 'zod';
import type { RewardContext, RewardedPartner } from '../count/facts';
import { REWARD_EVENTS, rewardTerms } from '../types';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const ruleRow = z.object({
  id: z.string(),
  partnerId: z.string().nullable(),
  event: z.enum(REWARD_EVENTS),
  archivedAt: z.date().nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      validFrom: instant.nullable(),
      terms: rewardTerms,
    }),
  ),
});

const workspaceRow = z.object({ currency: z.string(), timeZone: z.string(), holdingDays: z.int() });
const partnerRow = z.object({
  id: z.string(),
  email: z.string(),
  absences: z.array(z.object({ from: instant, until: instant.nullable() })),
});

export interface SettleContext extends RewardContext {
  holdingDays: number;
}

/** By what a workspace rewards. */
export async function loadContext(tx: pg.ClientBase, workspaceId: string): Promise<SettleContext> {
  const [workspace, rules, partners] = await Promise.all([
    tx.query(
      `select w.currency, w.time_zone as "timeZone", coalesce(s.holding_days, 30) as "holdingDays"
       from workspace w left join partner_setting s on s.workspace_id = $1 where w.id = $1`,
      [workspaceId],
    ),
    tx.query(
      `select r.id, r.partner_id as "partnerId", r.event, r.archived_at as "archivedAt",
         jsonb_agg(jsonb_build_object('version', v.version, 'validFrom', v.valid_from, 'terms', v.terms)) as versions
       from reward_rule r join reward_rule_version v on v.workspace_id = r.workspace_id and v.rule_id = r.id
       where r.workspace_id = $1 group by r.workspace_id, r.id`,
      [workspaceId],
    ),
    tx.query(
      `select p.id, p.email, (
         select coalesce(jsonb_agg(jsonb_build_object('from', a.since, 'until', a.until)), '[]') from (
           select p.archived_at as since, null::timestamptz as until where p.archived_at is not null
           union all select b.since, b.until from partner_absence b where b.workspace_id = $1 and b.partner_id = p.id
         ) a) as absences
       from partner p where p.workspace_id = $1`,
      [workspaceId],
    ),
  ]);
  const known = z.array(partnerRow).parse(partners.rows);
  return {
    ...workspaceRow.parse(workspace.rows[0]),
    rules: z.array(ruleRow).parse(rules.rows),
    partners: new Map(known.map((partner): [string, RewardedPartner] => [partner.id, partner])),
  };
}
