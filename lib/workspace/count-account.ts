import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { requireConnection } from './require-connection';

/**
 * Chooses whose events a source counts: those of one connected account, or (null) of the account that its endpoint belongs
 * to. Everything is derived again in the transaction that saves the choice, so that figures and settings never disagree.
 */
export async function countAccount(workspaceId: string, id: string, accountId: string | null): Promise<void> {
  const before = await requireConnection(workspaceId, id);
  if (before.accountId === accountId) return;
  await rebuildWorkspace(workspaceId, {
    change: async (tx) => {
      await tx.query('update connection set account_id = $3 where workspace_id = $1 and id = $2', [
        workspaceId,
        id,
        accountId,
      ]);
      // What was read of the one account's API says nothing about how far the other's has been read.
      await tx.query('delete from pull_cursor where workspace_id = $1 and connection_id = $2', [workspaceId, id]);
    },
  });
}
