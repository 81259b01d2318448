import { z } from 'zod';
import { EVENT_STATES, type EventRow, findEventRows } from './event-row';

const PAGE = 50;
const LARGEST_PAGE = 200;

export const eventFilter = z.object({
  type: z.string().trim().max(100).optional(),
  state: z.enum(EVENT_STATES).optional(),
  mode: z.enum(['live', 'test']).optional(),
  object: z.string().trim().max(255).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).optional(),
});
export type EventFilter = z.infer<typeof eventFilter>;

export interface EventPage {
  events: EventRow[];
  nextCursor: string | null;
}

/** The log, newest first. A type ending in "." or "*" matches all types below it; an object id also finds event ids. */
export async function loadEvents(workspaceId: string, filter: EventFilter): Promise<EventPage> {
  const limit = filter.limit ?? PAGE;
  const events = await findEventRows(
    {
      workspaceId,
      ...(filter.type ? { type: typeCondition(filter.type) } : {}),
      ...(filter.state ? { state: filter.state } : {}),
      ...(filter.mode ? { livemode: filter.mode === 'live' } : {}),
      ...(filter.object ? { OR: [{ objectId: filter.object }, { id: filter.object }] } : {}),
      ...(filter.cursor ? { seq: { lt: BigInt(filter.cursor) } } : {}),
    },
    limit + 1,
  );
  const page = events.slice(0, limit);
  return { events: page, nextCursor: events.length > limit ? (page.at(-1)?.seq ?? null) : null };
}

function typeCondition(type: string) {
  return /[.*]$/.test(type) ? { startsWith: type.replace(/\*$/, '') } : type;
}
