import { getDb } from '@/lib/db/client';
import { reconsiderIgnored } from '@/lib/inbox/reconsider-ignored';
import type { Colour } from './connection-inputs';
import { requireConnection } from './require-connection';

export interface ConnectionChange {
  name?: string | undefined;
  colour?: Colour | undefined;
  /** "Stripe server notifications": what Stripe sends is taken. */
  notifications?: boolean | undefined;
  /** "Track new purchases from server notifications": customers not known yet are taken as well. */
  trackNewPurchases?: boolean | undefined;
}

/** Changes what is given; what is not stays. */
export async function updateConnection(workspaceId: string, id: string, change: ConnectionChange): Promise<void> {
  await requireConnection(workspaceId, id);
  const { name, colour, notifications, trackNewPurchases } = change;
  await getDb().connection.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: {
      ...(name === undefined ? {} : { name }),
      ...(colour === undefined ? {} : { colour }),
      ...(notifications === undefined ? {} : { notifications }),
      ...(trackNewPurchases === undefined ? {} : { trackNewPurchases }),
    },
  });
  // What the switches left out may belong to the figures now.
  if (notifications !== undefined || trackNewPurchases !== undefined) await reconsiderIgnored(workspaceId, id);
}
