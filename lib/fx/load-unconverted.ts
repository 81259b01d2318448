import { z } from 'zod';
import type { Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { RATE_HOLDS_DAYS, rateTable } from '@/lib/money/rates';

/** What waits for a rate in one currency. */
export interface Unconverted {
  currency: string;
  /** Ledger rows of days without a rate, and the first and last of those days; none when only today's MRR waits. */
  entries: number;
  since: Day | null;
  until: Day | null;
  /** MRR held today, in minor units of the currency; null when it can be converted, or there is none. */
  mrr: string | null;
}

const entryRow = z.object({ currency: z.string(), since: z.string(), until: z.string(), entries: z.bigint() });
const mrrRow = z.object({ currency: z.string(), minor: z.bigint() });
const rateRow = z.object({ base: z.string(), quote: z.string(), day: z.string(), rate: z.string() });

/** Every currency of live amounts that stand beside the figures as "unconverted" (definitions B0 rule 6). */
export async function loadUnconverted(workspaceId: string, reporting: string, today: Day): Promise<Unconverted[]> {
  const [entries, mrr, rates] = await Promise.all([
    queryRows(entryRow, {
      text: `select currency, min(day)::text as since, max(day)::text as until, sum(unconverted_count)::bigint as entries
        from daily_rollup where workspace_id = $1 and livemode and dimension = '' and unconverted_count > 0 group by 1`,
      values: [workspaceId],
    }),
    queryRows(mrrRow, {
      text: `select currency, sum(leaf_minor * count_delta)::bigint as minor from mrr_leaf_daily
        where workspace_id = $1 and livemode and dimension = '' and day <= $2 group by 1`,
      values: [workspaceId, today],
    }),
    queryRows(rateRow, {
      text: 'select base, quote, day::text, rate::text from fx_rate where workspace_id = $1 and day between $2::date - $3::int and $2::date',
      values: [workspaceId, today, RATE_HOLDS_DAYS],
    }),
  ]);
  const find = rateTable(rates);
  const waiting = new Map(
    mrr
      .filter(({ currency, minor }) => minor > 0n && find(currency, reporting, today) === null)
      .map(({ currency, minor }) => [currency, minor.toString()]),
  );
  const currencies = new Set([...entries.map(({ currency }) => currency), ...waiting.keys()]);
  return [...currencies].sort().map((currency) => {
    const rows = entries.find((row) => row.currency === currency);
    return {
      currency,
      entries: Number(rows?.entries ?? 0n),
      since: rows?.since ?? null,
      until: rows?.until ?? null,
      mrr: waiting.get(currency) ?? null,
    };
  });
}
