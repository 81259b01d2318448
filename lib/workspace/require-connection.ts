import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';

/** Another workspace's connection is as unknown as one that never was. */
export async function requireConnection(workspaceId: string, id: string) {
  const row = await getDb().connection.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!row) throw new AppError('not_found', 'There is no such source.');
  return row;
}
