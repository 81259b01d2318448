import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { ALL, BUYERS, buyers } from './buyers';
import { flowSums } from './flow-sums';
import type { FrequencyRange } from './frequency-ranges';
import { add, type Computed, plain, type RawPoint, ratio, seriesOf } from './raw-points';
import { endOf, filterSql, type Scope, seriesSql, startsOf } from './scope';

const row = z.object({ bucket: z.number(), series: z.string(), times: z.bigint(), people: z.bigint() });
type Row = z.output<typeof row>;

/** Sales ÷ distinct people who bought (definitions B8): of a range, each person counts once in all of it. */
export async function averagePurchases(scope: Scope): Promise<Computed> {
  if (scope.breakdown === null && scope.filters.length === 0) return fromRollups(scope);
  return computed(scope, await countPeople(scope), (rows) =>
    ratio(add(rows.map(({ times, people }) => times * people)), add(rows.map(({ people }) => people))),
  );
}

async function fromRollups(scope: Scope): Promise<Computed> {
  const [sales, people] = await Promise.all([flowSums(scope, ['sale']), buyers(scope)]);
  const of = (index: number) => sales.get(ALL, 'sale', index).quantity;
  const indexes = scope.buckets.map((_, index) => index + 1);
  const points = indexes.map((index) => ratio(of(index), people.get(ALL, BUYERS, index).quantity));
  const total = ratio(add(indexes.map(of)), people.get(ALL, BUYERS, 0).quantity);
  return { series: [{ key: '', points, total }], unconverted: new Map() };
}

/** How many people bought how often; `only`: those of one range. */
export async function purchaseFrequency(
  scope: Scope,
  ranges: readonly FrequencyRange[],
  only: string | null,
): Promise<Computed> {
  return computed(scope, await countPeople(scope), (rows) => {
    const parts = ranges.map(({ label, from, to }) => {
      const inside = rows.filter(({ times }) => times >= from && (to === null || times <= to));
      return [label, add(inside.map(({ people }) => people))] as const;
    });
    if (only !== null) return plain(parts.find(([label]) => label === only)?.[1] ?? 0n);
    return plain(add(parts.map(([, people]) => people)), Object.fromEntries(parts));
  });
}

function computed(scope: Scope, rows: readonly Row[], pointOf: (rows: readonly Row[]) => RawPoint): Computed {
  const series = seriesOf(scope, [...new Set(rows.map(({ series }) => series))]).map((key) => {
    const own = rows.filter((one) => one.series === key);
    const at = (index: number) => pointOf(own.filter(({ bucket }) => bucket === index));
    return { key, points: scope.buckets.map((_, index) => at(index + 1)), total: at(0) };
  });
  return { series, unconverted: new Map() };
}

/** People by the number of their sales, per bucket and (bucket 0) over the whole range. */
function countPeople(scope: Scope): Promise<Row[]> {
  const values: unknown[] = [scope.workspaceId, scope.livemode, startsOf(scope), endOf(scope)];
  const filters = filterSql(scope.filters, values, 'e.');
  const series = seriesSql(scope, 'e.');
  return queryRows(row, {
    text: `select coalesce(bucket, 0) as bucket, series, times, count(*) as people
      from (
        select bucket, series, person_id, count(*) as times
        from (
          select width_bucket(e.day, $3::date[]) as bucket, ${series} as series, o.person_id
          from ledger_entry e
          join ledger_owner o on o.workspace_id = e.workspace_id and o.connection_id = e.connection_id and o.id = e.owner_id
          where e.workspace_id = $1 and e.livemode = $2 and e.measure = 'sale' and e.quantity > 0
            and e.day >= ($3::date[])[1] and e.day < $4::date${filters}
        ) sales group by grouping sets ((bucket, series, person_id), (series, person_id))
      ) people group by 1, 2, 3`,
    values,
  });
}
