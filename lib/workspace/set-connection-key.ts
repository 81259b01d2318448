import { seal } from '@/lib/auth/secret-box';
import { startBackfill } from '@/lib/connections/backfill/start-backfill';
import { getDb } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { requireConnection } from './require-connection';

/**
 * Stores the Stripe key encrypted; null forgets it. It is never handed back to a browser. What another key could read is
 * forgotten with it, and the history is read with the new one.
 */
export async function setConnectionKey(workspaceId: string, id: string, key: string | null): Promise<void> {
  await requireConnection(workspaceId, id);
  const mode = key && (/^(rk|sk)_live_/.test(key) ? 'live' : 'test');
  await getDb().connection.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { apiKeyCipher: key && seal(key), apiKeyMode: mode, permissions: Prisma.DbNull, permissionsAt: null },
  });
  if (key) await startBackfill({ workspaceId, id });
}
