import { seal } from '@/lib/auth/secret-box';
import { getDb } from '@/lib/db/client';
import { requireConnection } from './require-connection';

/** Stores the Stripe key encrypted; null forgets it. It is never handed back to a browser. */
export async function setConnectionKey(workspaceId: string, id: string, key: string | null): Promise<void> {
  await requireConnection(workspaceId, id);
  const mode = key && (/^(rk|sk)_live_/.test(key) ? 'live' : 'test');
  await getDb().connection.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { apiKeyCipher: key && seal(key), apiKeyMode: mode },
  });
}
