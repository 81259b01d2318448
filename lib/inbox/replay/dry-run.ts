import type pg from 'pg';
import { z } from 'zod';
import { inUndoneTransaction } from '@/lib/db/in-transaction';
import { tryProjectionLock } from '@/lib/db/projection-lock';
import { AppError } from '@/lib/errors';
import { projectPages } from '../project-batch';
import { pagesAgain } from '../stored-pages';
import { closeDiff, noteRows, openDiff, type RowDifference } from './diff-rows';
import { type EventSelection, eventCondition, type Owned } from './event-filter';
import { markAgain } from './mark-again';

/** Nothing else is projected meanwhile, so a dry run takes seconds and not minutes. */
const LARGEST_DRY_RUN = 10_000;
const ROWS_SHOWN = 200;
const FAILURES_SHOWN = 20;
/** A batch, or a rebuild, that holds the workspace is waited for this long. */
const PATIENCE_MS = 15_000;

export interface DryRun extends RowDifference {
  /** Events that are chosen, and how many of these, the oldest, were read: LARGEST_DRY_RUN at most. */
  matching: number;
  events: number;
  /** What became of the events. */
  outcomes: { projected: number; ignored: number; failed: number };
  failures: { connectionId: string; id: string; type: string; reason: string | null }[];
}

/**
 * What a replay of these events would change: does all of it in a transaction, compares the rows, and takes it back. Throws
 * when the workspace is busy.
 */
export async function dryRunReplay(owned: Owned, selection: EventSelection, limit = LARGEST_DRY_RUN): Promise<DryRun> {
  return inUndoneTransaction(async (tx) => {
    await waitForProjection(tx, owned.workspaceId);
    const matching = await countMatching(tx, owned, selection);
    const { seqs } = await markAgain(tx, owned, selection, { limit });
    await openDiff(tx);
    await projectPages(
      tx,
      owned.workspaceId,
      () => pagesAgain(tx, owned.workspaceId, seqs),
      (dirty) => noteRows(tx, owned.workspaceId, dirty),
    );
    const became = await readOutcomes(tx, owned.workspaceId, seqs);
    const difference = await closeDiff(tx, owned.workspaceId, ROWS_SHOWN);
    return { matching, events: seqs.length, ...became, ...difference };
  });
}

async function waitForProjection(tx: pg.ClientBase, workspaceId: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await tryProjectionLock(tx, workspaceId))) {
    if (Date.now() > until)
      throw new AppError('unavailable', 'Many events are being projected at the moment: try again in a minute.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function countMatching(tx: pg.ClientBase, owned: Owned, selection: EventSelection): Promise<number> {
  const { text, values } = eventCondition(owned, selection);
  const counted = await tx.query<{ events: bigint }>(
    `select count(*) as events from stripe_event e where e.workspace_id = $1 and ${text} and e.state <> 'pending'`,
    values,
  );
  return Number(counted.rows[0]?.events ?? 0n);
}

const outcomeRow = z.object({ state: z.enum(['pending', 'projected', 'ignored', 'failed']), events: z.bigint() });
const failureRow = z.object({
  connectionId: z.string(),
  id: z.string(),
  type: z.string(),
  reason: z.string().nullable(),
});

async function readOutcomes(
  tx: pg.ClientBase,
  workspaceId: string,
  seqs: readonly bigint[],
): Promise<Pick<DryRun, 'outcomes' | 'failures'>> {
  const counted = await tx.query(
    'select state, count(*) as events from stripe_event where workspace_id = $1 and seq = any($2) group by 1',
    [workspaceId, seqs],
  );
  const failed = await tx.query(
    `select connection_id as "connectionId", id, type, reason from stripe_event
     where workspace_id = $1 and seq = any($2) and state = 'failed' order by seq limit $3`,
    [workspaceId, seqs, FAILURES_SHOWN],
  );
  const outcomes = { projected: 0, ignored: 0, failed: 0 };
  for (const { state, events } of z.array(outcomeRow).parse(counted.rows))
    if (state !== 'pending') outcomes[state] = Number(events);
  return { outcomes, failures: z.array(failureRow).parse(failed.rows) };
}
