import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** Until everything stored is projected by whoever does that. */
export async function drained(pool: pg.Pool): Promise<void> {
  for (;;) {
    const pending = await pool.query("select from stripe_event where state = 'pending' limit 1");
    if (pending.rowCount === 0) return;
    await sleep(100);
  }
}

/** Which of these ids are not there. */
export async function missingIds(pool: pg.Pool, ids: Iterable<string>): Promise<string[]> {
  const rows = await pool.query<{ id: string }>(
    'select id from unnest($1::text[]) as sent(id) where not exists (select from stripe_event e where e.id = sent.id)',
    [[...ids]],
  );
  return rows.rows.map(({ id }) => id);
}
