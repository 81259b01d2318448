import { getDb } from '@/lib/db/client';
import type { Connection } from '../stripe-reader';

/** A connection that has a key and is not disconnected. */
export interface Readable extends Connection {
  apiKeyCipher: string;
  accountId: string | null;
  backfill: string;
  trackNewPurchases: boolean;
}

export async function findReadable({ workspaceId, id }: Connection): Promise<Readable | null> {
  const found = await getDb().connection.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { apiKeyCipher: true, accountId: true, backfill: true, trackNewPurchases: true, disconnectedAt: true },
  });
  if (!found?.apiKeyCipher || found.disconnectedAt) return null;
  const { apiKeyCipher, accountId, backfill, trackNewPurchases } = found;
  return { workspaceId, id, apiKeyCipher, accountId, backfill, trackNewPurchases };
}
