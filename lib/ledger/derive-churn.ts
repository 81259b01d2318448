import { bucketStart, type Day, type Interval, nextBucket, type WeekStart } from '@/lib/calendar/days';
import { objectsOf } from './derive-movements';
import type { Entry, Measure } from './entry';
import type { MrrSpan } from './mrr-spans';
import { compareText } from './order-versions';

interface ActivePeriod {
  from: Day;
  to: Day | null;
}

/** The periods in which the customer had MRR in any currency. */
function activePeriods(spans: readonly MrrSpan[]): ActivePeriod[] {
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

/** +1 when the customer begins to have MRR, −1 when it ends: sums to active subscribers. */
export function deriveSubscribers(spans: readonly MrrSpan[]): Entry[] {
  return activePeriods(spans).flatMap(({ from, to }) => [
    countEntry('subscriber', from, 1n, spans, 'Became a paying subscriber'),
    ...(to === null ? [] : [countEntry('subscriber', to, -1n, spans, 'No longer a paying subscriber')]),
  ]);
}

const INTERVALS: readonly Interval[] = ['day', 'week', 'month', 'quarter', 'year'];

/**
 * One entry per calendar bucket in which the customer counts as churned (definitions B3): MRR before its first day, none
 * at the end of its last. Joining and leaving, or leaving and coming back, inside one bucket does not count.
 */
export function deriveChurn(spans: readonly MrrSpan[], weekStart: WeekStart): Entry[] {
  const periods = activePeriods(spans);
  const active = (day: Day) => periods.some(({ from, to }) => from <= day && (to === null || to > day));
  return INTERVALS.flatMap((interval) => {
    const starts = new Set(periods.flatMap(({ to }) => (to === null ? [] : [bucketStart(to, interval, weekStart)])));
    return [...starts]
      .filter((start) => active(dayBefore(start)) && !active(dayBefore(nextBucket(start, interval))))
      .map((start) =>
        countEntry(`churned_${interval}`, start, 1n, spans, `Had MRR before this ${interval}, none at its end`),
      );
  });
}

const dayBefore = (day: Day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

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
    productId: '',
    priceId: '',
    interval: '',
    detail: { objects: near ? objectsOf(near) : [], description, arithmetic: quantity > 0n ? '+1' : '−1' },
  };
}
