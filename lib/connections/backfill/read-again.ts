import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { type Connection, openReader, type Reader } from '../stripe-reader';
import { completeObjects } from './complete-objects';
import { kindOfId, LIST_KINDS, type ObjectKind } from './kinds';
import { isMissing } from './read-pages';
import { type Stored, storeSnapshots } from './store-snapshots';

export interface Wanted {
  /** Stripe's name of the type, where the ids do not tell it: coupons and products may have any id. */
  kind?: string;
  ids: readonly string[];
}

export interface ReadAgain extends Stored {
  read: number;
  /** Ids that Stripe does not know, or not any more. */
  missing: string[];
}

/**
 * Reads single objects again into the inbox, whole, as the backfill would. Throws Stripe's own error when the key may not
 * read them or Stripe cannot be reached.
 */
export async function readAgain({ workspaceId, id }: Connection, { kind, ids }: Wanted): Promise<ReadAgain> {
  const connection = await getDb().connection.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!connection) throw new AppError('not_found', 'There is no such source.');
  if (!connection.apiKeyCipher) throw new AppError('unprocessable', 'Save a restricted key first.');
  const reader = await openReader(connection);
  const total: ReadAgain = { read: 0, news: 0, unknown: 0, missing: [] };
  for (const objectId of new Set(ids)) {
    const found = await readOne(reader, findKind(kind, objectId), objectId);
    if (!found) {
      total.missing.push(objectId);
      continue;
    }
    const { news, unknown } = await storeSnapshots(connection, found.objects, found.readAt);
    total.read += 1;
    total.news += news;
    total.unknown += unknown;
  }
  return total;
}

function findKind(name: string | undefined, id: string): ObjectKind {
  const kind = name ? LIST_KINDS.find(({ object }) => object === name) : kindOfId(id);
  if (kind) return kind;
  throw new AppError('unprocessable', `Objects like ${name ?? id} are not read from Stripe.`);
}

/** An object, whole; null where Stripe does not have it. */
export async function readOne(reader: Reader, kind: ObjectKind, id: string) {
  try {
    const { answer, readAt } = await reader.read((stripe) => kind.retrieve(stripe, id));
    return { objects: await completeObjects(reader, kind, [answer]), readAt };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
