import { wakeBackfills } from '@/lib/connections/backfill/wake-backfills';
import { probePermissions } from '@/lib/connections/permissions/probe-permissions';
import { AppError } from '@/lib/errors';
import { requireConnection } from './require-connection';

/** Tries what the stored key may read, and has read at once what was refused before. */
export async function tryKeyAgain(workspaceId: string, id: string): Promise<void> {
  await requireConnection(workspaceId, id);
  if (!(await probePermissions({ workspaceId, id }))) throw new AppError('unprocessable', 'No key is stored.');
  wakeBackfills();
}
