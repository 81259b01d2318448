import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import type { PayoutPreview } from '../shapes';
import { itemRow, PAYABLE, toItem } from './payout-rows';

const row = itemRow.extend({ currency: z.string() });

/** What payouts would pay now. Who owes more than is due is paid nothing, and the rest is carried over. */
export async function previewPayouts(workspaceId: string): Promise<PayoutPreview> {
  const rows = await queryRows(row, {
    text: `select c.partner_id as "partnerId", p.name, p.email, l.currency, sum(l.amount_minor)::bigint as amount,
        coalesce(sum(l.amount_minor) filter (where c.in_payout), 0)::bigint as clawed, count(distinct c.id)::int as commissions
      from commission c join commission_line l on l.workspace_id = c.workspace_id and l.commission_id = c.id
      join partner p on p.workspace_id = c.workspace_id and p.id = c.partner_id
      where c.workspace_id = $1 and l.amount_minor <> 0 and ${PAYABLE}
      group by 1, 2, 3, 4 having sum(l.amount_minor) <> 0 order by sum(l.amount_minor) desc, p.name`,
    values: [workspaceId],
  });
  return {
    currencies: [...groupBy(rows, ({ currency }) => currency)].map(([currency, own]) => {
      const items = own.filter(({ amount }) => amount > 0n).map(toItem);
      return {
        currency,
        totalMinor: items.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        items,
        carried: own.filter(({ amount }) => amount < 0n).map(toItem),
      };
    }),
  };
}
