import { getPool } from '@/lib/db/client';

/** 1 `base` is `rate` `quote` on that day; both lower-case ISO 4217, the rate an exact decimal. */
export interface DatedRate {
  day: string;
  base: string;
  quote: string;
  rate: string;
}

const BATCH = 5000;

/** Stores the rates, replacing those of the same pair and day, and returns how many are new or different. */
export async function storeRates(workspaceId: string, rates: readonly DatedRate[], source: string): Promise<number> {
  const last = new Map(rates.map((rate) => [`${rate.base} ${rate.quote} ${rate.day}`, rate]));
  const distinct = [...last.values()];
  let changed = 0;
  for (let start = 0; start < distinct.length; start += BATCH) {
    changed += await storeBatch(workspaceId, distinct.slice(start, start + BATCH), source);
  }
  return changed;
}

async function storeBatch(workspaceId: string, rates: DatedRate[], source: string): Promise<number> {
  const { rowCount } = await getPool().query(
    `insert into fx_rate (workspace_id, base, quote, day, rate, source)
     select $1, base, quote, day, rate, $2
     from unnest($3::text[], $4::text[], $5::date[], $6::numeric[]) as given (base, quote, day, rate)
     on conflict (workspace_id, base, quote, day) do update set rate = excluded.rate, source = excluded.source
     where fx_rate.rate <> excluded.rate`,
    [
      workspaceId,
      source,
      rates.map(({ base }) => base),
      rates.map(({ quote }) => quote),
      rates.map(({ day }) => day),
      rates.map(({ rate }) => rate),
    ],
  );
  return rowCount ?? 0;
}
