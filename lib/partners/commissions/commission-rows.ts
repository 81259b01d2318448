import { z } from 'zod';
import { toNumber } from '@/lib/reports/to-number';
import type { Commission } from '../shapes';
import { COMMISSION_FLAGS, COMMISSION_STATUSES, REWARD_EVENTS } from '../types';

/** Of a table `c` in a statement whose `$1` is the workspace. */
export const COMMISSION_COLUMNS = `c.id, c.livemode, c.partner_id as "partnerId", p.name as "partnerName", c.rule_id as "ruleId", r.name as "ruleName",
  c.event, c.connection_id as "connectionId", c.source_id as "sourceId", c.owner_id as customer, c.person_id as person,
  c.link_id as "linkId", c.occurred_at as "occurredAt", c.currency, c.base_minor as "baseMinor", c.quantity,
  c.earnings_minor as "earningsMinor", c.paid_minor as "paidMinor", c.status, c.flags, c.reason, c.hold_until as "holdUntil"`;

export const COMMISSION_FROM = `commission c
  left join partner p on p.workspace_id = c.workspace_id and p.id = c.partner_id
  left join reward_rule r on r.workspace_id = c.workspace_id and r.id = c.rule_id`;

export const commissionRow = z.object({
  id: z.string(),
  livemode: z.boolean(),
  partnerId: z.string(),
  partnerName: z.string().nullable(),
  ruleId: z.string(),
  ruleName: z.string().nullable(),
  event: z.enum(REWARD_EVENTS),
  connectionId: z.string(),
  sourceId: z.string(),
  customer: z.string(),
  person: z.string(),
  linkId: z.string(),
  occurredAt: z.date(),
  currency: z.string(),
  baseMinor: z.bigint(),
  quantity: z.int(),
  earningsMinor: z.bigint(),
  paidMinor: z.bigint(),
  status: z.enum(COMMISSION_STATUSES),
  flags: z.array(z.enum(COMMISSION_FLAGS)),
  reason: z.string().nullable(),
  holdUntil: z.date(),
});

export function toCommission(row: z.output<typeof commissionRow>): Commission {
  const { livemode, partnerId, partnerName, ruleId, ruleName, occurredAt, holdUntil, ...rest } = row;
  return {
    ...rest,
    mode: livemode ? 'live' : 'test',
    partner: { id: partnerId, name: partnerName ?? '' },
    rule: { id: ruleId, name: ruleName ?? '' },
    occurredAt: occurredAt.toISOString(),
    holdUntil: holdUntil.toISOString(),
    baseMinor: toNumber(row.baseMinor) ?? 0,
    earningsMinor: toNumber(row.earningsMinor) ?? 0,
    paidMinor: toNumber(row.paidMinor) ?? 0,
  };
}
