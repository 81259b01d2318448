import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';
import { DERIVED_ROWS, type RowChange, rowChange } from '@/lib/inbox/replay/derived-rows';
import { untilProjected } from '@/lib/inbox/replay/replay-events';
import { DERIVED_TABLES } from '@/lib/workspace/replay-shapes';
import { kindOfId } from '../backfill/kinds';
import { readAgain } from '../backfill/read-again';
import { problemOf } from '../stripe-problem';
import { findKnownObjects, objectsOfOwner } from './known-objects';

export interface ReadPurchase {
  /** Objects that Stripe answered, and those of them that were news. */
  read: number;
  news: number;
  /** Ids that Stripe does not know, or not any more. */
  missing: string[];
  /** Rows of the ledger that are others than before. */
  changes: RowChange[];
  /** What was read still waits to be projected, so that its changes are not known yet. */
  waiting: boolean;
}

/** A customer is read with what was bought, as far as it is known. */
const MOST_READ = 40;
const PATIENCE_MS = 20_000;

/**
 * Reads an object again from Stripe, of a customer all that is known of them, and says what that changed in the ledger.
 * Throws with a sentence for the reader when Stripe does not answer.
 */
export async function readPurchaseAgain(
  workspaceId: string,
  { connectionId, objectId }: { connectionId: string; objectId: string },
): Promise<ReadPurchase> {
  const owners = await ownersOf(workspaceId, connectionId, objectId);
  const isCustomer = owners.includes(objectId);
  const related = isCustomer ? await objectsOfOwner(workspaceId, connectionId, objectId, MOST_READ) : [];
  const ids = [...new Set([objectId, ...related.filter((id) => kindOfId(id) !== null)])];
  const before = await loadRows(workspaceId, connectionId, owners);
  const { read, news, missing } = await askStripe({ workspaceId, id: connectionId }, ids);
  const isDone = news === 0 || (await untilProjected(workspaceId, { objects: ids, patience: PATIENCE_MS }));
  const since = await ownersOf(workspaceId, connectionId, objectId);
  const after = await loadRows(workspaceId, connectionId, [...new Set([...owners, ...since])]);
  return { read, news, missing, changes: differences(before, after), waiting: !isDone };
}

async function ownersOf(workspaceId: string, connectionId: string, objectId: string): Promise<string[]> {
  const known = await findKnownObjects(workspaceId, objectId);
  const own = known.filter((object) => object.connectionId === connectionId && object.ownerId !== '');
  return [...new Set(own.map(({ ownerId }) => ownerId))];
}

async function askStripe(connection: { workspaceId: string; id: string }, ids: readonly string[]) {
  try {
    return await readAgain(connection, { ids });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('unavailable', problemOf(error, `${kindOfId(ids[0] ?? '')?.object ?? 'this object'}: read`));
  }
}

const derivedRow = z.object({
  table: z.enum(DERIVED_TABLES),
  connectionId: z.string(),
  ownerId: z.string(),
  key: z.string(),
  measure: z.string(),
  currency: z.string(),
  day: z.string(),
  amount: z.bigint(),
  digest: z.string(),
  about: z.string().nullable(),
});
type DerivedRow = z.output<typeof derivedRow>;

function loadRows(workspaceId: string, connectionId: string, owners: readonly string[]): Promise<DerivedRow[]> {
  return queryRows(derivedRow, {
    text: `select table_name as "table", connection_id as "connectionId", owner_id as "ownerId", key, measure, currency, day,
        amount::bigint as amount, digest, about from (${DERIVED_ROWS}) rows`,
    values: [workspaceId, owners.map(() => connectionId), owners],
  });
}

/** Rows of one list that the other has not, or has otherwise. */
function differences(before: readonly DerivedRow[], after: readonly DerivedRow[]): RowChange[] {
  const keyOf = ({ table, connectionId, ownerId, key }: DerivedRow) =>
    JSON.stringify([table, connectionId, ownerId, key]);
  const stood = new Map(before.map((row) => [keyOf(row), row]));
  const stands = new Map(after.map((row) => [keyOf(row), row]));
  return [...new Set([...stood.keys(), ...stands.keys()])].flatMap((key) => {
    const [old, now] = [stood.get(key), stands.get(key)];
    const row = now ?? old;
    if (!row || old?.digest === now?.digest) return [];
    const change = old ? (now ? 'changed' : 'removed') : 'added';
    return [rowChange.parse({ ...row, change, before: old?.amount ?? null, after: now?.amount ?? null })];
  });
}
