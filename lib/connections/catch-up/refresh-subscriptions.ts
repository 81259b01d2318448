import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { LIST_KINDS, type ListKind, type StripeObject } from '../backfill/kinds';
import { readPages } from '../backfill/read-pages';
import { storeSnapshots } from '../backfill/store-snapshots';
import { type Connection, openReader } from '../stripe-reader';
import { ATTEMPTS } from './catch-up';
import { customerOf } from './customer-of';
import { findReadable, type Readable } from './find-readable';
import { oneAtATime } from './one-at-a-time';
import { problemIn } from './problem-in';
import { saveReadCursor } from './read-cursor';

/**
 * Reads all subscriptions as they are now and stores those that tell something new: so that the figures stay current where
 * no webhook tells (RC-13). Returns how many told something, or null when another process is at it or Stripe did not answer.
 */
export async function refreshSubscriptions(
  { workspaceId, id }: Connection,
  { now = new Date(), signal }: { now?: Date; signal?: AbortSignal } = {},
): Promise<number | null> {
  return oneAtATime(`subscriptions:${workspaceId}:${id}`, 'skip', async () => {
    const source = await findReadable({ workspaceId, id });
    const kind = LIST_KINDS.find((list) => list.kind === 'subscriptions');
    if (!source || !kind) return null;
    try {
      const news = await readAll(source, kind, signal);
      await saveReadCursor(source, 'subscriptions', { historyDone: true, problem: null, pulledAt: now });
      return news;
    } catch (error) {
      await saveReadCursor(source, 'subscriptions', { problem: problemIn(error, 'Subscriptions: Read') });
      return null;
    }
  });
}

async function readAll(source: Readable, kind: ListKind, signal: AbortSignal | undefined): Promise<number> {
  const reader = await openReader(source, { signal, attempts: ATTEMPTS });
  let news = 0;
  for await (const { objects, readAt } of readPages({ reader, kind, exact: false }, null)) {
    if (!(await findReadable(source))) break; // disconnected meanwhile
    const tracked = source.trackNewPurchases ? objects : await ofKnownCustomers(source, objects);
    news += (await storeSnapshots(source, tracked, readAt)).news;
  }
  return news;
}

const ownerRow = z.object({ owner_id: z.string() });

/** New purchases are not tracked: nor by reading them a little later. */
async function ofKnownCustomers({ workspaceId, id }: Connection, objects: readonly StripeObject[]) {
  const known = await queryRows(ownerRow, {
    text: 'select distinct owner_id from object_version where workspace_id = $1 and connection_id = $2 and owner_id = any($3)',
    values: [workspaceId, id, objects.flatMap((object) => customerOf(object) ?? [])],
  });
  const customers = new Set(known.map(({ owner_id }) => owner_id));
  return objects.filter((object) => customers.has(customerOf(object) ?? ''));
}
