import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { pagesOf } from '@/lib/inbox/pages-of';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import type { Connection } from '../stripe-reader';
import type { StripeObject } from './kinds';
import { sortSnapshots } from './known-objects';
import { prepareSnapshot, type Snapshot } from './prepare-snapshot';
import { writeSnapshots } from './write-snapshots';

const AT_ONCE = 100;

export interface Stored {
  /** Objects that told something not known before. */
  news: number;
  /** Of these, objects that nothing was known of. */
  unknown: number;
}

/**
 * Puts objects that Stripe's API answered into the inbox, each as an event of its own (docs/decisions/0026), unless what they
 * tell is known. `readAt` is by Stripe's clock: `Read` of lib/connections/stripe-reader.ts.
 */
export async function storeSnapshots(
  { workspaceId, id }: Connection,
  objects: readonly StripeObject[],
  readAt: Date,
): Promise<Stored> {
  const connection = await getDb().connection.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!connection) throw new AppError('not_found', 'There is no such source.');
  const stored: Stored = { news: 0, unknown: 0 };
  for (const page of pagesOf(objects, AT_ONCE)) {
    const snapshots = prepareAll([{ objects: page, readAt }], connection.apiKeyMode !== 'test');
    const sorted = await sortSnapshots(connection, snapshots);
    await writeSnapshots(connection, sorted, { name: 'store-snapshots', text: 'select 1', values: [] });
    stored.news += sorted.news.length;
    stored.unknown += sorted.unknown;
  }
  if (stored.news > 0) wakeProjector();
  return stored;
}

interface Answer {
  objects: readonly StripeObject[];
  readAt: Date;
}

/** Each object once, of several copies the last. */
export function prepareAll(answers: readonly Answer[], livemode: boolean): Snapshot[] {
  const byObject = new Map<string, () => Snapshot>();
  for (const { objects, readAt } of answers)
    for (const object of objects)
      byObject.set(`${object.object} ${object.id}`, () => prepareSnapshot(object, readAt, livemode));
  return [...byObject.values()].map((prepare) => prepare());
}
