import { getDb, getPool } from '@/lib/db/client';
import { checkWorkspace, KIND } from './check-workspace';

const LOOK_EVERY_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** The quiet hours of the clock that the server goes by, UTC. */
const NIGHT = { from: 2, to: 5 };

/**
 * Checks every workspace once a night that its figures add up, and tells `alarm` of what does not. Several processes may run
 * this: a lock lets one check at a time, and the others find it done.
 */
export function startNightlyChecks(alarm: (workspaceId: string, problem: string) => void): {
  stop: () => Promise<void>;
} {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => checkWhatIsDue(new Date(), alarm)).catch(() => {}); // the database is away: next time
  }, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Returns the workspaces that were checked: at night those not checked since the last night, by day those two days late. */
export async function checkWhatIsDue(
  now: Date,
  alarm: (workspaceId: string, problem: string) => void,
): Promise<string[]> {
  const lock = await getPool().connect();
  try {
    const { rows } = await lock.query<{ mine: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('checks', 0)) as mine",
    );
    if (!rows[0]?.mine) return [];
    try {
      return await checkAll(now, alarm);
    } finally {
      await lock.query("select pg_advisory_unlock(hashtextextended('checks', 0))");
    }
  } finally {
    lock.release();
  }
}

async function checkAll(now: Date, alarm: (workspaceId: string, problem: string) => void): Promise<string[]> {
  const checked: string[] = [];
  for (const { id } of await getDb().workspace.findMany({ select: { id: true } })) {
    const key = { workspaceId: id, connectionId: '', kind: KIND };
    const last = await getDb().pullCursor.findUnique({ where: { workspaceId_connectionId_kind: key } });
    if (!isDue(last?.pulledAt ?? null, now)) continue;
    const problem = await checkWorkspace(id, now);
    if (problem !== null) alarm(id, problem);
    checked.push(id);
  }
  return checked;
}

function isDue(last: Date | null, now: Date): boolean {
  const age = last === null ? Number.POSITIVE_INFINITY : now.getTime() - last.getTime();
  const isNight = now.getUTCHours() >= NIGHT.from && now.getUTCHours() < NIGHT.to;
  return isNight ? age > DAY_MS / 2 : last !== null && age > 2 * DAY_MS;
}
