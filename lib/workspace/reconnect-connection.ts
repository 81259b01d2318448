import { getDb } from '@/lib/db/client';
import { forgetEndpoints } from '@/lib/inbox/load-endpoint';
import { requireConnection } from './require-connection';

/** Takes up a disconnected source again; its key and secrets are to be given anew. */
export async function reconnectConnection(workspaceId: string, id: string): Promise<void> {
  await requireConnection(workspaceId, id);
  await getDb().connection.update({ where: { workspaceId_id: { workspaceId, id } }, data: { disconnectedAt: null } });
  forgetEndpoints();
}
