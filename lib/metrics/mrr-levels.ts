import { z } from 'zod';
import { addDays, type Day } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import type { Series } from '@/lib/ledger/mrr-spans';
import { converter } from '@/lib/money/rates';
import { rollupDimension, rollupFilters, rollupSeries } from './daily-sums';
import { loadRatesOn } from './load-rates';
import { piecesOf, piecesSql } from './pieces';
import { rollupTable } from './rollup-table';
import { endOf, filterSql, type Scope, SumTable, seriesSql, startsOf } from './scope';

/** A series of spans, counted in or out: `mrr`, or one of those beside it. */
export interface SeriesTerm {
  series: Series;
  sign: 1 | -1;
}

export const MRR_ONLY: readonly SeriesTerm[] = [{ series: 'mrr', sign: 1 }];

/** Leaf amounts whose number changes in a bucket, and by how much each: two lists of numbers, in step. */
const row = z.object({
  bucket: z.number(),
  series: z.string(),
  currency: z.string(),
  leaves: z.string(),
  changes: z.string(),
});

const listsOf = (leaf: string, change: string) =>
  `string_agg((${leaf})::text, ',') as leaves, string_agg((${change})::text, ',') as changes`;

export const LEVEL = 'level';

/**
 * MRR billed in other currencies at the end of each bucket (index 0: before the range), in the scope's currency: every leaf
 * converted at that day's rate and rounded once (definitions B0 rule 2, B1). MRR billed in the scope's own currency is the
 * plain sum of its movements and is not in here. The same for the sum of other series. `ratesOf`: the
 * day whose rates are used throughout.
 */
export async function foreignMrrLevels(scope: Scope, terms = MRR_ONLY, ratesOf: Day | null = null): Promise<SumTable> {
  const table = new SumTable();
  const days = levelDays(scope).map((day) => ratesOf ?? day);
  const [changes, rates] = await Promise.all([
    Promise.all(terms.map((term) => leafChanges(scope, term))),
    loadRatesOn(scope.workspaceId, days),
  ]);
  for (const rows of groupBy(changes.flat(), ({ series, currency }) => `${series}\n${currency}`).values()) {
    const { series, currency } = rows[0] ?? { series: '', currency: '' };
    const converters = days.map((day) => {
      const used = rates(currency, scope.currency, day);
      return used && converter(currency, scope.currency, used.rate);
    });
    const held = countLeaves(rows, days.length);
    for (const [index, convert] of converters.entries()) {
      let [amount, items] = [0n, 0n];
      for (const [leaf, counts] of held) {
        const count = BigInt(counts[index] ?? 0);
        if (count === 0n) continue;
        amount += (convert ? convert(leaf) : leaf) * count;
        items += count;
      }
      if (convert) table.add(series, LEVEL, index, amount, items);
      // A level is unconverted as of its last point: the sum over points would count the same MRR many times.
      else if (index === days.length - 1 && items !== 0n) table.addUnconverted(LEVEL, currency, amount, items);
    }
  }
  return table;
}

/** How many items have each leaf amount at the end of each bucket. */
function countLeaves(rows: readonly LeafChanges[], buckets: number): (readonly [bigint, number[]])[] {
  const counts = new Map<number, number[]>();
  for (const { bucket, leaves, changes, sign } of rows) {
    const [nextLeaf, nextChange] = [numbersIn(leaves), numbersIn(changes)];
    for (let leaf = nextLeaf(); leaf !== null; leaf = nextLeaf()) {
      let list = counts.get(leaf);
      if (!list) {
        list = new Array<number>(buckets).fill(0);
        counts.set(leaf, list);
      }
      list[bucket] = (list[bucket] ?? 0) + sign * (nextChange() ?? 0);
    }
  }
  for (const list of counts.values()) {
    let held = 0;
    for (const [index, delta] of list.entries()) {
      held += delta;
      list[index] = held;
    }
  }
  return [...counts].map(([leaf, list]) => [BigInt(leaf), list] as const);
}

const [MINUS, COMMA, ZERO] = [45, 44, 48];

/** Reads a list of numbers one by one. There are tens of thousands in a chart, so it is not cut into texts; all are safe integers. */
function numbersIn(list: string): () => number | null {
  let at = 0;
  return () => {
    if (at >= list.length) return null;
    const negative = list.charCodeAt(at) === MINUS;
    if (negative) at += 1;
    let value = 0;
    for (; at < list.length; at += 1) {
      const code = list.charCodeAt(at);
      if (code === COMMA) break;
      value = value * 10 + (code - ZERO);
    }
    at += 1;
    return negative ? -value : value;
  };
}

/** The last day of each bucket, or today while it runs; first the day before the range. */
export function levelDays({ buckets, today }: Scope): Day[] {
  const first = buckets[0]?.start ?? today;
  return [addDays(first, -1), ...buckets.map(({ end }) => (addDays(end, -1) < today ? addDays(end, -1) : today))];
}

type LeafChanges = z.output<typeof row> & { sign: SeriesTerm['sign'] };

async function leafChanges(scope: Scope, { series, sign }: SeriesTerm): Promise<LeafChanges[]> {
  const dimension = rollupDimension(scope);
  const changes = await (dimension === null ? fromSpans(scope, series) : fromRollup(scope, series, dimension));
  return changes.map((change) => ({ ...change, sign }));
}

function fromRollup(scope: Scope, of: Series, dimension: string) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, dimension, startsOf(scope), scope.currency, of];
  const where = `workspace_id = $1 and livemode = $2 and series = $6 and dimension = $3 and currency <> $5${rollupFilters(scope, values)}`;
  const source = {
    ...{
      daily: rollupTable('leaves', 'daily', dimension),
      periods: rollupTable('leaves', 'period', dimension),
      keys: 'value, currency',
      sums: ['count_delta'],
      where,
    },
    aggregates: (signed: (sum: string) => string) => listsOf('leaf_minor', signed('count_delta')),
  };
  return queryRows(row, {
    text: `select width_bucket(day, $4::date[]) as bucket, ${rollupSeries(scope)} as series, currency, leaves, changes
      from ${piecesSql(piecesOf(scope, true), source, values)} pieces`,
    values,
  });
}

function fromSpans(scope: Scope, of: Series) {
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope), endOf(scope), scope.currency];
  const filters = filterSql(scope.filters, values);
  const series = seriesSql(scope);
  if (of !== 'mrr') values.push(of);
  const [table, ofSeries] = of === 'mrr' ? ['mrr_span', ''] : ['series_span', ` and series = $${values.length}`];
  return queryRows(row, {
    text: `select bucket, of as series, currency, ${listsOf('leaf', 'change')}
      from (
        select width_bucket(change.day, $3::date[]) as bucket, ${series} as of, currency, amount_minor as leaf, sum(change.count) as change
        from ${table}, lateral (values (from_day, 1), (to_day, -1)) as change(day, count)
        where workspace_id = $1 and livemode = $2 and change.day < $4::date and currency <> $5${ofSeries}${filters}
        group by 1, 2, 3, 4
      ) changes group by 1, 2, 3`,
    values,
  });
}
