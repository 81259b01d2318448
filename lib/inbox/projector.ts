import { getPool } from '@/lib/db/client';
import { type WorkLoop, workInLoop } from '@/lib/work-in-loop';
import { BATCH, LARGEST_BATCH, projectBatch } from './project-batch';
import { settleAllAttribution } from './settle-attribution';
import { giveWayToStoring, isStoringUnderPressure } from './storing-pressure';
import { hasProjector, onWake } from './wake-projector';

/** How often to look for work nobody announced: events stored by another process or before a crash. */
const SWEEP_MS = 1000;
const LONGEST_PAUSE_MS = 5000;

/** Projects everything that is pending in every workspace; returns how many events, and keys of attribution, that was. */
export async function projectPending(): Promise<number> {
  const workspaces = await getPool().query<{ id: string }>(
    "select w.id from workspace w where exists (select from stripe_event e where e.workspace_id = w.id and e.state = 'pending')",
  );
  let total = 0;
  for (const { id } of workspaces.rows) {
    let limit = BATCH;
    for (;;) {
      await giveWayToStoring(); // a burst is stored first: what is not stored is lost, what is not projected is late
      if (isStoringUnderPressure()) limit = BATCH;
      const taken = await projectBatch(id, limit);
      total += taken;
      if (taken < limit) break;
      limit = LARGEST_BATCH;
    }
  }
  return total + (await settleAllAttribution());
}

/** Projects what is pending where no projector runs beside the request, as on serverless hosts. */
export async function projectWhenAlone(): Promise<void> {
  if (!hasProjector()) await projectPending();
}

/**
 * The projector of this process: works as soon as something is stored, looks again every second, and backs off while the
 * database is away. Several processes may run one; a lock lets one work on a workspace at a time. Stopping waits for the batch
 * at hand to be committed.
 */
export function startProjector(report: (error: unknown) => void = () => {}): Pick<WorkLoop, 'stop'> {
  const loop = workInLoop(projectPending, { everyMs: SWEEP_MS, longestPauseMs: LONGEST_PAUSE_MS, report });
  onWake(loop.wake);
  return {
    stop: () => {
      onWake(null);
      return loop.stop();
    },
  };
}
