import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { tryProjectionLock } from '@/lib/db/projection-lock';
import { absorbEvents } from './absorb-events';
import { loadFoldSettings } from './load-fold-settings';
import { makeRollupsAnew } from './make-rollups';
import { markOutcomes } from './mark-outcomes';
import { pagesOf } from './pages-of';
import { reasonOf } from './reason-of';
import { refoldOwners } from './refold-owners';
import { runOverlapping, type Start } from './run-overlapping';
import { type InboxEvent, pagesAgain, storedPages } from './stored-pages';

export const BATCH = 500;
/** A backlog is taken in larger pieces: its customers come up several times, and are folded once. */
export const LARGEST_BATCH = 8000;

/**
 * Projects the next stored events of a workspace in one transaction: versions, owners, ledger rows, rollups and the mark
 * that they are done commit together or not at all. Returns how many were taken; 0 when there are none or when another
 * process holds the workspace.
 */
export function projectBatch(workspaceId: string, limit = BATCH): Promise<number> {
  return inTransaction(async (tx) => {
    if (!(await tryProjectionLock(tx, workspaceId))) return 0;
    const pending: OpenPages = (start) => storedPages(tx, workspaceId, start, { pending: true, limit });
    const { taken, repaired } = await projectPages(tx, workspaceId, pending);
    if (repaired) await makeSumsAgain(tx, workspaceId);
    return taken;
  });
}

/** What came out another although nothing was learned had been wrong, and so may be the sums of it. */
async function makeSumsAgain(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  await makeRollupsAnew(tx, workspaceId);
  // Whoever keeps figures of before learns that they are others now.
  await tx.query('update workspace set settings_version = settings_version + 1 where id = $1', [workspaceId]);
}

interface Projected {
  taken: number;
  /** Owners whose events had all been read before came out with other rows. */
  repaired: boolean;
}

/** Owners by connection. */
export type Owners = ReadonlyMap<string, ReadonlySet<string>>;

/** Sees the owners whose rows may change, while these are as they were. */
type BeforeFolding = (owners: Owners) => Promise<void>;

type OpenPages = (start: Start) => AsyncIterable<InboxEvent[]>;
/** All that is kept of a batch: memory holds the payloads of a page. */
type Taken = Pick<InboxEvent, 'seq' | 'connectionId' | 'id'>;

/** Projects these events. */
export async function projectPages(
  tx: pg.ClientBase,
  workspaceId: string,
  open: OpenPages,
  beforeFolding: BeforeFolding = async () => {},
): Promise<Projected> {
  const taken: Taken[] = [];
  let repaired = false;
  await tx.query('savepoint batch');
  try {
    await runOverlapping(async (start) => {
      const dirty = new Map<string, Set<string>>();
      const again = new Map<string, Set<string>>();
      await absorbEvents(tx, workspaceId, noting(open(start), taken), start, (connectionId, owners, withdrawn) => {
        note(dirty, connectionId, owners);
        if (withdrawn) note(again, connectionId, owners);
      });
      if (dirty.size === 0) return;
      await beforeFolding(dirty);
      const settings = await loadFoldSettings(tx, workspaceId);
      for (const [connectionId, owners] of again)
        if (await refoldOwners(tx, settings, connectionId, [...owners])) repaired = true;
      for (const [connectionId, owners] of dirty) {
        const done = again.get(connectionId);
        const rest = [...owners].filter((owner) => !done?.has(owner));
        await refoldOwners(tx, settings, connectionId, rest);
      }
    });
  } catch (error) {
    await tx.query('rollback to savepoint batch');
    if (isConnectionLoss(error) || taken.length === 0) throw error;
    repaired = await projectApart(tx, workspaceId, { taken, error, beforeFolding });
  }
  await tx.query('release savepoint batch');
  return { taken: taken.length, repaired };
}

function note(noted: Map<string, Set<string>>, connectionId: string, owners: Iterable<string>): void {
  const known = noted.get(connectionId) ?? new Set();
  for (const owner of owners) known.add(owner);
  noted.set(connectionId, known);
}

async function* noting(pages: AsyncIterable<InboxEvent[]>, taken: Taken[]): AsyncGenerator<InboxEvent[]> {
  for await (const page of pages) {
    for (const { seq, connectionId, id } of page) taken.push({ seq, connectionId, id });
    yield page;
  }
}

/** Something in the batch cannot be written: it is halved until the culprit stands alone and can be parked by name. */
async function projectApart(
  tx: pg.ClientBase,
  workspaceId: string,
  { taken, error, beforeFolding }: { taken: readonly Taken[]; error: unknown; beforeFolding: BeforeFolding },
): Promise<boolean> {
  const [only] = taken;
  if (taken.length === 1 && only) {
    const { connectionId, id } = only;
    await markOutcomes(tx, workspaceId, [{ connectionId, id, state: 'failed', reason: reasonOf(error) }]);
    return false;
  }
  let repaired = false;
  for (const half of pagesOf(taken, Math.ceil(taken.length / 2))) {
    const seqs = half.map(({ seq }) => seq);
    const pages = () => pagesAgain(tx, workspaceId, seqs);
    if ((await projectPages(tx, workspaceId, pages, beforeFolding)).repaired) repaired = true;
  }
  return repaired;
}

/** SQLSTATE class 08, 57 (shutdown, cancel), 40 (deadlock, serialisation), 53 (resources): not the events' fault. */
const isConnectionLoss = (error: unknown) => {
  if (typeof error !== 'object' || error === null || !('code' in error))
    return /terminated|timeout|ECONN/i.test(String(error));
  return typeof error.code !== 'string' || /^(08|57|40|53|ECONN|EPIPE)/.test(error.code);
};
