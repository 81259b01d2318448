import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Owned } from '@/lib/inbox/replay/event-filter';
import type { EventRow } from './event-row';
import { eventQuery, loadEvents } from './load-events';
import { maskPayload } from './mask-payload';

export const eventListQuery = eventQuery.extend({ payload: z.enum(['masked', 'none']).default('none') });

export interface ListedEvent extends Omit<EventRow, 'seq'> {
  /** As stored, with secrets and personal values hidden; null unless it was asked for, or where it cannot be read. */
  payload: unknown;
}

export interface EventList {
  events: ListedEvent[];
  nextCursor: string | null;
}

const payloadRow = z.object({ seq: z.bigint(), payload: z.string() });

/** A page of the log for a program. */
export async function listEvents(owned: Owned, query: z.output<typeof eventListQuery>): Promise<EventList> {
  const { events, nextCursor } = await loadEvents(owned, query);
  const payloads = query.payload === 'masked' ? await loadPayloads(owned.workspaceId, events) : null;
  return {
    events: events.map(({ seq, ...event }) => ({ ...event, payload: payloads?.get(seq) ?? null })),
    nextCursor,
  };
}

async function loadPayloads(workspaceId: string, events: readonly EventRow[]): Promise<Map<string, unknown>> {
  const rows = await queryRows(payloadRow, {
    text: 'select seq, payload from stripe_event where workspace_id = $1 and seq = any($2)',
    values: [workspaceId, events.map(({ seq }) => BigInt(seq))],
  });
  return new Map(rows.map(({ seq, payload }) => [seq.toString(), readable(payload)]));
}

function readable(payload: string): unknown {
  try {
    return maskPayload(JSON.parse(payload));
  } catch {
    return null; // not JSON, so that nothing in it can be hidden
  }
}
