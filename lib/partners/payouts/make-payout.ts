import type { z } from 'zod';
import { newId } from '@/lib/auth/new-id';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { By } from '../by';
import { lockCommissions } from '../engine/lock';
import type { payoutInput } from '../inputs';
import { PAYABLE } from './payout-rows';

/**
 * Collects what is due in one currency into a batch: per partner what was approved, less what is clawed back. Who owes more
 * than is due is left for a later one. Throws `unprocessable` where nothing is due, and `conflict` where it is not what was
 * shown.
 */
export async function makePayout(
  { workspaceId, userId }: By,
  { currency, partnerIds, totalMinor, note }: z.output<typeof payoutInput>,
): Promise<{ id: string }> {
  const id = newId('pay');
  await inTransaction(async (tx) => {
    await lockCommissions(tx, workspaceId);
    const { rows } = await tx.query<{ amount: bigint }>(
      `with payable as (
         select l.commission_id, l.seq, l.amount_minor, c.partner_id, c.in_payout
         from commission c join commission_line l on l.workspace_id = c.workspace_id and l.commission_id = c.id
         where c.workspace_id = $1 and l.currency = $3 and ($4::text[] is null or c.partner_id = any($4)) and ${PAYABLE}
       ), due as (
         select partner_id, sum(amount_minor) as amount, coalesce(sum(amount_minor) filter (where in_payout), 0) as clawed,
           count(distinct commission_id) filter (where amount_minor <> 0) as commissions
         from payable group by partner_id having sum(amount_minor) > 0
       ), taken as (
         update commission_line l set payout_id = $2 from payable p join due d on d.partner_id = p.partner_id
         where l.workspace_id = $1 and l.commission_id = p.commission_id and l.seq = p.seq returning l.commission_id
       ), marked as (
         update commission set in_payout = true where workspace_id = $1 and id in (select commission_id from taken)
       )
       insert into payout_item (workspace_id, payout_id, partner_id, amount_minor, clawed_minor, commissions)
       select $1, $2, partner_id, amount, clawed, commissions from due returning amount_minor as amount`,
      [workspaceId, id, currency, partnerIds ?? null],
    );
    if (rows.length === 0)
      throw new AppError('unprocessable', `Nothing is due in ${currency.toUpperCase()}: approve commissions first.`);
    const total = rows.reduce((sum, { amount }) => sum + amount, 0n);
    if (totalMinor !== undefined && total !== BigInt(totalMinor))
      throw new AppError('conflict', 'Something else is due by now: look at it again, then make the payout.');
    await tx.query('insert into payout (workspace_id, id, currency, note, created_by_id) values ($1, $2, $3, $4, $5)', [
      workspaceId,
      id,
      currency,
      note,
      userId,
    ]);
  });
  return { id };
}
