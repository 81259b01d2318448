import { getDb } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { type EVENT_SOURCES, EVENT_STATES } from '@/lib/inbox/replay/event-filter';

export type EventState = (typeof EVENT_STATES)[number];
export type EventSource = (typeof EVENT_SOURCES)[number];

export interface EventRow {
  connectionId: string;
  id: string;
  /** Order of arrival; the cursor of the next page. */
  seq: string;
  type: string;
  objectId: string | null;
  mode: 'live' | 'test';
  source: EventSource;
  occurredAt: string;
  receivedAt: string;
  state: EventState;
  reason: string | null;
}

const COLUMNS = {
  connectionId: true,
  id: true,
  seq: true,
  type: true,
  objectId: true,
  livemode: true,
  recovered: true,
  occurredAt: true,
  knownAt: true,
  state: true,
  reason: true,
} as const;

/** Newest first, without payloads. */
export async function findEventRows(
  where: Prisma.StripeEventWhereInput & { workspaceId: string },
  limit: number,
): Promise<EventRow[]> {
  const rows = await getDb().stripeEvent.findMany({ where, select: COLUMNS, orderBy: { seq: 'desc' }, take: limit });
  return rows.map(({ seq, livemode, recovered, occurredAt, knownAt, state, ...row }) => ({
    ...row,
    seq: seq.toString(),
    mode: livemode ? 'live' : 'test',
    source: recovered ? 'recovered' : row.type.endsWith('.pulled') ? 'api' : 'webhook',
    occurredAt: occurredAt.toISOString(),
    receivedAt: knownAt.toISOString(),
    state: EVENT_STATES.find((known) => known === state) ?? 'pending',
  }));
}
