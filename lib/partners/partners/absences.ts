import type pg from 'pg';

/** Remembers of a partner that comes back since when it was archived: what happened meanwhile is never credited to it. */
export async function rememberAbsence(tx: pg.ClientBase, workspaceId: string, partnerId: string): Promise<void> {
  await tx.query(
    `insert into partner_absence (workspace_id, partner_id, since)
     select workspace_id, id, archived_at from partner where workspace_id = $1 and id = $2 and archived_at is not null for update`,
    [workspaceId, partnerId],
  );
}
