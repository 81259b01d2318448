import type pg from 'pg';
import { loadAccount } from '@/lib/auth/load-account';
import { inTransaction } from '@/lib/db/in-transaction';
import { refoldWorkspace } from '@/lib/inbox/rebuild';

/**
 * Saves by which customer metadata reports can be divided, and folds every customer again in the same transaction: the keys
 * are in the rows of the ledger. Nothing happens when nothing differs.
 */
export async function updateMetadataKeys(workspaceId: string, keys: readonly string[]): Promise<{ changed: boolean }> {
  const { metadataKeys: before } = await loadAccount(workspaceId);
  if (JSON.stringify(before) === JSON.stringify(keys)) return { changed: false };
  const save = (tx: pg.ClientBase) =>
    tx.query('update workspace set metadata_keys = $2, settings_version = settings_version + 1 where id = $1', [
      workspaceId,
      keys,
    ]);
  if (sorted(before) === sorted(keys))
    await inTransaction(save); // only their order in menus
  else await refoldWorkspace(workspaceId, save);
  return { changed: true };
}

const sorted = (keys: readonly string[]) => JSON.stringify([...keys].sort());
