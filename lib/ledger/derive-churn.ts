import { addDays, bucketStart, type Day, type Interval, nextBucket, type WeekStart } from '@/lib/calendar/days';
import { groupBy } from '@/lib/group-by';
import { objectsOf } from './derive-movements';
import type { Entry, Measure } from './entry';
import type { MrrSpan } from './mrr-spans';
import { compareText } from './order-versions';
import { OF_NO_PRODUCT } from './revenue-entry';

interface ActivePeriod {
  from: Day;
  to: Day | null;
}

/** The periods in which the customer had MRR in any currency. */
export function activePeriods(spans: readonly MrrSpan[]): ActivePeriod[] {
  const sorted = [...spans].sort((a, b) => compareText(a.from, b.from));
  const periods: ActivePeriod[] = [];
  for (const { from, to } of sorted) {
    const last = periods.at(-1);
    if (last && (last.to === null || last.to >= from)) {
      if (last.to !== null && (to === null || to > last.to)) last.to = to;
    } else periods.push({ from, to });
  }
  return periods;
}

/**
 * +1 when the customer begins to have MRR, −1 when it ends: sums to active subscribers. The first time is a measure of its
 * own, so that the rest sums to who came back less who left.
 */
export function deriveSubscribers(spans: readonly MrrSpan[]): Entry[] {
  const periods = activePeriods(spans);
  return [
    ...periods.flatMap(({ from, to }, index) => [
      countEntry(index === 0 ? 'subscriber_new' : 'subscriber', from, 1n, spans, 'Became a paying subscriber'),
      ...(to === null ? [] : [countEntry('subscriber', to, -1n, spans, 'No longer a paying subscriber')]),
    ]),
    ...deriveGone(periods, spans),
    ...deriveMore(spans),
  ];
}

/** Length of the window over which Stripe counts churn. */
const ROLLING_DAYS = 30;

/**
 * Sums to whether, at the end of a day, the customer counts as churned by Stripe's formula (definitions B3): no MRR now, but
 * some thirty days ago, or for the first time since.
 */
function deriveGone(periods: readonly ActivePeriod[], spans: readonly MrrSpan[]): Entry[] {
  const first = periods[0]?.from;
  if (first === undefined) return [];
  const isGone = (day: Day) => {
    const before = addDays(day, -ROLLING_DAYS);
    return first <= day && !isActive(periods, day) && (first > before || isActive(periods, before));
  };
  const edges = periods.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  const days = [...new Set([...edges, ...edges.map((day) => addDays(day, ROLLING_DAYS))])].sort(compareText);
  return days.flatMap((day) => {
    const [was, is] = [isGone(addDays(day, -1)), isGone(day)];
    if (was === is) return [];
    const words = is ? 'Stopped paying within thirty days' : 'Pays again, or stopped paying more than thirty days ago';
    return [countEntry('subscriber_gone', day, is ? 1n : -1n, spans, words)];
  });
}

/** Sums to the customer's paying subscriptions beyond its first: almost nobody has any. */
function deriveMore(spans: readonly MrrSpan[]): Entry[] {
  const each = periodsBySubscription(spans);
  if (each.length < 2) return [];
  const steps = new Map<Day, bigint>();
  const count = (periods: readonly ActivePeriod[], sign: bigint) => {
    for (const { from, to } of periods) {
      steps.set(from, (steps.get(from) ?? 0n) + sign);
      if (to !== null) steps.set(to, (steps.get(to) ?? 0n) - sign);
    }
  };
  for (const periods of each) count(periods, 1n);
  count(activePeriods(spans), -1n);
  return [...steps]
    .filter(([, step]) => step !== 0n)
    .map(([day, step]) => countEntry('subscriber_more', day, step, spans, 'Paying subscriptions beyond the first'));
}

const periodsBySubscription = (spans: readonly MrrSpan[]) =>
  [...groupBy(spans, ({ subscriptionId }) => subscriptionId).values()].map(activePeriods);

const isActive = (periods: readonly ActivePeriod[], day: Day) =>
  periods.some(({ from, to }) => from <= day && (to === null || to > day));

const INTERVALS: readonly Interval[] = ['day', 'week', 'month', 'quarter', 'year'];

/**
 * What became of the customer in each calendar bucket in which it began or ceased to pay (definitions B3): churned, with MRR
 * before the first day and none at the end of the last; returned, having had none in between; or passed, which is joined and
 * left. Beside these, how many of its subscriptions churned beyond the first.
 */
export function deriveChurn(spans: readonly MrrSpan[], weekStart: WeekStart): Entry[] {
  const periods = activePeriods(spans);
  const subscriptions = periodsBySubscription(spans);
  return INTERVALS.flatMap((interval) => {
    const ends = spans.flatMap(({ to }) => (to === null ? [] : [bucketStart(to, interval, weekStart)]));
    return [...new Set(ends)].flatMap((start): Entry[] => {
      const last = addDays(nextBucket(start, interval), -1);
      const before = (of: readonly ActivePeriod[]) => isActive(of, addDays(start, -1));
      const churned = (of: readonly ActivePeriod[]) => before(of) && !isActive(of, last);
      const left = periods.some(({ to }) => to !== null && to >= start && to <= last);
      const outcome = !left
        ? null
        : isActive(periods, last)
          ? before(periods)
            ? 'returned'
            : null
          : before(periods)
            ? 'churned'
            : 'passed';
      const more = BigInt(subscriptions.filter(churned).length) - (outcome === 'churned' ? 1n : 0n);
      const entry = (measure: Measure, quantity: bigint, words: string) =>
        countEntry(measure, start, quantity, spans, `${words} ${interval}`);
      return [
        ...(outcome === 'churned'
          ? [entry(`churned_${interval}`, 1n, 'Had MRR before, and none at the end of, this')]
          : []),
        ...(outcome === 'returned'
          ? [entry(`churned_returned_${interval}`, 1n, 'Left and came back within this')]
          : []),
        ...(outcome === 'passed' ? [entry(`churned_passed_${interval}`, 1n, 'Joined and left within this')] : []),
        ...(more === 0n ? [] : [entry(`churned_more_${interval}`, more, 'Further subscriptions that ended in this')]),
      ];
    });
  });
}

function countEntry(
  measure: Measure,
  day: Day,
  quantity: bigint,
  spans: readonly MrrSpan[],
  description: string,
): Entry {
  const near = spans.find(({ from, to }) => from === day || to === day) ?? spans.findLast(({ from }) => from <= day);
  return {
    id: `${measure}:${day}`,
    measure,
    day,
    occurredAt: (near?.to === day ? near.until : near?.since) ?? new Date(`${day}T00:00:00Z`),
    knownAt: near?.knownAt ?? new Date(0),
    currency: '',
    minor: 0n,
    quantity,
    ...OF_NO_PRODUCT,
    detail: {
      objects: near ? objectsOf(near) : [],
      description,
      arithmetic: quantity > 0n ? `+${quantity}` : `−${-quantity}`,
    },
  };
}
