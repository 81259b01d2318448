import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { eventCondition, eventFilter, type Owned } from '@/lib/inbox/replay/event-filter';
import { type EventRow, findEventRows } from './event-row';

const PAGE = 50;
const LARGEST_PAGE = 200;

export const eventQuery = eventFilter.extend({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'The nextCursor of the page before.')
    .optional(),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).optional(),
});
export type EventQuery = z.output<typeof eventQuery>;

export interface EventPage {
  events: EventRow[];
  nextCursor: string | null;
}

const seqRow = z.object({ seq: z.bigint() });

/** The log, newest first. */
export async function loadEvents(owned: Owned, query: EventQuery): Promise<EventPage> {
  const limit = query.limit ?? PAGE;
  const { text, values } = eventCondition(owned, query);
  const n = values.length;
  const found = await queryRows(seqRow, {
    text: `select e.seq from stripe_event e where e.workspace_id = $1 and ${text}
      and ($${n + 1}::bigint is null or e.seq < $${n + 1}) order by e.seq desc limit $${n + 2}`,
    values: [...values, query.cursor ?? null, limit + 1],
  });
  const seqs = found.slice(0, limit).map(({ seq }) => seq);
  const events = await findEventRows({ workspaceId: owned.workspaceId, seq: { in: seqs } }, limit);
  return { events, nextCursor: found.length > limit ? (seqs.at(-1)?.toString() ?? null) : null };
}
