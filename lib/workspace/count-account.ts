import { getDb } from '@/lib/db/client';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { requireConnection } from './require-connection';

/**
 * Chooses whose events a source counts: those of one connected account, or (null) of the account that its endpoint belongs
 * to. Everything is derived again; if that fails the old choice stands, so that figures and settings never disagree.
 */
export async function countAccount(workspaceId: string, id: string, accountId: string | null): Promise<void> {
  const before = await requireConnection(workspaceId, id);
  if (before.accountId === accountId) return;
  await save(workspaceId, id, accountId);
  try {
    await rebuildWorkspace(workspaceId);
  } catch (error) {
    await save(workspaceId, id, before.accountId);
    throw error;
  }
}

/** What was read of the one account's API says nothing about how far the other's has been read. */
async function save(workspaceId: string, id: string, accountId: string | null): Promise<void> {
  const db = getDb();
  await db.$transaction([
    db.connection.update({ where: { workspaceId_id: { workspaceId, id } }, data: { accountId } }),
    db.pullCursor.deleteMany({ where: { workspaceId, connectionId: id } }),
  ]);
}
