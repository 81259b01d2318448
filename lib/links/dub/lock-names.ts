import type pg from 'pg';

/**
 * One request at a time for the links of a workspace that are called so, whichever process it runs in. Released with the
 * transaction.
 */
export async function lockNames(tx: pg.ClientBase, workspaceId: string, names: readonly string[]): Promise<void> {
  // Always in one order: two requests that share names wait for each other, and never crosswise.
  for (const name of names.toSorted())
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`link:${workspaceId}:${name}`]);
}
