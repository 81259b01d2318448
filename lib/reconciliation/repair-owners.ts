import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { lockProjection } from '@/lib/db/projection-lock';
import { queryRows } from '@/lib/db/query-rows';
import { loadFoldSettings } from '@/lib/inbox/load-fold-settings';
import { makeRollupsAnew } from '@/lib/inbox/make-rollups';
import { foldOwners } from '@/lib/inbox/refold-owners';

const ownerRow = z.object({ id: z.string() });

/**
 * Derives the ledgers of whoever these objects belong to again. Their rows always are what their facts come to, unless
 * somebody changed the tables: then the sums over them are made anew as well, since nobody knows what these counted. Tells
 * whether any row was another.
 */
export async function repairOwners(
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  objectIds: readonly string[],
): Promise<boolean> {
  if (objectIds.length === 0) return false;
  const owners = await queryRows(ownerRow, {
    text: `select distinct owner_id as id from object_version
      where workspace_id = $1 and connection_id = $2 and owner_id <> ''
        and kind in ('charge', 'refund', 'dispute', 'balance_transaction') and object_id = any($3)`,
    values: [workspaceId, connectionId, objectIds],
  });
  if (owners.length === 0) return false;
  return inTransaction(async (tx) => {
    await lockProjection(tx, workspaceId);
    const settings = await loadFoldSettings(tx, workspaceId);
    const ids = owners.map(({ id }) => id);
    const changed = await foldOwners(tx, settings, connectionId, ids, { before: 'rows', rollups: 'later' });
    if (!changed) return false;
    await makeRollupsAnew(tx, workspaceId);
    // Whoever keeps figures of before learns that they are others now.
    await tx.query('update workspace set settings_version = settings_version + 1 where id = $1', [workspaceId]);
    return true;
  });
}
