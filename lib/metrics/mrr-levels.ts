import { z } from 'zod';
import { addDays, type Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import { convertMinor } from '@/lib/money/rates';
import { rollupDimension } from './daily-sums';
import { COLUMN, endOf, filterSql, type Scope, SumTable, startsOf } from './scope';

const row = z.object({
  bucket: z.number(),
  series: z.string(),
  currency: z.string(),
  leaf: z.bigint(),
  delta: z.bigint(),
});

export const LEVEL = 'level';

/**
 * MRR billed in other currencies at the end of each bucket (index 0: before the range), in the scope's currency: every leaf
 * converted at that day's rate and rounded once (definitions B0 rule 2, B1). MRR billed in the scope's own currency is the
 * plain sum of its movements and is not in here.
 */
export async function foreignMrrLevels(scope: Scope): Promise<SumTable> {
  const table = new SumTable();
  const held = groupBy(await leafChanges(scope), ({ series, currency, leaf }) => `${series}\n${currency}\n${leaf}`);
  const days = levelDays(scope);
  if (held.size === 0) return table;
  const rates = await scope.rates();
  for (const changes of held.values()) {
    const [first] = changes;
    if (!first) continue;
    const { series, currency, leaf } = first;
    const deltas = new Map(changes.map(({ bucket, delta }) => [bucket, delta]));
    let count = 0n;
    for (const [index, day] of days.entries()) {
      count += deltas.get(index) ?? 0n;
      if (count === 0n) continue;
      const used = rates(currency, scope.currency, day);
      if (used) table.add(series, LEVEL, index, convertMinor(leaf, currency, scope.currency, used.rate) * count, count);
      // A level is unconverted as of its last point: the sum over points would count the same MRR many times.
      else if (index === days.length - 1) table.addUnconverted(LEVEL, currency, leaf * count, count);
    }
  }
  return table;
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
  const values: unknown[] = [
    scope.workspaceId,
    scope.livemode,
    dimension,
    startsOf(scope),
    endOf(scope),
    scope.currency,
  ];
  const filters = scope.filters.map(({ dimension: name, negated, values: wanted }) => {
    values.push(wanted);
    return ` and ${negated ? 'not ' : ''}${name === 'currency' ? 'currency' : 'value'} = any($${values.length})`;
  });
  const series = scope.breakdown === null ? "''" : scope.breakdown === 'currency' ? 'currency' : 'value';
  return queryRows(row, {
    text: `select width_bucket(day, $4::date[]) as bucket, ${series} as series, currency, leaf_minor as leaf, sum(count_delta)::bigint as delta
      from mrr_leaf_daily
      where workspace_id = $1 and livemode = $2 and dimension = $3 and day < $5::date and currency <> $6${filters.join('')}
      group by 1, 2, 3, 4`,
    values,
  });
}

function fromSpans(scope: Scope) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope), endOf(scope), scope.currency];
  const filters = filterSql(scope.filters, values);
  const series = scope.breakdown === null ? "''" : COLUMN[scope.breakdown];
  return queryRows(row, {
    text: `select width_bucket(change.day, $3::date[]) as bucket, ${series} as series, currency, amount_minor as leaf, sum(change.count)::bigint as delta
      from mrr_span, lateral (values (from_day, 1), (to_day, -1)) as change(day, count)
      where workspace_id = $1 and livemode = $2 and change.day < $4::date and currency <> $5${filters}
      group by 1, 2, 3, 4`,
    values,
  });
}
