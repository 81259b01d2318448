import type { Day } from '@/lib/calendar/days';
import { getDb } from '@/lib/db/client';
import type { Coverage } from './rate-files';

/** How reading the daily rates goes for a workspace. */
export interface RateReading {
  /** The last time they could be read; null when they never could. */
  readAt: Date | null;
  covered: Coverage | null;
  /** Why they could last not be read; null when they could. */
  problem: string | null;
}

// A list that is read on and on, like those of Stripe's API, and of no connection.
const keyOf = (workspaceId: string) => ({ workspaceId, connectionId: '', kind: 'ecb_rates' });

export async function loadReading(workspaceId: string): Promise<RateReading> {
  const row = await getDb().pullCursor.findUnique({ where: { workspaceId_connectionId_kind: keyOf(workspaceId) } });
  if (!row) return { readAt: null, covered: null, problem: null };
  const { oldestId, newestCreated, pulledAt, problem } = row;
  const covered = oldestId && newestCreated ? { oldest: oldestId, newest: toDay(newestCreated) } : null;
  return { readAt: covered && pulledAt, covered, problem };
}

export async function saveSuccess(workspaceId: string, { oldest, newest }: Coverage, at: Date): Promise<void> {
  const key = keyOf(workspaceId);
  const state = { oldestId: oldest, newestCreated: new Date(newest), pulledAt: at, problem: null, historyDone: true };
  await getDb().pullCursor.upsert({
    where: { workspaceId_connectionId_kind: key },
    create: { ...key, ...state },
    update: state,
  });
}

/** Leaves the last success as it is. */
export async function saveProblem(workspaceId: string, problem: string, at: Date): Promise<void> {
  const key = keyOf(workspaceId);
  await getDb().pullCursor.upsert({
    where: { workspaceId_connectionId_kind: key },
    create: { ...key, problem, pulledAt: at },
    update: { problem },
  });
}

const toDay = (date: Date): Day => date.toISOString().slice(0, 10);
