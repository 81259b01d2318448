import { addDays, addMonths, bucketStart, buckets, type Day } from '@/lib/calendar/days';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { CHURNED, churnedCustomers } from './churned-customers';
import { LEVEL, MRR_ONLY } from './mrr-levels';
import type { Options } from './options';
import { add, type Computed, plain, type RawPoint, type RawSeries, ratio, seriesOf, valuesOf } from './raw-points';
import type { Scope } from './scope';
import { seriesLevels } from './series-levels';
import { subscriberLevels } from './subscriber-levels';

/** Over how many complete months churn is looked at, and of how many customers at least (definitions B7). */
const TRAILING_MONTHS = 3;
const FEWEST_EXPOSED = 10n;

/**
 * ARPU, unrounded, ÷ monthly customer churn: how much a customer pays before leaving, if churn stays as it is (definitions
 * B7-2). Null, with a reason, where too few customers could have left or none did.
 */
export function lifetimeValue(
  mrr: bigint,
  customers: bigint,
  { churned, exposed }: { churned: bigint; exposed: bigint },
): Pick<RawPoint, 'value' | 'reason'> {
  if (exposed < FEWEST_EXPOSED || customers === 0n) return { value: null, reason: 'not_enough_data' };
  if (churned === 0n) return { value: null, reason: 'no_churn' };
  return { value: divideHalfUp(mrr * exposed, customers * churned) };
}

/** The complete months whose churn counts for a period with this last day. */
export function trailingMonths(last: Day): { start: Day; end: Day }[] {
  const end = bucketStart(addDays(last, 1), 'month', 'monday');
  return buckets(addMonths(end, -TRAILING_MONTHS), end, 'month', 'monday');
}

/** The last day of each bucket, or today while it runs. */
const lastDays = ({ buckets: all, today }: Scope): Day[] =>
  all.map(({ end }) => (addDays(end, -1) < today ? addDays(end, -1) : today));

export async function predictedLtv(scope: Scope, { weekStart }: Pick<Options, 'weekStart'>): Promise<Computed> {
  const lasts = lastDays(scope);
  const [mrrs, subscribers, churnOf] = await Promise.all([
    seriesLevels(scope, MRR_ONLY),
    subscriberLevels(scope),
    monthlyChurn(scope, lasts, weekStart),
  ]);
  const mrrAt = valuesOf(mrrs);
  const keys = new Set([...mrrs.series.map(({ key }) => key), ...subscribers.series()]);
  const series = seriesOf(scope, [...keys]).map((key): RawSeries => {
    const points = lasts.map((last, index): RawPoint => {
      const mrr = mrrAt(key, index);
      const customers = subscribers.get(key, LEVEL, index + 1).quantity;
      const churn = churnOf(key, last);
      return { ...ratio(mrr, customers, churn), ...lifetimeValue(mrr, customers, churn) };
    });
    return { key, points, total: points.at(-1) ?? ratio(0n, 0n) };
  });
  return { series, unconverted: mrrs.unconverted };
}

/** One side of the churn behind predicted LTV, as a count of its own. */
export async function ltvChurn(
  scope: Scope,
  of: 'churned' | 'exposed',
  { weekStart }: Pick<Options, 'weekStart'>,
): Promise<Computed> {
  const lasts = lastDays(scope);
  const churnOf = await monthlyChurn({ ...scope, breakdown: null }, lasts, weekStart);
  const points = lasts.map((last) => plain(churnOf('', last)[of]));
  return { series: [{ key: '', points, total: points.at(-1) ?? plain(0n) }], unconverted: new Map() };
}

/** Customers who churned and who could have, summed over the trailing months of a day, by series. */
async function monthlyChurn(scope: Scope, lasts: readonly Day[], weekStart: Options['weekStart']) {
  const spans = lasts.flatMap(trailingMonths);
  const from = spans.map(({ start }) => start).sort()[0] ?? scope.today;
  const to =
    spans
      .map(({ end }) => end)
      .sort()
      .at(-1) ?? scope.today;
  const months = buckets(from, to, 'month', 'monday');
  const monthly = { ...scope, buckets: months };
  const [churned, active] = await Promise.all([
    churnedCustomers(monthly, 'customer', { interval: 'month', weekStart }),
    subscriberLevels(monthly),
  ]);
  const positions = new Map(months.map(({ start }, index) => [start, index]));
  return (series: string, last: Day) => {
    const of = trailingMonths(last).map(({ start }) => positions.get(start) ?? -1);
    return {
      churned: add(of.map((index) => churned.get(series, CHURNED, index + 1).quantity)),
      exposed: add(of.map((index) => active.get(series, LEVEL, index).quantity)),
    };
  };
}
