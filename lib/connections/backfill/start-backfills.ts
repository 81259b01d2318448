import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Connection } from '../stripe-reader';
import { runBackfill } from './run-backfill';
import { startBackfill } from './start-backfill';
import { onBackfillsWoken } from './wake-backfills';

/** How often to look for connections that another process started, or left behind. */
const LOOK_EVERY_MS = 5000;
/** What could not be read is tried again after this, or when somebody changes something. */
const AGAIN_AFTER_MS = 60_000;

interface Running {
  stop: () => Promise<void>;
}

/** Reads the history of every connection that has a key and is not done with it, until told to stop. */
export function startBackfills(report: (error: unknown) => void = () => {}): Running {
  const stopped = new AbortController();
  const atWork = new Map<string, Promise<void>>();
  const restUntil = new Map<string, number>();

  const work = async (connection: Connection, key: string) => {
    try {
      const ended = await runBackfill(connection, stopped.signal);
      if (ended === 'waiting') restUntil.set(key, performance.now() + AGAIN_AFTER_MS);
    } catch (error) {
      if (stopped.signal.aborted) return;
      restUntil.set(key, performance.now() + LOOK_EVERY_MS);
      report(error);
    } finally {
      atWork.delete(key);
    }
  };

  const look = async () => {
    for (const { begun, ...connection } of await findUnfinished()) {
      const key = `${connection.workspaceId} ${connection.id}`;
      if (stopped.signal.aborted || atWork.has(key) || performance.now() < (restUntil.get(key) ?? 0)) continue;
      if (!begun) await startBackfill(connection);
      atWork.set(key, work(connection, key));
    }
  };
  let looking = Promise.resolve();
  const lookInTurn = () => {
    looking = looking.then(look).catch(report);
  };
  onBackfillsWoken(() => {
    restUntil.clear();
    lookInTurn();
  });
  lookInTurn();
  const timer = setInterval(lookInTurn, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      onBackfillsWoken(null);
      stopped.abort();
      await looking;
      await Promise.all(atWork.values());
    },
  };
}

const unfinished = z.object({ workspaceId: z.string(), id: z.string(), begun: z.boolean() });

/** Running ones, and those with a key of which nothing was ever read. */
const findUnfinished = () =>
  queryRows(unfinished, {
    text: `select c.workspace_id as "workspaceId", c.id, c.backfill = 'running' as begun from connection c
      where c.api_key_cipher is not null and c.disconnected_at is null and (c.backfill = 'running' or c.backfill = 'idle'
        and not exists (select from backfill_step s where s.workspace_id = c.workspace_id and s.connection_id = c.id))`,
    values: [],
  });
