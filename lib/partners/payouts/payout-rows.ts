import { z } from 'zod';
import { toNumber } from '@/lib/reports/to-number';
import type { Payout, PayoutDetail } from '../shapes';

/** Of a statement whose `$1` is the workspace. `of`: a condition on the items `i` that are counted. */
export const payoutColumns = (of = 'true') => `b.id, b.currency, b.status, b.note, b.created_at as "createdAt",
  b.closed_at as "closedAt", coalesce(m.name, m.email) as "createdBy", coalesce(e.name, e.email) as "closedBy",
  (select coalesce(sum(i.amount_minor), 0)::bigint from payout_item i
    where i.workspace_id = $1 and i.payout_id = b.id and ${of}) as total,
  (select count(*)::int from payout_item i
    where i.workspace_id = $1 and i.payout_id = b.id and ${of}) as partners`;

export const PAYOUT_FROM = `payout b left join app_user m on m.id = b.created_by_id left join app_user e on e.id = b.closed_by_id`;

export const payoutRow = z.object({
  id: z.string(),
  currency: z.string(),
  status: z.enum(['open', 'paid', 'cancelled']),
  note: z.string(),
  createdAt: z.date(),
  closedAt: z.date().nullable(),
  createdBy: z.string().nullable(),
  closedBy: z.string().nullable(),
  total: z.bigint(),
  partners: z.int(),
});

export function toPayout({ total, createdAt, closedAt, ...row }: z.output<typeof payoutRow>): Payout {
  return {
    ...row,
    totalMinor: toNumber(total) ?? 0,
    createdAt: createdAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}

export const itemRow = z.object({
  partnerId: z.string(),
  name: z.string(),
  email: z.string(),
  amount: z.bigint(),
  clawed: z.bigint(),
  commissions: z.int(),
});

export const toItem = (row: z.output<typeof itemRow>): PayoutDetail['items'][number] => ({
  partner: { id: row.partnerId, name: row.name, email: row.email },
  amountMinor: toNumber(row.amount) ?? 0,
  clawedMinor: toNumber(row.clawed) ?? 0,
  commissions: row.commissions,
});

/**
 * Of lines `l` of commissions `c`, those that a payout takes: what was approved, and what is to be taken off, or added to, what
 * was in a payout before. Nothing of test mode, and nothing of a currency that the commission was counted in before: that sums
 * to 0.
 */
export const PAYABLE =
  "l.payout_id is null and c.livemode and l.currency = c.currency and (c.status = 'approved' or c.in_payout)";
