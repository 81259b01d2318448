import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { lockProjection } from '@/lib/db/projection-lock';
import { groupBy } from '@/lib/group-by';
import { settleShared } from '@/lib/identity/identifiers';
import { loadIdentityInForce } from '@/lib/identity/identity-in-force';
import { reresolve } from '@/lib/identity/reresolve';
import { absorbEvents } from './absorb-events';
import { ledgerDigest, metricDayDigests } from './ledger-digest';
import { loadFoldSettings } from './load-fold-settings';
import { makeRollups, makeRollupsAnew, ROLLUPS } from './make-rollups';
import { foldOwners } from './refold-owners';
import { runOverlapping } from './run-overlapping';
import { settleEverybody } from './settle-attribution';
import { storedPages } from './stored-pages';

export interface RebuildResult {
  /** Digest of everything derived, before and after. Equal unless a setting or a rule changed in between. */
  before: string;
  after: string;
  /** "measure day" keys whose hash differs. */
  changed: string[];
  events: number;
  owners: number;
}

type Progress = (done: number, what: 'events' | 'customers') => void;
/** A change of a setting that commits with the figures it leads to, or not at all. */
type Change = (tx: pg.ClientBase) => Promise<unknown>;

const OWNERS_PER_PAGE = 1000;
/** What is derived from versions, customer by customer. */
export const LEDGER = [
  'ledger_owner',
  'owner_identifier',
  'shared_identifier',
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
  { progress = () => {}, change = async () => {} }: { progress?: Progress; change?: Change } = {},
): Promise<RebuildResult> {
  return inProjection(workspaceId, async (tx) => {
    await change(tx);
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
    // Whoever keeps figures of before learns that they are others now.
    if (before.all !== after.all)
      await tx.query('update workspace set settings_version = settings_version + 1 where id = $1', [workspaceId]);
    return { before: before.all, after: after.all, changed, events, owners };
  });
}

/** Folds every customer again without reading the inbox: after a change of rates, settings or identity rules. */
export async function refoldWorkspace(workspaceId: string, change: Change = async () => {}): Promise<number> {
  return inProjection(workspaceId, async (tx) => {
    await change(tx);
    const owners = await refoldAll(tx, workspaceId, 'rows');
    await makeRollupsAnew(tx, workspaceId);
    return owners;
  });
}

const inProjection = <T>(workspaceId: string, work: (tx: pg.ClientBase) => Promise<T>): Promise<T> =>
  inTransaction(async (tx) => {
    await lockProjection(tx, workspaceId);
    return work(tx);
  });

function absorbAll(tx: pg.ClientBase, workspaceId: string, progress: (done: number) => void): Promise<number> {
  return runOverlapping(async (start) => {
    let done = 0;
    const counted = async function* () {
      for await (const page of storedPages(tx, workspaceId, start, { pending: false })) {
        yield page;
        done += page.length;
        progress(done);
      }
    };
    return absorbEvents(tx, workspaceId, counted(), start, () => {}); // all owners are folded afterwards
  });
}

/**
 * Folds every customer and leaves the rollups for later. `before` says whether their rows are there, to be compared with, or
 * have been deleted. Returns how many customers there are.
 */
export async function refoldAll(
  tx: pg.ClientBase,
  workspaceId: string,
  before: 'rows' | 'none',
  progress: (done: number) => void = () => {},
): Promise<number> {
  const settings = await loadFoldSettings(tx, workspaceId);
  let done = 0;
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
      await foldOwners(tx, settings, connectionId, owners, {
        before,
        rollups: 'later',
        cause: before === 'rows' ? 'rules' : null,
      });
    }
    [connection, owner] = [last.connection_id, last.owner_id];
    done += page.rows.length;
    progress(done);
  }
  await settleSharedAnew(tx, workspaceId);
  await settleEverybody(tx, settings);
  return done;
}

/** Which identifiers too many carry is known when everybody is folded. */
async function settleSharedAnew(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  const { mapping } = await loadIdentityInForce(tx, workspaceId);
  const connections = await tx.query<{ id: string }>('select id from connection where workspace_id = $1 order by id', [
    workspaceId,
  ]);
  for (const { id: connectionId } of connections.rows) {
    const { sharedLimit: limit } = mapping(connectionId).settings;
    const owners = await settleShared(tx, { workspaceId, connectionId, limit });
    if (owners.length > 0) await reresolve(tx, { workspaceId, connectionId, cause: 'shared', owners, isAfresh: true });
  }
}
