import { z } from 'zod';
import { addDays, type Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { converter } from '@/lib/money/rates';
import { rollupDimension, rollupFilters, rollupSeries } from './daily-sums';
import { loadRatesOn } from './load-rates';
import { piecesOf, piecesSql } from './pieces';
import { COLUMN, endOf, filterSql, type Scope, SumTable, startsOf } from './scope';

/** One leaf amount, with the buckets in which its number changes and by how much: "0:12 3:-1". */
const row = z.object({ series: z.string(), currency: z.string(), leaf: z.bigint(), changes: z.string() });

const CHANGES = "string_agg(bucket || ':' || delta, ' ') as changes";

export const LEVEL = 'level';

/**
 * MRR billed in other currencies at the end of each bucket (index 0: before the range), in the scope's currency: every leaf
 * converted at that day's rate and rounded once (definitions B0 rule 2, B1). MRR billed in the scope's own currency is the
 * plain sum of its movements and is not in here.
 */
export async function foreignMrrLevels(scope: Scope): Promise<SumTable> {
  const table = new SumTable();
  const days = levelDays(scope);
  const [leaves, rates] = await Promise.all([leafChanges(scope), loadRatesOn(scope.workspaceId, days)]);
  const converters = new Map(
    [...new Set(leaves.map(({ currency }) => currency))].map((currency) => [currency, convertersOn(currency)]),
  );
  for (const { series, currency, leaf, changes } of leaves) {
    const deltas = new Map(changes.split(' ').map(readChange));
    let count = 0n;
    for (const [index, convert] of (converters.get(currency) ?? []).entries()) {
      count += deltas.get(index) ?? 0n;
      if (count === 0n) continue;
      if (convert) table.add(series, LEVEL, index, convert(leaf) * count, count);
      // A level is unconverted as of its last point: the sum over points would count the same MRR many times.
      else if (index === days.length - 1) table.addUnconverted(LEVEL, currency, leaf * count, count);
    }
  }
  return table;

  function convertersOn(currency: string) {
    return days.map((day) => {
      const used = rates(currency, scope.currency, day);
      return used && converter(currency, scope.currency, used.rate);
    });
  }
}

function readChange(change: string): [bucket: number, delta: bigint] {
  const [bucket = '', delta = ''] = change.split(':');
  return [Number(bucket), BigInt(delta)];
}

/** The last day of each bucket, or today while it runs; first the day before the range. */
export function levelDays({ buckets, today }: Scope): Day[] {
  const first = buckets[0]?.start ?? today;
  return [addDays(first, -1), ...buckets.map(({ end }) => (addDays(end, -1) < today ? addDays(end, -1) : today))];
}

function leafChanges(scope: Scope) {
  const dimension = rollupDimension(scope);
  return dimension === null ? fromSpans(scope) : fromRollup(scope, dimension);
}

function fromRollup(scope: Scope, dimension: string) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, dimension, startsOf(scope), scope.currency];
  const where = `workspace_id = $1 and livemode = $2 and dimension = $3 and currency <> $5${rollupFilters(scope, values)}`;
  const keys = 'value, currency, leaf_minor';
  const source = { daily: 'mrr_leaf_daily', periods: 'mrr_leaf_period', keys, sums: ['count_delta'], where };
  return queryRows(row, {
    text: `select series, currency, leaf, ${CHANGES}
      from (
        select width_bucket(day, $4::date[]) as bucket, ${rollupSeries(scope)} as series, currency, leaf_minor as leaf, sum(count_delta) as delta
        from ${piecesSql(piecesOf(scope, true), source, values)} leaves group by 1, 2, 3, 4
      ) changes group by 1, 2, 3`,
    values,
  });
}

function fromSpans(scope: Scope) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope), endOf(scope), scope.currency];
  const filters = filterSql(scope.filters, values);
  const series = scope.breakdown === null ? "''" : COLUMN[scope.breakdown];
  return queryRows(row, {
    text: `select series, currency, leaf, ${CHANGES}
      from (
        select width_bucket(change.day, $3::date[]) as bucket, ${series} as series, currency, amount_minor as leaf, sum(change.count) as delta
        from mrr_span, lateral (values (from_day, 1), (to_day, -1)) as change(day, count)
        where workspace_id = $1 and livemode = $2 and change.day < $4::date and currency <> $5${filters}
        group by 1, 2, 3, 4
      ) changes group by 1, 2, 3`,
    values,
  });
}
