import type { z } from 'zod';
import { pauseBackfill, resumeBackfill } from '@/lib/connections/backfill/pause-backfill';
import { startBackfill } from '@/lib/connections/backfill/start-backfill';
import type { steering } from './connection-answer';
import { requireConnection } from './require-connection';

const DO = { start: startBackfill, pause: pauseBackfill, resume: resumeBackfill };

/** Starts, pauses or resumes the reading of a connection's history. */
export async function steerBackfill(
  workspaceId: string,
  id: string,
  { action }: z.output<typeof steering>,
): Promise<void> {
  await requireConnection(workspaceId, id);
  await DO[action]({ workspaceId, id });
}
