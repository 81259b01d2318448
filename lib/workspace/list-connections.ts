import { getDb } from '@/lib/db/client';

/** Names only, for a picker. */
export function listConnections(workspaceId: string): Promise<{ id: string; name: string }[]> {
  return getDb().connection.findMany({
    where: { workspaceId },
    select: { id: true, name: true },
    orderBy: { createdAt: 'asc' },
  });
}
