import type pg from 'pg';

/** One writer of a workspace's commissions at a time, whichever process it runs in. Released with the transaction. */
export async function lockCommissions(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('commissions:' || $1, 0))", [workspaceId]);
}
