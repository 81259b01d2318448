import type pg from 'pg';
import { lockCommissions } from './lock';

/**
 * With a source go the commissions on its sales. What is in a payout stays, as the partners were paid, and says no more whose
 * sale it was.
 */
export async function forgetCommissions(tx: pg.ClientBase, workspaceId: string, connectionId: string): Promise<void> {
  await lockCommissions(tx, workspaceId);
  const of = 'select c.id from commission c where c.workspace_id = $1 and c.connection_id = $2';
  const values = [workspaceId, connectionId];
  await tx.query(`delete from commission_proposal where workspace_id = $1 and commission_id in (${of})`, values);
  await tx.query(
    `delete from commission_line where workspace_id = $1 and commission_id in (${of} and not c.in_payout)`,
    values,
  );
  await tx.query('delete from commission where workspace_id = $1 and connection_id = $2 and not in_payout', values);
  await tx.query(
    "update commission set owner_id = '', person_id = '' where workspace_id = $1 and connection_id = $2",
    values,
  );
}
