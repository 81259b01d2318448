import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { startBackfill } from '../backfill/start-backfill';
import { type Connection, openReader } from '../stripe-reader';
import { findReadable, type Readable } from './find-readable';
import { daysUntil, listEvents, newestEvent } from './list-events';
import { oneAtATime } from './one-at-a-time';
import { problemIn } from './problem-in';
import { loadReadCursor, type ReadCursor, saveReadCursor } from './read-cursor';
import { type CatchUpReason, type CatchUpRun, noteRun } from './run-log';
import { storeMissing, wantedTypes } from './store-missing';

export interface CaughtUp {
  /** Events that Stripe listed, of types that are read or that the endpoint sends. */
  events: number;
  /** Those of them that no webhook had brought. */
  recovered: number;
  /** Why the list could not be read to its end, without secrets. */
  problem: string | null;
}

interface Options {
  /** Webhooks that are on their way get so long to arrive, before their events count as recovered. */
  settleMs?: number;
  now?: Date;
  /** Breaks it off; what was read so far stays. */
  signal?: AbortSignal;
}

const DAY_SECONDS = 86_400;
/** Stripe lists no older events. */
const LISTED_DAYS = 30;
/** Events of one second may become visible a little after each other. */
const OVERLAP_SECONDS = 3600;
/** After a longer time without reading, by our own clock, Stripe may have dropped events that were not read. */
const REACH_MS = (LISTED_DAYS * DAY_SECONDS - OVERLAP_SECONDS) * 1000;
const SETTLE_MS = 5000;
/** With the waits between them about a minute. */
export const ATTEMPTS = 9;
const NOTHING: CaughtUp = { events: 0, recovered: 0, problem: null };

/**
 * Reads Stripe's list of events, from an hour before where it was last read to, or as far back as Stripe lists them, and stores
 * those that no webhook has brought. When it was not read for longer than that, the lists of the backfill are read again
 * (definitions B14-7). One process at a time does this for a connection: who was asked waits for its turn, all others leave it.
 *
 * What is older than the first event that ever came here is history, and does not count as recovered.
 */
export async function catchUp(connection: Connection, reason: CatchUpReason, options: Options = {}): Promise<CaughtUp> {
  const name = `catch-up:${connection.workspaceId}:${connection.id}`;
  const caughtUp = await oneAtATime(name, reason === 'asked' ? 'wait' : 'skip', async () => {
    const source = await findReadable(connection);
    return source && run(source, reason, options);
  });
  return caughtUp ?? NOTHING;
}

async function run(
  source: Readable,
  reason: CatchUpReason,
  { settleMs = SETTLE_MS, now = new Date(), signal }: Options,
): Promise<CaughtUp> {
  const startedAt = new Date().toISOString();
  const cursor = await loadReadCursor(source, 'events');
  const done: Done = { since: null, until: null, events: 0, recovered: 0 };
  let problem: string | null = null;
  try {
    const attempts = reason === 'asked' ? undefined : ATTEMPTS; // a person is told sooner
    await readEvents(source, { cursor, done, settleMs, patience: { signal, attempts } });
    if (!(await findReadable(source))) return NOTHING; // disconnected meanwhile
    const isOutOfReach = cursor?.historyDone === true && now.getTime() - cursor.pulledAt.getTime() > REACH_MS;
    if (isOutOfReach && source.backfill === 'idle') await startBackfill(source);
    await saveReadCursor(source, 'events', { historyDone: true, problem: null, pulledAt: now });
  } catch (error) {
    problem = problemIn(error, 'Events: Read');
    await saveReadCursor(source, 'events', { problem });
  }
  const { events, recovered, since, until } = done;
  if (since !== null || problem !== null) {
    const from = since ?? cursor?.newestCreated ?? now;
    await noteRun(source, {
      ...{ reason, events, recovered, problem, startedAt },
      since: from.toISOString(),
      until: (until ?? from).toISOString(),
      endedAt: new Date().toISOString(),
    } satisfies CatchUpRun);
  }
  return { events, recovered, problem };
}

/** What was read so far, also when it breaks off. */
interface Done {
  since: Date | null;
  until: Date | null;
  events: number;
  recovered: number;
}

interface Reading {
  cursor: ReadCursor | null;
  done: Done;
  settleMs: number;
  patience: { signal: AbortSignal | undefined; attempts: number | undefined };
}

async function readEvents(source: Readable, { cursor, done, settleMs, patience }: Reading): Promise<void> {
  const reader = await openReader(source, patience);
  const { created: newestSeconds, readAt } = await newestEvent(reader);
  if (newestSeconds === null) return;
  const newest = dateOf(newestSeconds);
  const firstKnown = await firstKnownEvent(source, cursor);
  const wanted = await wantedTypes(source);
  const settle = once(() => sleep(settleMs, undefined, { signal: patience.signal }));
  const oldest = newestSeconds - LISTED_DAYS * DAY_SECONDS;
  const last = cursor?.newestCreated ? cursor.newestCreated.getTime() / 1000 - OVERLAP_SECONDS : oldest;
  const from = Math.max(last, oldest);
  done.since = dateOf(from);
  for (const slice of daysUntil(newestSeconds, from)) {
    for await (const page of listEvents(reader, slice)) {
      if (!(await findReadable(source))) return;
      const { listed, missing } = await storeMissing(source, { page, wanted, newest, settle });
      done.events += listed;
      done.recovered += missing.filter((at) => firstKnown !== null && at >= firstKnown).length;
    }
    const reached = slice.before === null ? newest : dateOf(slice.before);
    done.until = slice.before === null && readAt > newest ? readAt : reached;
    await saveReadCursor(source, 'events', { newestCreated: reached });
  }
}

const dateOf = (seconds: number) => new Date(seconds * 1000);

function once(work: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<unknown> | undefined;
  return async () => {
    done ??= work();
    await done;
  };
}

const eventRow = z.object({ id: z.string(), occurred_at: z.date() });

/**
 * When the first event happened that was here before the list was first read; the beginning of time once it has been read,
 * null where nothing was here. Kept while the first reading goes on, which may be interrupted.
 */
async function firstKnownEvent(source: Readable, cursor: ReadCursor | null): Promise<Date | null> {
  if (cursor?.historyDone) return new Date(0);
  const { workspaceId, id } = source;
  const kept = cursor?.oldestId ?? null;
  const [first] = await queryRows(eventRow, {
    text: `select id, occurred_at from stripe_event
      where workspace_id = $1 and connection_id = $2 and not starts_with(id, 'pull_') and ($3::text is null or id = $3)
      order by occurred_at limit 1`,
    values: [workspaceId, id, kept],
  });
  if (kept === null) await saveReadCursor(source, 'events', { oldestId: first?.id ?? '' });
  return first?.occurred_at ?? null;
}
