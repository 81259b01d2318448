import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { lockProjection } from '@/lib/db/projection-lock';
import { groupBy } from '@/lib/group-by';
import { type Extracted, extractEvents, type Outcome, type PendingEvent } from './extract-events';
import { inBackground } from './in-background';
import { ledgerDigest, metricDayDigests } from './ledger-digest';
import { loadFoldSettings } from './load-fold-settings';
import { makeRollups, ROLLUPS } from './make-rollups';
import { markOutcomes } from './project-batch';
import { foldOwners } from './refold-owners';
import { refreshCatalog } from './refresh-catalog';
import { saveVersions } from './save-versions';

export interface RebuildResult {
  /** Digest of everything derived, before and after. Equal unless a setting or a rule changed in between. */
  before: string;
  after: string;
  /** "measure day" keys whose hash differs. */
  changed: string[];
  events: number;
  owners: number;
}

const EVENTS_PER_PAGE = 500;
const OWNERS_PER_PAGE = 200;
/** What is derived from versions, customer by customer. */
export const LEDGER = [
  'ledger_owner',
  'mrr_span',
  'series_span',
  'ledger_entry',
  'sale',
  'ledger_issue',
  ...ROLLUPS,
] as const;
const DERIVED = ['object_version', 'object_owner', 'catalog_item', ...LEDGER];

/**
 * Derives everything again from the inbox, in one transaction: readers see the old figures until it commits, and a crash
 * leaves them as they were. Memory is flat: events and owners are read in pages.
 */
export async function rebuildWorkspace(
  workspaceId: string,
  progress: (done: number, what: 'events' | 'customers') => void = () => {},
): Promise<RebuildResult> {
  return inProjection(workspaceId, async (tx) => {
    const before = await ledgerDigest(tx, workspaceId);
    const daysBefore = await metricDayDigests(tx, workspaceId);
    for (const table of DERIVED) await tx.query(`delete from ${table} where workspace_id = $1`, [workspaceId]);
    const events = await absorbAll(tx, workspaceId, (done) => progress(done, 'events'));
    // Nobody else sees these rows yet, so nobody else can count them for the planner.
    await tx.query('analyze object_version, object_owner');
    const owners = await refoldAll(tx, workspaceId, 'none', (done) => progress(done, 'customers'));
    await makeRollups(tx, workspaceId);
    const after = await ledgerDigest(tx, workspaceId);
    const daysAfter = await metricDayDigests(tx, workspaceId);
    const keys = new Set([...daysBefore.keys(), ...daysAfter.keys()]);
    const changed = [...keys].filter((key) => daysBefore.get(key) !== daysAfter.get(key)).sort();
    return { before: before.all, after: after.all, changed, events, owners };
  });
}

/** Folds every customer again without reading the inbox: after a change of rates, settings or identity rules. */
export async function refoldWorkspace(workspaceId: string): Promise<number> {
  return inProjection(workspaceId, async (tx) => {
    const owners = await refoldAll(tx, workspaceId, 'rows');
    for (const table of ROLLUPS) await tx.query(`delete from ${table} where workspace_id = $1`, [workspaceId]);
    await makeRollups(tx, workspaceId);
    return owners;
  });
}

const inProjection = <T>(workspaceId: string, work: (tx: pg.ClientBase) => Promise<T>): Promise<T> =>
  inTransaction(async (tx) => {
    await lockProjection(tx, workspaceId);
    return work(tx);
  });

/** Extracts page by page; while one page is written, the next is read and extracted. */
async function absorbAll(tx: pg.ClientBase, workspaceId: string, progress: (done: number) => void): Promise<number> {
  const catalog = new Map<string, Set<string>>();
  const save = async ({ outcomes, byConnection }: Extracted, page: readonly StoredPage[]) => {
    for (const [connectionId, extracted] of byConnection) {
      const saved = await saveVersions(tx, { workspaceId, connectionId }, extracted);
      const seen = catalog.get(connectionId) ?? new Set();
      for (const id of saved.catalog) seen.add(id);
      catalog.set(connectionId, seen);
    }
    await markOutcomes(
      tx,
      workspaceId,
      outcomes.filter((outcome, index) => isNews(outcome, page[index])),
    );
  };
  let done = 0;
  let saving = Promise.resolve();
  let page = await readPage(tx, workspaceId, 0n);
  for (;;) {
    const last = page.at(-1);
    if (!last) break;
    const next = inBackground(readPage(tx, workspaceId, last.seq));
    const extracted = await extractEvents(tx, workspaceId, page);
    await saving;
    saving = inBackground(save(extracted, page));
    done += page.length;
    progress(done);
    page = await next;
  }
  await saving;
  for (const [connectionId, ids] of catalog) await refreshCatalog(tx, { workspaceId, connectionId }, [...ids]);
  return done;
}

type StoredPage = PendingEvent & { seq: bigint; state: string; reason: string | null };

const isNews = (outcome: Outcome, stored: StoredPage | undefined) =>
  outcome.state !== stored?.state || outcome.reason !== stored.reason;

async function readPage(tx: pg.ClientBase, workspaceId: string, after: bigint): Promise<StoredPage[]> {
  const page = await tx.query<StoredPage>({
    name: 'read-page',
    text: `select seq, connection_id as "connectionId", id, type, livemode, account, occurred_at as "occurredAt", known_at as "knownAt",
        country, payload, state, reason
      from stripe_event where workspace_id = $1 and seq > $2 order by seq limit $3`,
    values: [workspaceId, after, EVENTS_PER_PAGE],
  });
  return page.rows;
}

/**
 * Folds every customer and leaves the rollups for later; while one page of customers is written, the next is folded.
 * `before` says whether their rows are there, to be compared with, or have been deleted. Returns how many customers there are.
 */
export async function refoldAll(
  tx: pg.ClientBase,
  workspaceId: string,
  before: 'rows' | 'none',
  progress: (done: number) => void = () => {},
): Promise<number> {
  const settings = await loadFoldSettings(tx, workspaceId);
  let done = 0;
  let writing = Promise.resolve();
  let [connection, owner] = ['', ''];
  for (;;) {
    const page = await tx.query<{ connection_id: string; owner_id: string }>(
      `select distinct connection_id, owner_id from object_version
       where workspace_id = $1 and (connection_id, owner_id) > ($2, $3) and owner_id <> '' order by 1, 2 limit $4`,
      [workspaceId, connection, owner, OWNERS_PER_PAGE],
    );
    const last = page.rows.at(-1);
    if (!last) break;
    for (const [connectionId, rows] of groupBy(page.rows, ({ connection_id }) => connection_id)) {
      const owners = rows.map(({ owner_id }) => owner_id);
      const changes = await foldOwners(tx, settings, connectionId, owners, { before, rollups: 'later' });
      await writing;
      writing = inBackground(changes.write(tx));
    }
    [connection, owner] = [last.connection_id, last.owner_id];
    done += page.rows.length;
    progress(done);
  }
  await writing;
  return done;
}
