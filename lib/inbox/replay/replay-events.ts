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
  /** Only events of these objects are waited for. */
  objects?: readonly string[];
  progress?: (waiting: number) => void;
  /** Returns after this long even if some still wait. */
  patience?: number;
}

/**
 * Until nothing of the workspace waits: has it projected by the projector of this process, or projects it. Tells whether it
 * came to that.
 */
export async function untilProjected(
  workspaceId: string,
  { objects, progress = () => {}, patience = Number.POSITIVE_INFINITY }: Waiting = {},
): Promise<boolean> {
  const until = Date.now() + patience;
  for (;;) {
    const waiting = await countWaiting(workspaceId, objects);
    progress(waiting);
    if (waiting === 0 || Date.now() > until) return waiting === 0;
    const taken = hasProjector() ? 0 : await projectBatch(workspaceId);
    if (hasProjector()) wakeProjector();
    if (taken === 0) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function countWaiting(workspaceId: string, objects: readonly string[] | undefined): Promise<number> {
  const found = await getPool().query<{ waiting: bigint }>(
    `select count(*) as waiting from stripe_event
     where workspace_id = $1 and state = 'pending' and ($2::text[] is null or object_id = any($2))`,
    [workspaceId, objects ?? null],
  );
  return Number(found.rows[0]?.waiting ?? 0n);
}
