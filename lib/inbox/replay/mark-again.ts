import type pg from 'pg';
import { type EventSelection, eventCondition, type Owned } from './event-filter';

const AT_ONCE = 5000;

interface Marking {
  /** At most as many, the oldest arrivals first. */
  limit?: number;
  /** Told after each part how many have been marked so far. */
  progress?: (marked: number) => void;
}

/**
 * Has the chosen events read and their owners folded again: they are pending once more, with what they are remembered by.
 * Those that wait already are left alone. Marks them in parts, so that nobody waits long for a row; returns the order of
 * arrival of each when a limit is set, and else only how many there were.
 */
export async function markAgain(
  db: pg.ClientBase | pg.Pool,
  owned: Owned,
  selection: EventSelection,
  { limit = Number.POSITIVE_INFINITY, progress = () => {} }: Marking = {},
): Promise<{ marked: number; seqs: bigint[] }> {
  const { text, values } = eventCondition(owned, selection);
  const newest = await db.query<{ seq: bigint | null }>(
    'select max(seq) as seq from stripe_event where workspace_id = $1',
    [owned.workspaceId],
  );
  const upTo = newest.rows[0]?.seq ?? 0n;
  const seqs: bigint[] = [];
  let marked = 0;
  for (let after = 0n; marked < limit; ) {
    const size = Math.min(AT_ONCE, limit - marked);
    const n = values.length;
    const part = await db.query<{ seq: bigint }>(
      `with chosen as (
        select e.connection_id, e.id from stripe_event e
        where e.workspace_id = $1 and ${text} and e.state <> 'pending' and e.seq > $${n + 1} and e.seq <= $${n + 2}
        order by e.seq limit $${n + 3}
      )
      update stripe_event e set state = 'pending', reason = null from chosen c
      where e.workspace_id = $1 and e.connection_id = c.connection_id and e.id = c.id and e.state <> 'pending'
      returning e.seq`,
      [...values, after, upTo, size],
    );
    if (part.rows.length === 0) break;
    marked += part.rows.length;
    for (const { seq } of part.rows) {
      if (seq > after) after = seq;
      if (Number.isFinite(limit)) seqs.push(seq);
    }
    progress(marked);
  }
  return { marked, seqs };
}
