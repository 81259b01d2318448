import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { identifiersOf } from '@/lib/identity/normalise';
import { type EventRow, findEventRows } from '@/lib/workspace/event-row';
import { type EffectRow, loadRowsNaming, loadRowsOf } from '@/lib/workspace/load-event-effects';
import { kindOfId } from '../backfill/kinds';
import { eventsOf, findKnownObjects, type KnownObject, objectOfEvent } from './known-objects';

export interface FoundOwner {
  id: string;
  guest: boolean;
  mode: 'live' | 'test';
  name: string | null;
  email: string | null;
  personId: string;
  /** The rule that decided: "metadata:user_id", "email" or "fallback". */
  resolvedBy: string;
}

/** One thing that was found, with all that is known of it. */
export interface FoundPurchase {
  connectionId: string;
  /** The object that was asked for; null where a person was. */
  objectId: string | null;
  kind: string | null;
  /** Whose it is; null in the catalog, and for what paid nothing yet. */
  owner: FoundOwner | null;
  events: EventRow[];
  rows: EffectRow[];
  moreRows: boolean;
}

export interface Found {
  purchases: FoundPurchase[];
  /** What Stripe can be asked for when nothing is known: the id as it was typed. */
  readable: string | null;
  /** Sources that have a key to ask with. */
  readers: string[];
}

const MOST_PURCHASES = 10;
const MOST_EVENTS = 20;

/**
 * Everything that is known by a Stripe id of any kind, an e-mail address or a user id of one's own app. An id that looks
 * like one of Stripe's may be an app's as well: first it is looked for as the one, then as the other.
 */
export async function findPurchase(workspaceId: string, typed: string): Promise<Found> {
  const text = typed.trim();
  const objects = await findKnownObjects(workspaceId, text);
  const named = objects.length > 0 ? objects : await ofEvent(workspaceId, text);
  const purchases = named.length > 0 ? named : await findPeople(workspaceId, text);
  const found = await Promise.all(purchases.slice(0, MOST_PURCHASES).map((one) => describe(workspaceId, one)));
  return {
    purchases: found.length > 0 ? found : await findUnread(workspaceId, text),
    readable: kindOfId(text) ? text : null,
    readers: await findReaders(workspaceId),
  };
}

async function findReaders(workspaceId: string): Promise<string[]> {
  const rows = await queryRows(z.object({ id: z.string() }), {
    text: 'select id from connection where workspace_id = $1 and api_key_cipher is not null and disconnected_at is null order by created_at',
    values: [workspaceId],
  });
  return rows.map(({ id }) => id);
}

async function ofEvent(workspaceId: string, id: string): Promise<KnownObject[]> {
  const objectId = await objectOfEvent(workspaceId, id);
  return objectId === null ? [] : findKnownObjects(workspaceId, objectId);
}

const personRow = z.object({ connectionId: z.string(), ownerId: z.string() });
type Wanted = Pick<KnownObject, 'connectionId' | 'ownerId'> & Partial<KnownObject>;

/** Customers and guests that resolved to this person, that carry this value, or that used this address. */
function findPeople(workspaceId: string, text: string): Promise<Wanted[]> {
  return queryRows(personRow, {
    text: `select connection_id as "connectionId", id as "ownerId" from ledger_owner
      where workspace_id = $1 and (
        person_id = $2 or exists (select from jsonb_each_text(metadata) as m(key, value) where btrim(m.value) = $2)
        or (connection_id, id) in (
          select connection_id, owner_id from owner_identifier where workspace_id = $1 and identifier = any($3)))
      order by created_at desc nulls last, id limit $4`,
    values: [workspaceId, text, identifiersOf(text), MOST_PURCHASES],
  });
}

async function describe(workspaceId: string, wanted: Wanted): Promise<FoundPurchase> {
  const { connectionId, ownerId, objectId = null, kind = null } = wanted;
  const isOwner = objectId === null || objectId === ownerId;
  const ids = await eventsOf(workspaceId, { connectionId, ownerId, objectId: isOwner ? null : objectId }, MOST_EVENTS);
  const { rows, more } = isOwner
    ? await loadRowsOf(workspaceId, connectionId, [ownerId])
    : await loadRowsNaming(workspaceId, connectionId, [ownerId], { objectId, eventId: null });
  return {
    connectionId,
    objectId: objectId ?? (ownerId.startsWith('guest:') ? null : ownerId),
    kind,
    owner: await loadOwner(workspaceId, connectionId, ownerId),
    events: await findEventRows({ workspaceId, connectionId, id: { in: ids } }, MOST_EVENTS),
    rows,
    moreRows: more,
  };
}

const ownerRow = z.object({
  id: z.string(),
  guest: z.boolean(),
  livemode: z.boolean(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string(),
  resolvedBy: z.string(),
});

async function loadOwner(workspaceId: string, connectionId: string, id: string): Promise<FoundOwner | null> {
  const [row] = await queryRows(ownerRow, {
    text: `select id, guest, livemode, name, email, person_id as "personId", resolved_by as "resolvedBy" from ledger_owner
      where workspace_id = $1 and connection_id = $2 and id = $3`,
    values: [workspaceId, connectionId, id],
  });
  if (!row) return null;
  const { livemode, ...owner } = row;
  return { ...owner, mode: livemode ? 'live' : 'test' };
}

/** Events that came and told the ledger nothing: waiting, failed, or of a type that nothing reads. */
async function findUnread(workspaceId: string, id: string): Promise<FoundPurchase[]> {
  const events = await findEventRows({ workspaceId, OR: [{ objectId: id }, { id }] }, MOST_EVENTS);
  const [newest] = events;
  if (!newest) return [];
  const { connectionId, objectId } = newest;
  return [{ connectionId, objectId, kind: null, owner: null, events, rows: [], moreRows: false }];
}
