import { getPool } from '@/lib/db/client';
import { textArray } from '@/lib/db/text-array';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

export interface Delivery extends Scope {
  /** "accepted", or the reason why it was refused. */
  outcome: 'accepted' | 'stale' | 'bad_signature' | 'not_an_event' | 'disconnected';
  now: Date;
  /** When Stripe signed it, in Unix seconds; null where the signature proves nothing. */
  signedAt: number | null;
  /** When the event happened, by Stripe's clock. */
  occurredAt?: Date;
}

interface Tally extends Scope {
  what: string;
  /** The beginning of the hour. */
  hour: number;
  count: number;
  lastAt: number;
  clockSeconds: number | null;
}

/** How late deliveries came, in seconds: each counts under the first of these that it does not exceed. */
export const LAGS = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400, 259_200] as const;
/** Stripe tries for three days; what is older is a story that is told again. */
const OLDEST_DELIVERY_SECONDS = 259_200;
const OLDEST_EVENT_SECONDS = 45 * 86_400;
const HOUR_MS = 3_600_000;
const FLUSH_MS = 500;
/** Stripe tells time in whole seconds, and the clocks on both sides differ a little. */
const AHEAD_SECONDS = 300;

let tallies = new Map<string, Tally>();
let _timer: NodeJS.Timeout | null = null;

/**
 * Counts one delivery by the hour, for the health of its connection: what became of it, how late it came, and by how much the
 * clocks differ. Written at most twice a second, so that a flood costs nothing.
 */
export function countDelivery({ outcome, now, signedAt, occurredAt, ...scope }: Delivery): void {
  const clockSeconds = signedAt === null ? null : Math.round(now.getTime() / 1000 - signedAt);
  note(scope, { what: outcome, at: now, clockSeconds });
  if (!occurredAt) return;
  const late = (now.getTime() - occurredAt.getTime()) / 1000;
  if (late >= -AHEAD_SECONDS && late <= OLDEST_DELIVERY_SECONDS) {
    const limit = LAGS.find((seconds) => late <= seconds) ?? OLDEST_DELIVERY_SECONDS;
    note(scope, { what: `lag_${limit}`, at: now, clockSeconds: null });
  }
  countEvents(scope, [occurredAt], now);
}

/** Counts events by the hour in which they happened, however they came here: the rhythm of an account. */
export function countEvents(scope: Scope, times: readonly Date[], now: Date): void {
  for (const at of times) {
    const age = (now.getTime() - at.getTime()) / 1000;
    if (age < OLDEST_EVENT_SECONDS) note(scope, { what: 'event', at, clockSeconds: null });
  }
}

function note(
  { workspaceId, connectionId }: Scope,
  { what, at, clockSeconds }: { what: string; at: Date; clockSeconds: number | null },
): void {
  const hour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
  add({ workspaceId, connectionId, what, hour, count: 1, lastAt: at.getTime(), clockSeconds });
  _timer ??= setTimeout(() => void flushDeliveries(), FLUSH_MS).unref();
}

function add(tally: Tally): void {
  const key = [tally.workspaceId, tally.connectionId, tally.what, tally.hour].join('\n');
  const known = tallies.get(key);
  if (!known) {
    tallies.set(key, tally);
    return;
  }
  known.count += tally.count;
  if (tally.lastAt < known.lastAt) return;
  known.lastAt = tally.lastAt;
  known.clockSeconds = tally.clockSeconds ?? known.clockSeconds;
}

let writing: Promise<void> = Promise.resolve();

/** Resolves when what has been counted is written; what cannot be written is kept for the next time. */
export function flushDeliveries(): Promise<void> {
  _timer = null;
  writing = writing.then(writeTallies);
  return writing;
}

async function writeTallies(): Promise<void> {
  const batch = [...tallies.values()];
  tallies = new Map();
  if (batch.length === 0) return;
  const column = (read: (tally: Tally) => string | null) => textArray(batch.map(read));
  try {
    await getPool().query({
      text: `insert into connection_hour (workspace_id, connection_id, what, hour, count, last_at, clock_seconds)
        select workspace_id, connection_id, what, hour::timestamptz, count::bigint, last_at::timestamptz, clock_seconds::int
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
          as t(workspace_id, connection_id, what, hour, count, last_at, clock_seconds)
        on conflict (workspace_id, connection_id, what, hour) do update set
          count = connection_hour.count + excluded.count,
          last_at = greatest(connection_hour.last_at, excluded.last_at),
          clock_seconds = coalesce(excluded.clock_seconds, connection_hour.clock_seconds)`,
      values: [
        column(({ workspaceId }) => workspaceId),
        column(({ connectionId }) => connectionId),
        column(({ what }) => what),
        column(({ hour }) => new Date(hour).toISOString()),
        column(({ count }) => String(count)),
        column(({ lastAt }) => new Date(lastAt).toISOString()),
        column(({ clockSeconds }) => (clockSeconds === null ? null : String(clockSeconds))),
      ],
    });
  } catch {
    for (const tally of batch) add(tally);
  }
}
