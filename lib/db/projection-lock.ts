import type pg from 'pg';

// A plan cached while the tables were small compares every row with every id of a batch: plan for the ids at hand.
const PLAN = "set_config('plan_cache_mode', 'force_custom_plan', true)";

/** One writer of a workspace's ledger at a time, whichever process it runs in. Released with the transaction. */
export async function tryProjectionLock(tx: pg.ClientBase, workspaceId: string): Promise<boolean> {
  const lock = await tx.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('project:' || $1, 0)) as locked, ${PLAN}`,
    [workspaceId],
  );
  return lock.rows[0]?.locked ?? false;
}

/** Waits until nobody else writes the workspace's ledger. */
export async function lockProjection(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('project:' || $1, 0)), ${PLAN}`, [workspaceId]);
}
