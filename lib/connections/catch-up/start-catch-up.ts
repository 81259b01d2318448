import { getDb, getPool } from '@/lib/db/client';
import { isStoringUnderPressure } from '@/lib/inbox/storing-pressure';
import { catchUp } from './catch-up';
import { dueCatchUp, isRefreshDue } from './due';
import { loadStandings, type Standing } from './load-standings';
import { refreshSubscriptions } from './refresh-subscriptions';

const LOOK_EVERY_MS = 30_000;
/** What a start is waited for comes first. */
const FIRST_LOOK_MS = 5000;
/** A burst of webhooks is stored first: what it brings need not be read. So long at most. */
const LONGEST_BURST_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Hours are counted to know an account's rhythm, which is of the last weeks. */
const KEPT_MS = 45 * DAY_MS;

interface Running {
  /** Breaks off what is under way, which goes on from there another time; resolves when that has ended. */
  stop: () => Promise<void>;
}

interface Tried {
  events: Date | null;
  subscriptions: Date | null;
}

/**
 * Reads Stripe's list of events for every connection that has a key: a few seconds after the start, every hour, and when
 * something seems to be missing; and all subscriptions where no webhook tells of them. Several processes may run this.
 * Connections do not wait for each other.
 */
export function startCatchUp(report: (error: unknown) => void = () => {}): Running {
  const tried = new Map<string, Tried>();
  const atWork = new Map<string, Promise<void>>();
  const stopped = new AbortController();
  const { signal } = stopped;
  const startedAt = Date.now();
  let tidiedAt = 0;

  const work = async (standing: Standing, mine: Tried) => {
    const now = new Date();
    const reason = dueCatchUp({ ...standing.events, triedAt: mine.events }, now);
    if (reason) {
      mine.events = now;
      await catchUp(standing.connection, reason, { signal });
    }
    if (!signal.aborted && isRefreshDue({ ...standing.subscriptions, triedAt: mine.subscriptions }, now)) {
      mine.subscriptions = now;
      await refreshSubscriptions(standing.connection, { signal });
    }
  };

  const look = async () => {
    if (isStoringUnderPressure() && Date.now() - startedAt < LONGEST_BURST_MS) return;
    for (const standing of await loadStandings()) {
      const { workspaceId, id } = standing.connection;
      const key = `${workspaceId} ${id}`;
      if (signal.aborted || atWork.has(key)) continue;
      const mine = tried.get(key) ?? { events: null, subscriptions: null };
      tried.set(key, mine);
      const working = work(standing, mine).catch((error: unknown) => {
        if (!signal.aborted) report(error);
      });
      atWork.set(key, working);
      void working.then(() => atWork.delete(key));
    }
    if (Date.now() - tidiedAt < DAY_MS) return;
    tidiedAt = Date.now();
    await forgetOldHours(new Date(tidiedAt - KEPT_MS));
  };
  let looking = Promise.resolve();
  const lookInTurn = () => {
    looking = looking.then(look).catch(report);
  };
  const timers = [setTimeout(lookInTurn, FIRST_LOOK_MS), setInterval(lookInTurn, LOOK_EVERY_MS)];
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      stopped.abort();
      await looking;
      await Promise.all(atWork.values());
    },
  };
}

async function forgetOldHours(before: Date): Promise<void> {
  for (const { id } of await getDb().workspace.findMany({ select: { id: true } }))
    await getPool().query('delete from connection_hour where workspace_id = $1 and hour < $2', [id, before]);
}
