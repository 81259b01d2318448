import type pg from 'pg';
import type { Day } from '@/lib/calendar/days';
import { getPool } from '@/lib/db/client';

/** 1 `base` is `rate` `quote` on that day; both lower-case ISO 4217, the rate an exact decimal. */
export interface DatedRate {
  day: Day;
  base: string;
  quote: string;
  rate: string;
}

/** Read by the daily job; every other source is somebody's own choice. */
export const ECB = 'ecb';

export interface StoredRates {
  /** How many are new or different. */
  changed: number;
  /** The first and the last day of those; null when there are none. */
  from: Day | null;
  to: Day | null;
}

const BATCH = 5000;

/**
 * Stores the rates, replacing those of the same pair and day. The ECB's never replace a rate from elsewhere, whichever way
 * round that one is stored, and give way to it when it comes later.
 */
export async function storeRates(
  workspaceId: string,
  rates: readonly DatedRate[],
  source: string,
  db: Pick<pg.ClientBase, 'query'> = getPool(),
): Promise<StoredRates> {
  const last = new Map(rates.map((rate) => [`${rate.base} ${rate.quote} ${rate.day}`, rate]));
  const distinct = [...last.values()];
  const days: Day[] = [];
  for (let start = 0; start < distinct.length; start += BATCH) {
    const batch = distinct.slice(start, start + BATCH);
    if (source !== ECB) days.push(...(await removeTurnedRound(db, workspaceId, batch)));
    days.push(...(await storeBatch(db, workspaceId, batch, source)));
  }
  const sorted = [...new Set(days)].sort();
  return { changed: days.length, from: sorted[0] ?? null, to: sorted.at(-1) ?? null };
}

async function storeBatch(
  db: Pick<pg.ClientBase, 'query'>,
  workspaceId: string,
  rates: DatedRate[],
  source: string,
): Promise<Day[]> {
  const { rows } = await db.query<{ day: Day }>(
    `insert into fx_rate as known (workspace_id, base, quote, day, rate, source)
     select $1, base, quote, day, rate, $2
     from unnest($3::text[], $4::text[], $5::date[], $6::numeric[]) as given (base, quote, day, rate)
     where $2 <> $7 or not exists (
       select from fx_rate own where own.workspace_id = $1 and own.base = given.quote and own.quote = given.base
         and own.day = given.day and own.source <> $7)
     on conflict (workspace_id, base, quote, day) do update set rate = excluded.rate, source = excluded.source
     where (known.source = $7 or excluded.source <> $7)
       and (known.rate <> excluded.rate or (known.source = $7 and excluded.source <> $7))
     returning day::text as day`,
    [workspaceId, source, ...columns(rates), rates.map(({ rate }) => rate), ECB],
  );
  return rows.map(({ day }) => day);
}

/** Of two rates of a day that say the same pair in both directions, one's own stays alone. */
async function removeTurnedRound(
  db: Pick<pg.ClientBase, 'query'>,
  workspaceId: string,
  rates: DatedRate[],
): Promise<Day[]> {
  const { rows } = await db.query<{ day: Day }>(
    `delete from fx_rate known using unnest($2::text[], $3::text[], $4::date[]) as given (base, quote, day)
     where known.workspace_id = $1 and known.base = given.quote and known.quote = given.base and known.day = given.day
       and known.source = $5
     returning known.day::text as day`,
    [workspaceId, ...columns(rates), ECB],
  );
  return rows.map(({ day }) => day);
}

const columns = (rates: DatedRate[]) => [
  rates.map(({ base }) => base),
  rates.map(({ quote }) => quote),
  rates.map(({ day }) => day),
];
