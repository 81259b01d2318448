import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { tryProjectionLock } from '@/lib/db/projection-lock';
import { absorbEvents } from './absorb-events';
import { loadFoldSettings } from './load-fold-settings';
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
    return projectPages(tx, workspaceId, (start) => storedPages(tx, workspaceId, start, { pending: true, limit }));
  });
}

type OpenPages = (start: Start) => AsyncIterable<InboxEvent[]>;
/** All that is kept of a batch: memory holds the payloads of a page. */
type Taken = Pick<InboxEvent, 'seq' | 'connectionId' | 'id'>;

async function projectPages(tx: pg.ClientBase, workspaceId: string, open: OpenPages): Promise<number> {
  const taken: Taken[] = [];
  await tx.query('savepoint batch');
  try {
    await runOverlapping(async (start) => {
      const dirty = new Map<string, Set<string>>();
      await absorbEvents(tx, workspaceId, noting(open(start), taken), start, (connectionId, owners) => {
        const noted = dirty.get(connectionId) ?? new Set();
        for (const owner of owners) noted.add(owner);
        dirty.set(connectionId, noted);
      });
      if (dirty.size === 0) return;
      const settings = await loadFoldSettings(tx, workspaceId);
      for (const [connectionId, owners] of dirty) await refoldOwners(tx, settings, connectionId, [...owners]);
    });
  } catch (error) {
    await tx.query('rollback to savepoint batch');
    if (isConnectionLoss(error) || taken.length === 0) throw error;
    await projectApart(tx, workspaceId, taken, error);
  }
  await tx.query('release savepoint batch');
  return taken.length;
}

async function* noting(pages: AsyncIterable<InboxEvent[]>, taken: Taken[]): AsyncGenerator<InboxEvent[]> {
  for await (const page of pages) {
    for (const { seq, connectionId, id } of page) taken.push({ seq, connectionId, id });
    yield page;
  }
}

/** Something in the batch cannot be written: it is halved until the culprit stands alone and can be parked by name. */
async function projectApart(tx: pg.ClientBase, workspaceId: string, taken: readonly Taken[], error: unknown) {
  const [only] = taken;
  if (taken.length === 1 && only) {
    const { connectionId, id } = only;
    await markOutcomes(tx, workspaceId, [{ connectionId, id, state: 'failed', reason: reasonOf(error) }]);
    return;
  }
  for (const half of pagesOf(taken, Math.ceil(taken.length / 2))) {
    const seqs = half.map(({ seq }) => seq);
    await projectPages(tx, workspaceId, () => pagesAgain(tx, workspaceId, seqs));
  }
}

/** SQLSTATE class 08, 57 (shutdown, cancel), 40 (deadlock, serialisation), 53 (resources): not the events' fault. */
const isConnectionLoss = (error: unknown) => {
  if (typeof error !== 'object' || error === null || !('code' in error))
    return /terminated|timeout|ECONN/i.test(String(error));
  return typeof error.code !== 'string' || /^(08|57|40|53|ECONN|EPIPE)/.test(error.code);
};
