import { getDb } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import type { Payout, PayoutDetail } from '../shapes';
import { noPayout } from './close-payout';
import { itemRow, PAYOUT_FROM, payoutColumns, payoutRow, toItem, toPayout } from './payout-rows';

const MOST = 500;

/** Batches, the newest first; of one partner, those that pay it something, with that as their total. */
export async function listPayouts(
  workspaceId: string,
  { partner }: { partner?: string | undefined },
): Promise<{ payouts: Payout[] }> {
  const rows = await queryRows(payoutRow, {
    text: `select ${payoutColumns('($2::text is null or i.partner_id = $2)')} from ${PAYOUT_FROM}
      where b.workspace_id = $1 and ($2::text is null or exists (
        select from payout_item i where i.workspace_id = $1 and i.payout_id = b.id and i.partner_id = $2))
      order by b.created_at desc, b.id limit ${MOST}`,
    values: [workspaceId, partner ?? null],
  });
  return { payouts: rows.map(toPayout) };
}

export const hasPayout = async (workspaceId: string, id: string): Promise<boolean> =>
  (await getDb().payout.count({ where: { workspaceId, id } })) > 0;

/** Throws `not_found`. */
export async function loadPayout(workspaceId: string, id: string): Promise<PayoutDetail> {
  const [found] = await queryRows(payoutRow, {
    text: `select ${payoutColumns()} from ${PAYOUT_FROM} where b.workspace_id = $1 and b.id = $2`,
    values: [workspaceId, id],
  });
  if (!found) throw noPayout();
  const items = await queryRows(itemRow, {
    text: `select i.partner_id as "partnerId", p.name, p.email, i.amount_minor as amount, i.clawed_minor as clawed, i.commissions
      from payout_item i join partner p on p.workspace_id = i.workspace_id and p.id = i.partner_id
      where i.workspace_id = $1 and i.payout_id = $2 order by i.amount_minor desc, p.name`,
    values: [workspaceId, id],
  });
  return { ...toPayout(found), items: items.map(toItem) };
}
