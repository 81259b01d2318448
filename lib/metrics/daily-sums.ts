import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { PERSON } from './dimensions';
import { piecesOf, piecesSql } from './pieces';
import { rollupTable } from './rollup-table';
import { filterOn, NATIVE, type Scope, SumTable, startsOf } from './scope';

const row = z.object({
  bucket: z.number(),
  measure: z.string(),
  series: z.string(),
  currency: z.string(),
  amount: z.bigint(),
  quantity: z.bigint(),
  unconverted: z.bigint(),
  unconvertedCount: z.bigint(),
});

/** The dimension whose rollup answers this scope; null when only the entries can: several dimensions at once, accounts, or people. */
export function rollupDimension(scope: Scope): string | null {
  const { breakdown, filters, currency, reportingCurrency, buckets, today } = scope;
  if (currency !== reportingCurrency) return null;
  // Periods that have not begun would be read off months that hold entries dated after today.
  if (buckets.some(({ start }) => start > today)) return null;
  const named = new Set([...filters.map(({ dimension }) => dimension), ...(breakdown ? [breakdown] : [])]);
  named.delete('currency');
  return named.size > 1 || named.has('account') || named.has(PERSON) ? null : ([...named][0] ?? '');
}

/** Conditions on the columns of a rollup that are not its dimension's own; pushes their values. */
export const rollupFilters = ({ filters }: Scope, values: unknown[]): string =>
  filters.map((filter) => filterOn(filter.dimension === 'currency' ? 'currency' : 'value', filter, values)).join('');

/** The column of a rollup by whose values the scope is broken down. */
export const rollupSeries = ({ breakdown }: Scope): string =>
  breakdown === null ? "''" : breakdown === 'currency' ? 'currency' : 'value';

/** Sums of ledger measures per bucket, from the rollups. `before`: also everything before the range, as bucket 0. */
export async function dailySums(
  scope: Scope,
  dimension: string,
  measures: readonly string[],
  before: boolean,
): Promise<SumTable> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, measures, dimension, startsOf(scope)];
  const where = `workspace_id = $1 and livemode = $2 and measure = any($3) and dimension = $4${rollupFilters(scope, values)}`;
  const sums = ['reporting_minor', 'quantity', 'unconverted_minor', 'unconverted_count'];
  const source = {
    daily: rollupTable('sums', 'daily', dimension),
    periods: rollupTable('sums', 'period', dimension),
    keys: 'measure, value, currency',
    sums,
    where,
  };
  const rows = await queryRows(row, {
    text: `select width_bucket(day, $5::date[]) as bucket, measure, ${rollupSeries(scope)} as series, currency,
        sum(reporting_minor)::bigint as amount, sum(quantity)::bigint as quantity,
        sum(unconverted_minor)::bigint as unconverted, sum(unconverted_count)::bigint as "unconvertedCount"
      from ${piecesSql(piecesOf(scope, before), source, values)} sums
      group by 1, 2, 3, 4`,
    values,
  });
  const table = new SumTable();
  for (const { bucket, measure, series: key, currency, amount, quantity, unconverted, unconvertedCount } of rows) {
    table.add(key, measure, bucket, amount, quantity);
    if (currency === scope.currency) table.add(key, measure + NATIVE, bucket, amount, quantity);
    if (unconvertedCount !== 0n && bucket > 0) table.addUnconverted(measure, currency, unconverted, unconvertedCount);
  }
  return table;
}
