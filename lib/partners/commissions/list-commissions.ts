import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { keyInstant, keyText, readKey, writeKey } from '@/lib/page-key';
import type { commissionQuery } from '../inputs';
import type { CommissionList } from '../shapes';
import { COMMISSION_COLUMNS, COMMISSION_FROM, commissionRow, toCommission } from './commission-rows';

const keyed = commissionRow.extend({ key: z.string() });

/** Which commissions have lines in a figure of a partner's. */
const OF_FIGURE = {
  earned: 'true',
  pending: "c.status in ('pending', 'hold')",
  approved: "c.status = 'approved'",
  paid: 'c.paid_minor <> 0',
} as const;

/** The newest first, by when the sale or lead was. */
export async function listCommissions(
  workspaceId: string,
  query: z.output<typeof commissionQuery>,
): Promise<CommissionList> {
  const { mode, partner, status, figure, flag, event, payout, source, person, cursor, limit } = query;
  const after = readKey(cursor, z.tuple([keyInstant, keyText]));
  const rows = await queryRows(keyed, {
    text: `select ${COMMISSION_COLUMNS}, c.occurred_at::text as key from ${COMMISSION_FROM}
      where c.workspace_id = $1 and c.livemode = $2
        and ($3::text is null or c.partner_id = $3) and ($4::text is null or c.status = $4)
        and ($5::text is null or $5 = any(c.flags)) and ($6::text is null or c.event = $6)
        and ($7::text is null or c.source_id = $7) and ($8::text is null or c.person_id = $8)
        and ($9::text is null or exists (select from commission_line l
          where l.workspace_id = $1 and l.commission_id = c.id and l.payout_id = $9))
        and ${OF_FIGURE[figure ?? 'earned']}
        and ($10::timestamptz is null or (c.occurred_at, c.id) < ($10, $11))
      order by c.occurred_at desc, c.id desc limit $12`,
    values: [
      ...[workspaceId, mode === 'live', partner ?? null, status ?? null, flag ?? null, event ?? null],
      ...[source ?? null, person ?? null, payout ?? null, after?.[0] ?? null, after?.[1] ?? '', limit + 1],
    ],
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    commissions: page.map(({ key: _, ...row }) => toCommission(row)),
    nextCursor: rows.length > limit && last ? writeKey([last.key, last.id]) : null,
  };
}
