import { getPool } from '@/lib/db/client';
import { projectBatch } from '../project-batch';
import { hasProjector, wakeProjector } from '../wake-projector';
import type { EventSelection, Owned } from './event-filter';
import { markAgain } from './mark-again';

/**
 * Has the chosen events, however many, read again and their owners folded again by the projector; what is read is what is
 * stored, so nothing is asked of Stripe. Rows that were lost or wrong come back right, with their sums. Returns how many
 * events there are; a crash leaves them waiting, and the next projector goes on.
 */
export async function replayEvents(owned: Owned, selection: EventSelection): Promise<number> {
  const { marked } = await markAgain(getPool(), owned, selection);
  if (marked > 0) wakeProjector();
  return marked;
}

const LOOK_EVERY_MS = 100;

interface Waiting {
  progress?: (waiting: number) => void;
  /** Returns after this long even if some still wait. */
  patience?: number;
}

/** Until nothing of the workspace waits: has it projected by the projector of this process, or projects it. */
export async function untilProjected(
  workspaceId: string,
  { progress = () => {}, patience = Number.POSITIVE_INFINITY }: Waiting = {},
): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    const waiting = await countWaiting(workspaceId);
    progress(waiting);
    if (waiting === 0 || Date.now() > until) return;
    const taken = hasProjector() ? 0 : await projectBatch(workspaceId);
    if (hasProjector()) wakeProjector();
    if (taken === 0) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function countWaiting(workspaceId: string): Promise<number> {
  const found = await getPool().query<{ waiting: bigint }>(
    "select count(*) as waiting from stripe_event where workspace_id = $1 and state = 'pending'",
    [workspaceId],
  );
  return Number(found.rows[0]?.waiting ?? 0n);
}
