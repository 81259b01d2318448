import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { By } from '../by';
import { storedById } from '../engine/load-stored';
import { lockCommissions } from '../engine/lock';
import { resettle } from '../engine/settle-people';
import { tellOfCommissions } from '../engine/tell-of-commissions';

/** Throws `not_found`, or `conflict` where it is not open any more. */
export async function closePayout(
  { workspaceId, userId }: By,
  id: string,
  action: 'pay' | 'cancel',
  now = new Date(),
): Promise<void> {
  await inTransaction(async (tx) => {
    await lockCommissions(tx, workspaceId);
    const { rows } = await tx.query<{ status: string }>(
      'select status from payout where workspace_id = $1 and id = $2',
      [workspaceId, id],
    );
    const [payout] = rows;
    if (!payout) throw noPayout();
    if (payout.status !== 'open') throw new AppError('conflict', `The payout is ${payout.status} already.`);
    await tx.query(
      'update payout set status = $3, closed_by_id = $4, closed_at = $5 where workspace_id = $1 and id = $2',
      [workspaceId, id, action === 'pay' ? 'paid' : 'cancelled', userId, now],
    );
    await (action === 'pay' ? pay : cancel)(tx, workspaceId, { id, userId, now });
  });
}

export const noPayout = () => new AppError('not_found', 'There is no such payout.');

interface Closing {
  id: string;
  userId: string | null;
  now: Date;
}

async function pay(tx: pg.ClientBase, workspaceId: string, { id, userId, now }: Closing): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `update commission c set paid_minor = c.paid_minor + l.amount, updated_at = $3,
       status = case when c.status = 'approved' then 'paid' else c.status end
     from (select commission_id, sum(amount_minor) as amount from commission_line where workspace_id = $1 and payout_id = $2 group by 1) l
     where c.workspace_id = $1 and c.id = l.commission_id returning c.id`,
    [workspaceId, id, now],
  );
  const ids = rows.map((row) => row.id);
  await tx.query(
    `insert into commission_line (workspace_id, commission_id, seq, kind, amount_minor, currency, reason, by_id, at, payout_id)
     select c.workspace_id, c.id, 1 + (select max(l.seq) from commission_line l where l.workspace_id = $1 and l.commission_id = c.id),
       'decision', 0, c.currency, 'Paid', $3, $4, $5 from commission c where c.workspace_id = $1 and c.id = any($2)`,
    [workspaceId, ids, userId, now, id],
  );
  await tellOfCommissions(tx, workspaceId, { created: [], updated: ids }, now);
}

/** As if it had never been made: what is in no other payout follows the facts again. */
async function cancel(tx: pg.ClientBase, workspaceId: string, { id, now }: Closing): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `update commission_line set payout_id = null where workspace_id = $1 and payout_id = $2 returning commission_id as id`,
    [workspaceId, id],
  );
  const ids = [...new Set(rows.map((row) => row.id))];
  await tx.query(
    `update commission c set in_payout = exists (select from commission_line l
       where l.workspace_id = $1 and l.commission_id = c.id and l.payout_id is not null)
     where c.workspace_id = $1 and c.id = any($2)`,
    [workspaceId, ids],
  );
  await resettle(tx, workspaceId, await storedById(tx, workspaceId, ids), now);
}
