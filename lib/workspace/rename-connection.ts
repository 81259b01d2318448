import { getDb } from '@/lib/db/client';
import { requireConnection } from './require-connection';

export async function renameConnection(workspaceId: string, id: string, name: string): Promise<void> {
  await requireConnection(workspaceId, id);
  await getDb().connection.update({ where: { workspaceId_id: { workspaceId, id } }, data: { name } });
}
