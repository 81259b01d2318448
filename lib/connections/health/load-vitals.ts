import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import { type ClockSkew, findClockSkew } from './find-clock-skew';
import { findQuiet, type Quiet } from './find-quiet';

/** What the counted hours of a connection tell of it. */
export interface Vitals {
  /** When a webhook was last taken. */
  lastDeliveryAt: Date | null;
  /** Of the last day: nineteen in twenty events came within so many seconds of Stripe's `created`. */
  lagSeconds: number | null;
  /** Deliveries of the last day that were refused. */
  rejected: number;
  quiet: Quiet | null;
  clockSkew: ClockSkew | null;
}

export const NO_VITALS: Vitals = { lastDeliveryAt: null, lagSeconds: null, rejected: 0, quiet: null, clockSkew: null };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RHYTHM_MS = 45 * DAY_MS;
const REFUSALS = ['stale', 'bad_signature', 'not_an_event'];
/** A clock that differs by less does not matter here. */
const SLIGHTLY_SECONDS = 60;

const hourRow = z.object({
  connection_id: z.string(),
  what: z.string(),
  hour: z.date(),
  count: z.bigint().transform(Number),
  last_at: z.date(),
  clock_seconds: z.number().nullable(),
});
type Hour = z.output<typeof hourRow>;

/** By connection; those of which nothing was counted are not among them. */
export async function loadVitals(workspaceId: string, now: Date): Promise<Map<string, Vitals>> {
  const ago = (length: number) => new Date(now.getTime() - length);
  const hours = await queryRows(hourRow, {
    name: 'connection-hours',
    text: `select connection_id, what, hour, count, last_at, clock_seconds from connection_hour
      where workspace_id = $1 and (what = 'event' and hour > $2
        or what = 'accepted' and hour <= $4 or what <> 'event' and hour > $3 and hour <= $4)
      order by hour desc`,
    values: [workspaceId, ago(RHYTHM_MS), ago(DAY_MS), now],
  });
  const readUntil = await loadReadUntil(workspaceId);
  const connections = groupBy(hours, ({ connection_id }) => connection_id);
  return new Map([...connections].map(([id, rows]) => [id, vitalsOf(rows, { now, readUntil: readUntil.get(id) })]));
}

const readRow = z.object({ id: z.string(), until: z.date().nullable() });

/** Of connections with a key: up to when Stripe's list of events was read, by Stripe's clock; null before it was. */
async function loadReadUntil(workspaceId: string): Promise<Map<string, Date | null>> {
  const rows = await queryRows(readRow, {
    name: 'read-until',
    text: `select c.id, (select u.until from catch_up u
        where u.workspace_id = c.workspace_id and u.connection_id = c.id and u.problem is null order by u.id desc limit 1) as until
      from connection c where c.workspace_id = $1 and c.api_key_cipher is not null`,
    values: [workspaceId],
  });
  return new Map(rows.map(({ id, until }) => [id, until]));
}

interface Clock {
  now: Date;
  readUntil: Date | null | undefined;
}

/** `rows` are the latest first. */
function vitalsOf(rows: readonly Hour[], { now, readUntil }: Clock): Vitals {
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const delivered = rows.filter(({ what }) => what !== 'event');
  const recent = delivered.filter(({ hour }) => hour > dayAgo);
  const accepted = delivered.find(({ what }) => what === 'accepted');
  const refused = recent.filter(({ what }) => REFUSALS.includes(what));
  return {
    lastDeliveryAt: accepted?.last_at ?? null,
    lagSeconds: lagOf(recent),
    rejected: refused.reduce((sum, { count }) => sum + count, 0),
    quiet: quietOf(rows, readUntil === undefined ? byStripesClock(recent, now) : readUntil),
    clockSkew: findClockSkew(signedHours(recent)),
  };
}

function lagOf(recent: readonly Hour[]): number | null {
  const late = recent
    .filter(({ what }) => what.startsWith('lag_'))
    .map(({ what, count }) => ({ seconds: Number(what.slice('lag_'.length)), count }))
    .sort((a, b) => a.seconds - b.seconds);
  const all = late.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  for (const { seconds, count } of late) {
    seen += count;
    if (seen >= 0.95 * all) return seconds;
  }
  return null;
}

/** Where Stripe's list is read, only what it shows is silence. */
function quietOf(rows: readonly Hour[], until: Date | null): Quiet | null {
  const events = rows.filter(({ what }) => what === 'event');
  const hours = events.map(({ hour }) => hour);
  const [last] = events;
  return last && until ? findQuiet(hours, last.last_at, until) : null;
}

/** Silence is measured on the clock that events are dated by. */
function byStripesClock(recent: readonly Hour[], now: Date): Date {
  const ahead = recent.find(({ clock_seconds }) => clock_seconds !== null)?.clock_seconds ?? 0;
  return Math.abs(ahead) < SLIGHTLY_SECONDS ? now : new Date(now.getTime() - ahead * 1000);
}

function signedHours(recent: readonly Hour[]) {
  const hours = groupBy(recent, ({ hour }) => hour.getTime());
  return [...hours.values()].map((rows) => {
    const of = (what: string) => rows.find((row) => row.what === what);
    const [accepted, stale] = [of('accepted')?.count ?? 0, of('stale')?.count ?? 0];
    return { accepted, stale, clockSeconds: of('stale')?.clock_seconds ?? null };
  });
}
