import { loadAccount } from '@/lib/auth/load-account';
import { getDb } from '@/lib/db/client';
import { refoldWorkspace } from '@/lib/inbox/rebuild';

/**
 * Saves by which customer metadata reports can be divided, and folds every customer again: the keys are in the rows of the
 * ledger. If that fails the old choice comes back. Nothing happens when nothing differs.
 */
export async function updateMetadataKeys(workspaceId: string, keys: readonly string[]): Promise<{ changed: boolean }> {
  const { metadataKeys: before } = await loadAccount(workspaceId);
  if (JSON.stringify(before) === JSON.stringify(keys)) return { changed: false };
  await save(workspaceId, keys);
  if (sorted(before) === sorted(keys)) return { changed: true }; // only their order in menus
  try {
    await refoldWorkspace(workspaceId);
  } catch (error) {
    await save(workspaceId, before);
    throw error;
  }
  return { changed: true };
}

const sorted = (keys: readonly string[]) => JSON.stringify([...keys].sort());

const save = (workspaceId: string, keys: readonly string[]) =>
  getDb().workspace.update({
    where: { id: workspaceId },
    data: { metadataKeys: [...keys], settingsVersion: { increment: 1 } },
  });
