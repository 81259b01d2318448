import { z } from 'zod';

export const EVENT_STATES = ['pending', 'projected', 'ignored', 'failed'] as const;
const EVENT_MODES = ['live', 'test'] as const;
/** How an event came: sent by Stripe; found in Stripe's list, as no webhook had brought it; or made of an object that was read. */
export const EVENT_SOURCES = ['webhook', 'recovered', 'api'] as const;

/** A day, which begins in the workspace's zone, or an instant. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'A day (2026-03-01) or an instant with its offset (2026-03-01T10:00:00Z).',
});

/** Events of the inbox, as the log and a replay name them. What is absent narrows nothing. */
export const eventFilter = z.object({
  /** One ending in "." or "*" is all types below it. */
  type: z.string().trim().max(100).optional(),
  state: z.enum(EVENT_STATES).optional(),
  mode: z.enum(EVENT_MODES).optional(),
  connection: z.string().trim().max(255).optional(),
  /** Id of the object that it is about, or of the event itself. */
  object: z.string().trim().max(255).optional(),
  source: z.enum(EVENT_SOURCES).optional(),
  /** When it happened at Stripe: inclusive, and exclusive. */
  from: moment.optional(),
  to: moment.optional(),
});
export type EventFilter = z.output<typeof eventFilter>;

/** A filter, and of what it finds perhaps only these. */
export interface EventSelection extends EventFilter {
  ids?: readonly string[];
}

export interface Owned {
  workspaceId: string;
  timeZone: string;
}

const BY_SOURCE = {
  webhook: "not e.recovered and e.type not like '%.pulled'",
  recovered: 'e.recovered',
  api: "e.type like '%.pulled'",
};

/** The condition on a stripe_event called `e`, beside that of its workspace, which is $1. */
export function eventCondition({ workspaceId, timeZone }: Owned, selection: EventSelection) {
  const { type, state, mode, connection, object, source, from, to, ids } = selection;
  const values: unknown[] = [workspaceId];
  const parts: string[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  if (type)
    parts.push(/[.*]$/.test(type) ? `starts_with(e.type, ${put(type.replace(/\*$/, ''))})` : `e.type = ${put(type)}`);
  if (state) parts.push(`e.state = ${put(state)}`);
  if (mode) parts.push(mode === 'live' ? 'e.livemode' : 'not e.livemode');
  if (connection) parts.push(`e.connection_id = ${put(connection)}`);
  if (object) {
    const id = put(object);
    parts.push(`(e.object_id = ${id} or e.id = ${id})`);
  }
  if (source) parts.push(BY_SOURCE[source]);
  const instant = (at: string) =>
    at.includes('T') ? `${put(at)}::timestamptz` : `(${put(at)}::timestamp at time zone ${put(timeZone)})`;
  if (from) parts.push(`e.occurred_at >= ${instant(from)}`);
  if (to) parts.push(`e.occurred_at < ${instant(to)}`);
  if (ids) parts.push(`e.id = any(${put([...ids])})`);
  return { text: parts.length > 0 ? parts.join(' and ') : 'true', values };
}
