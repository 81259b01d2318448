import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';
import { toNumber } from '@/lib/reports/to-number';
import { arithmeticOf } from '../rules/rule-words';
import type { CommissionDetail } from '../shapes';
import { countedTerms, LINE_KINDS } from '../types';
import { COMMISSION_COLUMNS, COMMISSION_FROM, commissionRow, toCommission } from './commission-rows';

const detailed = commissionRow.extend({ terms: countedTerms.nullable() });

const lineRow = z.object({
  kind: z.enum(LINE_KINDS),
  amount: z.bigint(),
  currency: z.string(),
  reason: z.string(),
  by: z.string().nullable(),
  at: z.date(),
  payoutId: z.string().nullable(),
});

/** A commission with its history. Throws `not_found`. */
export async function loadCommission(workspaceId: string, id: string): Promise<CommissionDetail> {
  const [found] = await queryRows(detailed, {
    text: `select ${COMMISSION_COLUMNS}, c.terms from ${COMMISSION_FROM} where c.workspace_id = $1 and c.id = $2`,
    values: [workspaceId, id],
  });
  if (!found) throw noCommission();
  const lines = await queryRows(lineRow, {
    text: `select l.kind, l.amount_minor as amount, l.currency, l.reason, coalesce(u.name, u.email) as by, l.at, l.payout_id as "payoutId"
      from commission_line l left join app_user u on u.id = l.by_id
      where l.workspace_id = $1 and l.commission_id = $2 order by l.seq`,
    values: [workspaceId, id],
  });
  const { terms, ...row } = found;
  const { baseMinor: base, earningsMinor: earnings, currency, quantity } = row;
  return {
    commission: toCommission(row),
    arithmetic: terms === null ? '' : arithmeticOf(terms, { base, earnings, currency, quantity }),
    lines: lines.map(({ amount, at, ...line }) => ({
      ...line,
      amountMinor: toNumber(amount) ?? 0,
      at: at.toISOString(),
    })),
  };
}

export const noCommission = () => new AppError('not_found', 'There is no such commission.');
