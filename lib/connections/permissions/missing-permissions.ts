import { getDb } from '@/lib/db/client';
import { readKeyReport } from './key-report';
import { PERMISSIONS, type Permission } from './permissions';

export interface MissingPermission extends Permission {
  connectionId: string;
  /** The name of the source whose key lacks it. */
  source: string;
}

/** What the keys of a workspace's live or test sources may not read, in the order in which it matters. */
export async function missingPermissions(workspaceId: string, livemode: boolean): Promise<MissingPermission[]> {
  const sources = await getDb().connection.findMany({
    where: { workspaceId, apiKeyMode: livemode ? 'live' : 'test', apiKeyCipher: { not: null }, disconnectedAt: null },
    select: { id: true, name: true, permissions: true },
    orderBy: { createdAt: 'asc' },
  });
  return sources.flatMap(({ id: connectionId, name: source, permissions }) => {
    const report = readKeyReport(permissions);
    return PERMISSIONS.filter(({ id }) => report?.access[id] === 'missing').map((one) => ({
      ...one,
      connectionId,
      source,
    }));
  });
}
