import type pg from 'pg';
import type { PendingEvent } from './extract-events';
import { pagesOf } from './pages-of';
import type { Start } from './run-overlapping';

/** An event as it lies in the inbox, with what has been said of it so far. */
export interface InboxEvent extends PendingEvent {
  seq: bigint;
  state: string;
  reason: string | null;
  objectId: string | null;
  /** It was read before, and is to be read anew. */
  again: boolean;
}

/** As many as are held in memory at once while they are extracted. */
export const EVENTS_PER_PAGE = 500;

const COLUMNS = `seq, connection_id as "connectionId", id, type, livemode, account, occurred_at as "occurredAt",
  known_at as "knownAt", country, payload, state, reason,
  object_id as "objectId", state = 'pending' and projected_at is not null as again`;

/** The events of a workspace in their order of arrival: all of them, or at most `limit` of those that are pending. */
export async function* storedPages(
  tx: pg.ClientBase,
  workspaceId: string,
  start: Start,
  { pending, limit = Number.POSITIVE_INFINITY }: { pending: boolean; limit?: number },
): AsyncGenerator<InboxEvent[]> {
  const read = async (after: bigint, size: number): Promise<InboxEvent[]> => {
    if (size <= 0) return [];
    const page = await tx.query<InboxEvent>({
      name: pending ? 'read-pending' : 'read-all',
      text: `select ${COLUMNS} from stripe_event
        where workspace_id = $1 ${pending ? "and state = 'pending'" : ''} and seq > $2 order by seq limit $3`,
      values: [workspaceId, after, size],
    });
    return page.rows;
  };
  let left = limit;
  let page = await read(0n, Math.min(left, EVENTS_PER_PAGE));
  for (let last = page.at(-1); last; last = page.at(-1)) {
    left -= page.length;
    // Read while this page is being extracted; a page that is not full was the last.
    const size = page.length < EVENTS_PER_PAGE ? 0 : Math.min(left, EVENTS_PER_PAGE);
    const next = start(read(last.seq, size));
    yield page;
    page = await next;
  }
}

/** These events, in their order of arrival. */
export async function* pagesAgain(
  tx: pg.ClientBase,
  workspaceId: string,
  seqs: readonly bigint[],
): AsyncGenerator<InboxEvent[]> {
  for (const page of pagesOf(seqs, EVENTS_PER_PAGE)) {
    const events = await tx.query<InboxEvent>(
      `select ${COLUMNS} from stripe_event where workspace_id = $1 and seq = any($2) order by seq`,
      [workspaceId, page],
    );
    yield events.rows;
  }
}
