import { type ApiKeyKind, createApiKey, hashApiKey } from '@/lib/auth/api-keys';
import type { UnattendedSetup } from '@/lib/boot/environment';
import { getDb } from '@/lib/db/client';

/** The keys named by the environment, and no others it named before: a changed variable is a rotated key. */
export async function applyKeys(workspaceId: string, setup: UnattendedSetup): Promise<void> {
  if (setup.apiKey) await applyKey(workspaceId, 'secret', 'HEADWATER_API_KEY', setup.apiKey);
  if (setup.publicKey) await applyKey(workspaceId, 'public', 'HEADWATER_PUBLIC_KEY', setup.publicKey);
}

async function applyKey(workspaceId: string, kind: ApiKeyKind, name: string, key: string): Promise<void> {
  await getDb().apiKey.updateMany({
    where: { workspaceId, name, hash: { not: hashApiKey(key) }, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  await createApiKey({ workspaceId, name, kind, key });
}
