import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';
import { compareText } from '@/lib/ledger/order-versions';
import type { ExtractedVersion } from './extract/extract-event';

/** Kinds that other objects without a customer refer to. */
const LINKED = new Set([
  'invoice',
  'charge',
  'payment_intent',
  'refund',
  'session',
  'invoice_payment',
  'balance_transaction',
  'dispute',
  'credit_note',
  'payout',
]);

interface Cluster {
  ids: Set<string>;
  customers: Set<string>;
  guests: Set<string>;
}

/** Whose each version is, and the owners whose versions changed hands. */
export interface Ownership {
  ownerOf: (extracted: ExtractedVersion) => string;
  moved: Set<string>;
}

/**
 * Finds the customer behind every object, also behind refunds and payments that name none, by following the ids that link
 * them; what leads to no customer is a guest named after its payment. A link that arrives later moves what came before, so
 * the result does not depend on the order of arrival.
 */
export async function assignOwners(
  tx: pg.ClientBase,
  scope: { workspaceId: string; connectionId: string },
  batch: readonly ExtractedVersion[],
): Promise<Ownership> {
  const linked = batch.filter(({ version }) => LINKED.has(version.kind));
  const clusters = clusterIds(linked);
  const known = await loadOwners(tx, scope, [...clusters.keys()]);
  for (const [id, owner] of known)
    (isGuest(owner) ? clusters.get(id)?.guests : clusters.get(id)?.customers)?.add(owner);
  await joinThroughGuests(tx, scope, clusters);

  const moved = new Set<string>();
  const links = new Map<string, string>();
  const moves: { from: string; to: string }[] = [];
  for (const cluster of new Set(clusters.values())) {
    const owner = [...cluster.customers].sort()[0] ?? guestKey(cluster);
    for (const id of cluster.ids)
      if (known.get(id) !== owner && !(known.has(id) && !isGuest(known.get(id) ?? ''))) links.set(id, owner);
    for (const guest of cluster.guests) if (guest !== owner) moves.push({ from: guest, to: owner });
  }
  // An object that names its customer belongs to it, whatever it is linked with.
  for (const { version, customer } of linked) if (customer !== null) links.set(version.objectId, customer);
  await moveGuests(tx, scope, moves);
  for (const { from, to } of moves) moved.add(from).add(to);
  await saveLinks(tx, scope, links);

  const ownerOf = ({ version, customer }: ExtractedVersion): string =>
    customer ?? links.get(version.objectId) ?? known.get(version.objectId) ?? '';
  return { ownerOf, moved };
}

const GUEST = 'guest:';
export const isGuest = (owner: string) => owner.startsWith(GUEST);

/** Payment intent before charge before anything else, then by id. */
function guestKey({ ids, guests }: Cluster): string {
  const names = [...ids, ...[...guests].map((guest) => guest.slice(GUEST.length))];
  const rank = (id: string) => (id.startsWith('pi_') ? 0 : /^(ch|py)_/.test(id) ? 1 : 2);
  return GUEST + (names.sort((a, b) => rank(a) - rank(b) || compareText(a, b))[0] ?? '');
}

function clusterIds(linked: readonly ExtractedVersion[]): Map<string, Cluster> {
  const clusters = new Map<string, Cluster>();
  for (const { version, customer, refs } of linked) {
    const ids = [version.objectId, ...refs];
    const merged: Cluster = {
      ids: new Set(ids),
      customers: new Set(customer === null ? [] : [customer]),
      guests: new Set(),
    };
    for (const cluster of new Set(ids.flatMap((id) => clusters.get(id) ?? []))) absorb(merged, cluster);
    for (const id of merged.ids) clusters.set(id, merged);
  }
  return clusters;
}

function absorb(into: Cluster, from: Cluster) {
  for (const id of from.ids) into.ids.add(id);
  for (const customer of from.customers) into.customers.add(customer);
  for (const guest of from.guests) into.guests.add(guest);
}

/** Two clusters of a batch that touch the same stored guest are one. */
async function joinThroughGuests(
  tx: pg.ClientBase,
  scope: { workspaceId: string; connectionId: string },
  clusters: Map<string, Cluster>,
) {
  const byGuest = new Map<string, Cluster>();
  for (const cluster of new Set(clusters.values())) {
    for (const guest of cluster.guests) {
      const other = byGuest.get(guest);
      if (other && other !== cluster) {
        absorb(other, cluster);
        for (const id of cluster.ids) clusters.set(id, other);
        for (const name of cluster.guests) byGuest.set(name, other);
      } else byGuest.set(guest, cluster);
    }
  }
  if (byGuest.size === 0) return;
  const stored = await tx.query<{ object_id: string; owner_id: string }>(
    'select object_id, owner_id from object_owner where workspace_id = $1 and connection_id = $2 and owner_id = any($3)',
    [scope.workspaceId, scope.connectionId, [...byGuest.keys()]],
  );
  for (const { object_id, owner_id } of stored.rows) byGuest.get(owner_id)?.ids.add(object_id);
}

async function loadOwners(
  tx: pg.ClientBase,
  scope: { workspaceId: string; connectionId: string },
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx.query<{ object_id: string; owner_id: string }>({
    name: 'load-owners',
    text: 'select object_id, owner_id from object_owner where workspace_id = $1 and connection_id = $2 and object_id = any($3::text[])',
    values: [scope.workspaceId, scope.connectionId, textArray(ids)],
  });
  return new Map(found.rows.map(({ object_id, owner_id }) => [object_id, owner_id]));
}

async function moveGuests(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  moves: readonly { from: string; to: string }[],
) {
  if (moves.length === 0) return;
  const values = [workspaceId, connectionId, moves.map(({ from }) => from), moves.map(({ to }) => to)];
  for (const table of ['object_owner', 'object_version'] as const) {
    await tx.query(
      `update ${table} t set owner_id = m.winner from unnest($3::text[], $4::text[]) as m(loser, winner)
       where t.workspace_id = $1 and t.connection_id = $2 and t.owner_id = m.loser`,
      values,
    );
  }
}

async function saveLinks(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  links: ReadonlyMap<string, string>,
) {
  if (links.size === 0) return;
  await tx.query({
    name: 'save-links',
    text: `insert into object_owner (workspace_id, connection_id, object_id, owner_id)
      select $1, $2, l.object_id, l.owner_id from unnest($3::text[], $4::text[]) as l(object_id, owner_id)
      on conflict (workspace_id, connection_id, object_id) do update set owner_id = excluded.owner_id
      where object_owner.owner_id <> excluded.owner_id`,
    values: [workspaceId, connectionId, textArray([...links.keys()]), textArray([...links.values()])],
  });
}
