import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { RATE_HOLDS_DAYS, type RateTable, rateTable } from '@/lib/money/rates';

const row = z.object({ base: z.string(), quote: z.string(), day: z.string(), rate: z.string() });

/** The stored rates between these days that a conversion into `currency` may need. */
export async function loadRates(workspaceId: string, from: string, to: string): Promise<RateTable> {
  const rows = await queryRows(row, {
    text: `select base, quote, day, rate::text from fx_rate where workspace_id = $1 and day > $2::date - 10 and day <= $3::date`,
    values: [workspaceId, from, to],
  });
  return rateTable(rows);
}

/** The stored rates that may be in force on one of these days. */
export async function loadRatesOn(workspaceId: string, days: readonly string[]): Promise<RateTable> {
  const rows = await queryRows(row, {
    text: `select base, quote, day, rate::text from fx_rate where workspace_id = $1 and day >= $2::date - $4::int and day <= $3::date
      and exists (select from unnest($5::date[]) wanted where day between wanted - $4::int and wanted)`,
    values: [workspaceId, days.reduce(earlier), days.reduce(later), RATE_HOLDS_DAYS, days],
  });
  return rateTable(rows);
}

const earlier = (a: string, b: string) => (a < b ? a : b);
const later = (a: string, b: string) => (a > b ? a : b);
