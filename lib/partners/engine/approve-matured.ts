import { inTransaction } from '@/lib/db/in-transaction';
import { lockCommissions } from './lock';
import { tellOfCommissions } from './tell-of-commissions';

/** Approves what nobody holds when its holding period is over. Nothing of test mode ever is. */
export async function approveMatured(workspaceId: string, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await lockCommissions(tx, workspaceId);
    const { rows } = await tx.query<{ id: string }>(
      `with matured as (
         update commission set status = 'approved', decision = case decision when 'released' then 'approved' else 'matured' end, updated_at = $2
         where workspace_id = $1 and status = 'pending' and hold_until <= $2 and livemode and earnings_minor > 0
           and not 'unconverted' = any(flags)
         returning workspace_id, id, currency
       )
       insert into commission_line (workspace_id, commission_id, seq, kind, amount_minor, currency, reason, at)
       select m.workspace_id, m.id, 1 + coalesce((select max(l.seq) from commission_line l where l.workspace_id = $1 and l.commission_id = m.id), 0),
         'decision', 0, m.currency, 'Approved: the holding period is over', $2
       from matured m returning commission_id as id`,
      [workspaceId, now],
    );
    await tellOfCommissions(tx, workspaceId, { created: [], updated: rows.map(({ id }) => id) }, now);
  });
}
