import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';
import { groupBy } from '@/lib/group-by';
import { isSnapshot } from '@/lib/ledger/snapshots';
import { CATALOG_KINDS, type ExtractedVersion } from './extract/extract-event';
import type { Extracted } from './extract-events';
import { NOT_TRACKED } from './ignore-rules';
import type { InboxEvent } from './stored-pages';
import { wakeProjector } from './wake-projector';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

export interface Tracked extends Extracted {
  /** Ids that tracked versions name, of connections that leave others out. */
  learned: Map<string, ReadonlySet<string>>;
}

/**
 * Leaves out the events of buyers that the ledger does not know, where a source does not track new purchases (RC-15): they are
 * kept, and the reason names the ids that would make them known. An event goes on when any object it names belongs to a known
 * buyer. What was read from Stripe on purpose goes on as well, but for what only belongs to a payment: that is as known as its
 * payment.
 */
export async function leaveOutUntracked(
  tx: pg.ClientBase,
  workspaceId: string,
  extracted: Extracted,
  page: readonly InboxEvent[],
): Promise<Tracked> {
  const learned = new Map<string, ReadonlySet<string>>();
  if (extracted.untracked.size === 0) return { ...extracted, learned };
  const byConnection = new Map(extracted.byConnection);
  const outcomes = [...extracted.outcomes];
  for (const connectionId of extracted.untracked) {
    const versions = byConnection.get(connectionId) ?? [];
    const first = new Set(
      page.flatMap((event) => (event.connectionId === connectionId && event.state === 'pending' ? [event.id] : [])),
    );
    const { known, unknown } = await tell(tx, { workspaceId, connectionId }, { versions, first });
    learned.set(connectionId, known);
    if (unknown.size === 0) continue;
    byConnection.set(
      connectionId,
      versions.filter(({ version }) => !unknown.has(version.eventId)),
    );
    for (const [index, { id, ...outcome }] of outcomes.entries()) {
      const ids = outcome.connectionId === connectionId ? unknown.get(id) : undefined;
      if (ids) outcomes[index] = { connectionId, id, state: 'ignored', reason: reasonFor(ids) };
    }
  }
  return { ...extracted, byConnection, outcomes, learned };
}

/** More ids than any one payment has are of no use. */
const MOST_IDS = 20;
const reasonFor = (ids: ReadonlySet<string>) => NOT_TRACKED + [...ids].slice(0, MOST_IDS).join(' ');

/** The ids that versions of known buyers name, and the events of others with the ids that they name. */
async function tell(
  tx: pg.ClientBase,
  scope: Scope,
  { versions, first }: { versions: readonly ExtractedVersion[]; first: ReadonlySet<string> },
): Promise<{ known: ReadonlySet<string>; unknown: Map<string, ReadonlySet<string>> }> {
  const purchases = versions.filter(
    ({ version }) => !CATALOG_KINDS.includes(version.kind) && version.kind !== 'payout',
  );
  const byEvent = groupBy(purchases, ({ version }) => version.eventId);
  const unknown = new Map<string, ReadonlySet<string>>();
  const passing = new Set<string>();
  for (const [id, list] of byEvent) {
    const ids = new Set(
      list.flatMap(({ version, refs, customer }) => [
        version.objectId,
        ...refs,
        ...(customer === null ? [] : [customer]),
      ]),
    );
    if (first.has(id) && !list.some(isReadOnPurpose)) unknown.set(id, ids);
    else for (const one of ids) passing.add(one);
  }
  const known = new Set([...(await findKnown(tx, scope, unknown.values())), ...passing]);
  // An event that goes on makes known what it names, and so others on the page.
  for (let before = -1; before !== unknown.size; ) {
    before = unknown.size;
    for (const [id, ids] of unknown) {
      if (![...ids].some((one) => known.has(one))) continue;
      unknown.delete(id);
      for (const one of ids) known.add(one);
    }
  }
  return { known, unknown };
}

/** Kinds that are a purchase of their own, also where they name no customer. */
const PURCHASES = ['invoice', 'charge', 'payment_intent', 'session'];

const isReadOnPurpose = ({ version, customer }: ExtractedVersion): boolean =>
  isSnapshot(version) && (customer !== null || PURCHASES.includes(version.kind));

async function findKnown(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Scope,
  groups: Iterable<ReadonlySet<string>>,
): Promise<string[]> {
  const ids = [...new Set([...groups].flatMap((group) => [...group]))];
  if (ids.length === 0) return [];
  const found = await tx.query<{ id: string }>({
    name: 'known-buyers',
    text: `select i.id from unnest($3::text[]) as i(id)
      where exists (select from object_owner o where o.workspace_id = $1 and o.connection_id = $2 and o.object_id = i.id)
        or exists (select from object_version v where v.workspace_id = $1 and v.connection_id = $2 and v.owner_id = i.id)`,
    values: [workspaceId, connectionId, textArray(ids)],
  });
  return found.rows.map(({ id }) => id);
}

/** Events that were left out so long before are not looked through: Stripe sends again for three days. */
const FAR_BACK = 200_000n;

/** Lets events go on that were left out before what they name became known: a refund may arrive before its charge. */
export async function takeUpLeftOut(
  tx: pg.ClientBase,
  workspaceId: string,
  { learned, seq }: { learned: ReadonlyMap<string, ReadonlySet<string>>; seq: bigint },
): Promise<void> {
  for (const [connectionId, ids] of learned) {
    if (ids.size === 0) continue;
    const { rowCount } = await tx.query(
      `update stripe_event set state = 'pending', reason = null, projected_at = null
       where workspace_id = $1 and connection_id = $2 and state = 'ignored' and seq > $3
         and starts_with(reason, $4) and string_to_array(substr(reason, $5), ' ') && $6::text[]`,
      [workspaceId, connectionId, seq - FAR_BACK, NOT_TRACKED, NOT_TRACKED.length + 1, textArray([...ids])],
    );
    if (rowCount) wakeProjector();
  }
}
