import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { RewardRule } from '../shapes';
import { REWARD_EVENTS, rewardTerms } from '../types';

const row = z.object({
  id: z.string(),
  name: z.string(),
  partner: z.object({ id: z.string(), name: z.string() }).nullable(),
  event: z.enum(REWARD_EVENTS),
  terms: rewardTerms,
  version: z.int(),
  validFrom: z.date().nullable(),
  archivedAt: z.date().nullable(),
  commissions: z.int(),
});

/** The rules in their present terms, those that reward first. */
export async function listRules(workspaceId: string): Promise<{ rules: RewardRule[] }> {
  const rows = await queryRows(row, {
    text: `select r.id, r.name, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as partner,
        r.event, v.terms, v.version, v.valid_from as "validFrom", r.archived_at as "archivedAt",
        (select count(*)::int from commission c where c.workspace_id = $1 and c.rule_id = r.id and c.livemode) as commissions
      from reward_rule r
      join lateral (select * from reward_rule_version v where v.workspace_id = $1 and v.rule_id = r.id order by v.version desc limit 1) v on true
      left join partner p on p.workspace_id = $1 and p.id = r.partner_id
      where r.workspace_id = $1 order by r.archived_at is not null, r.created_at desc, r.id`,
    values: [workspaceId],
  });
  return {
    rules: rows.map(({ validFrom, archivedAt, ...rule }) => ({
      ...rule,
      validFrom: validFrom?.toISOString() ?? null,
      archivedAt: archivedAt?.toISOString() ?? null,
    })),
  };
}
