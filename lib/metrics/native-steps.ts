import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { rollupDimension, rollupFilters, rollupSeries } from './daily-sums';
import { entrySums } from './entry-sums';
import { MOVEMENTS } from './mrr-bridge';
import { LEVEL, type SeriesTerm } from './mrr-levels';
import { piecesOf, piecesSql } from './pieces';
import { rollupTable } from './rollup-table';
import { NATIVE, type Scope, SumTable, startsOf } from './scope';

const row = z.object({ bucket: z.number(), series: z.string(), amount: z.bigint() });

/** Measures whose running sum is the level of a series. */
const measuresOf = ({ series }: SeriesTerm): string[] =>
  series === 'mrr' ? MOVEMENTS.map((name) => `mrr_${name}`) : [`level_${series}`];

/**
 * How the sum of some series of spans changes in each bucket (index 0: up to the range), as far as it is billed in the
 * scope's own currency, which needs no rate: under the measure `LEVEL`. All measures are summed where they lie.
 */
export async function nativeSteps(scope: Scope, terms: readonly SeriesTerm[]): Promise<SumTable> {
  const dimension = rollupDimension(scope);
  return dimension === null ? fromEntries(scope, terms) : fromRollup(scope, terms, dimension);
}

async function fromRollup(scope: Scope, terms: readonly SeriesTerm[], dimension: string): Promise<SumTable> {
  const measures = terms.flatMap(measuresOf);
  const taken = terms.filter(({ sign }) => sign === -1).flatMap(measuresOf);
  const values: unknown[] = [scope.workspaceId, scope.livemode, measures, dimension, startsOf(scope), scope.currency];
  values.push(taken);
  const where = `workspace_id = $1 and livemode = $2 and measure = any($3) and dimension = $4 and currency = $6${rollupFilters(scope, values)}`;
  const source = {
    ...{
      daily: rollupTable('sums', 'daily', dimension),
      periods: rollupTable('sums', 'period', dimension),
      keys: 'value, currency',
      sums: ['reporting_minor'],
      where,
    },
    aggregates: (signed: (sum: string) => string) =>
      `sum(case when measure = any($7) then -(${signed('reporting_minor')}) else ${signed('reporting_minor')} end) as amount`,
  };
  const rows = await queryRows(row, {
    text: `select width_bucket(day, $5::date[]) as bucket, ${rollupSeries(scope)} as series, sum(amount)::bigint as amount
      from ${piecesSql(piecesOf(scope, true), source, values)} steps group by 1, 2`,
    values,
  });
  const table = new SumTable();
  for (const { bucket, series, amount } of rows) table.add(series, LEVEL, bucket, amount, 0n);
  return table;
}

async function fromEntries(scope: Scope, terms: readonly SeriesTerm[]): Promise<SumTable> {
  const sums = await entrySums(scope, terms.flatMap(measuresOf), true);
  const table = new SumTable();
  for (const series of sums.series())
    for (let bucket = 0; bucket <= scope.buckets.length; bucket += 1)
      for (const term of terms)
        for (const measure of measuresOf(term)) {
          const { amount } = sums.get(series, measure + NATIVE, bucket);
          table.add(series, LEVEL, bucket, BigInt(term.sign) * amount, 0n);
        }
  return table;
}
