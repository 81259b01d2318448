import { getDb } from '@/lib/db/client';
import { probePermissions } from './probe-permissions';

/** Permissions are changed in Stripe without a word to us. */
const STALE_MS = 24 * 60 * 60_000;

/** Tries every key that was not tried for a day, or never: one that came from the environment. Returns how many. */
export async function probeStaleKeys(now: Date): Promise<number> {
  const tried = new Date(now.getTime() - STALE_MS);
  const sources = await getDb().connection.findMany({
    where: {
      ...{ apiKeyCipher: { not: null }, disconnectedAt: null },
      OR: [{ permissionsAt: null }, { permissionsAt: { lt: tried } }],
    },
    select: { workspaceId: true, id: true },
  });
  for (const source of sources) await probePermissions(source, { whenUnreached: 'keep' });
  return sources.length;
}
