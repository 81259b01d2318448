import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { convertMinor, type RateTable } from '@/lib/money/rates';
import { endOf, filterSql, NATIVE, type Scope, SumTable, seriesSql, startsOf } from './scope';

const row = z.object({
  bucket: z.number(),
  day: z.string().nullable(),
  measure: z.string(),
  series: z.string(),
  currency: z.string(),
  minor: z.bigint().nullable(),
  amount: z.bigint().nullable(),
  quantity: z.bigint(),
  entries: z.bigint(),
});

/**
 * Sums of ledger measures per bucket, from the entries themselves: for several dimensions at once, and for a display
 * currency other than the workspace's, where each leaf is converted at its own day's rate. `only`: a further condition, in
 * SQL; `$4` holds the first days of the buckets.
 */
export async function entrySums(
  scope: Scope,
  measures: readonly string[],
  before: boolean,
  only = '',
): Promise<SumTable> {
  const displayed = scope.currency !== scope.reportingCurrency;
  const values: unknown[] = [scope.workspaceId, scope.livemode, measures, startsOf(scope), endOf(scope)];
  const filters = filterSql(scope.filters, values);
  const series = seriesSql(scope);
  const leaf = displayed
    ? 'day, amount_minor as minor, null::bigint as amount'
    : 'null::date as day, amount_minor as minor, reporting_minor as amount';
  const rows = await queryRows(row, {
    text: `select bucket, day, measure, series, currency, minor,
        (amount * count(*))::bigint as amount, sum(quantity)::bigint as quantity, count(*) as entries
      from (
        select width_bucket(day, $4::date[]) as bucket, measure, ${series} as series, currency, quantity, ${leaf}
        from ledger_entry
        where workspace_id = $1 and livemode = $2 and measure = any($3) and day < $5::date
          ${before ? '' : 'and day >= ($4::date[])[1]'}${filters}${only && ` and ${only}`}
      ) leaves
      group by bucket, day, measure, series, currency, minor, amount`,
    values,
  });
  const table = new SumTable();
  const rates = displayed ? await scope.rates() : null;
  for (const { bucket, day: on, measure, series: key, currency, minor, amount, quantity, entries } of rows) {
    const value = rates ? displayedValue(rates, scope.currency, { currency, day: on, minor, entries }) : amount;
    table.add(key, measure, bucket, value ?? 0n, quantity);
    if (currency === scope.currency) table.add(key, measure + NATIVE, bucket, value ?? 0n, quantity);
    if (value === null && bucket > 0) table.addUnconverted(measure, currency, (minor ?? 0n) * entries, entries);
  }
  return table;
}

function displayedValue(
  rates: RateTable,
  target: string,
  { currency, day, minor, entries }: { currency: string; day: string | null; minor: bigint | null; entries: bigint },
): bigint | null {
  if (currency === '' || minor === null || day === null) return 0n;
  const used = rates(currency, target, day);
  return used ? convertMinor(minor, currency, target, used.rate) * entries : null;
}
