import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, bucketStart, type Day, type Interval, nextBucket } from '@/lib/calendar/days';
import { deriveChurn, deriveSubscribers } from './derive-churn';
import type { Measure } from './entry';
import type { MrrSpan } from './mrr-spans';
import { FIRST, randomSpans } from './testing/random-spans';

const LAST = 160;
const day = (offset: number) => addDays(FIRST, offset);
const offset = fc.nat({ max: LAST });

const active = (spans: readonly MrrSpan[], at: Day) =>
  spans.some(({ from, to }) => from <= at && (to === null || to > at));
const subscriptions = (spans: readonly MrrSpan[]) =>
  [...new Set(spans.map(({ subscriptionId }) => subscriptionId))].map((id) =>
    spans.filter(({ subscriptionId }) => subscriptionId === id),
  );
const firstDay = (spans: readonly MrrSpan[]) => spans.map(({ from }) => from).sort()[0] ?? '';

const sumTo = (spans: readonly MrrSpan[], at: Day, measures: readonly Measure[]) =>
  Number(
    deriveSubscribers(spans)
      .filter(({ measure, day: on }) => measures.includes(measure) && on <= at)
      .reduce((total, { quantity }) => total + quantity, 0n),
  );

test('B3 subscribers sum to whether the customer has MRR on a day, in whatever currency; the first time is new', () => {
  fc.assert(
    fc.property(randomSpans, offset, (spans, at) => {
      expect(sumTo(spans, day(at), ['subscriber', 'subscriber_new'])).toBe(active(spans, day(at)) ? 1 : 0);
      expect(sumTo(spans, day(at), ['subscriber_new'])).toBe(firstDay(spans) <= day(at) ? 1 : 0);
    }),
    { numRuns: 500 },
  );
});

test('B3 with those beyond the first they sum to the subscriptions that have MRR', () => {
  fc.assert(
    fc.property(randomSpans, offset, (spans, at) => {
      const paying = subscriptions(spans).filter((own) => active(own, day(at))).length;
      expect(sumTo(spans, day(at), ['subscriber', 'subscriber_new', 'subscriber_more'])).toBe(paying);
    }),
    { numRuns: 500 },
  );
});

test('B3 gone by the formula of Stripe: none now, but some thirty days ago or for the first time since', () => {
  fc.assert(
    fc.property(randomSpans, offset, (spans, at) => {
      const [now, ago] = [day(at), day(at - 30)];
      const exposed = active(spans, ago) || (firstDay(spans) > ago && firstDay(spans) <= now);
      expect(sumTo(spans, now, ['subscriber_gone'])).toBe(exposed && !active(spans, now) ? 1 : 0);
    }),
    { numRuns: 1000 },
  );
});

test('B3 churned, returned or passed in a bucket by the state at both its ends and in between', () => {
  fc.assert(
    fc.property(
      randomSpans,
      fc.constantFrom<Interval>('day', 'week', 'month', 'quarter'),
      fc.constantFrom('monday', 'sunday'),
      (spans, interval, weekStart) => {
        const entries = deriveChurn(spans, weekStart);
        const count = (measure: Measure, start: Day) =>
          Number(entries.find((entry) => entry.measure === measure && entry.day === start)?.quantity ?? 0n);
        for (
          let start = bucketStart(FIRST, interval, weekStart);
          start <= day(LAST);
          start = nextBucket(start, interval)
        ) {
          const last = addDays(nextBucket(start, interval), -1);
          const ends = (of: readonly MrrSpan[]) => [active(of, addDays(start, -1)), active(of, last)].join();
          const within = new Set(daysOf(start, last).map((date) => active(spans, date)));
          const churned = ends(spans) === 'true,false';
          expect(count(`churned_${interval}`, start)).toBe(churned ? 1 : 0);
          expect(count(`churned_returned_${interval}`, start)).toBe(
            ends(spans) === 'true,true' && within.has(false) ? 1 : 0,
          );
          expect(count(`churned_passed_${interval}`, start)).toBe(
            ends(spans) === 'false,false' && within.has(true) ? 1 : 0,
          );
          const each = subscriptions(spans).filter((own) => ends(own) === 'true,false').length;
          expect(count(`churned_more_${interval}`, start)).toBe(each - (churned ? 1 : 0));
        }
      },
    ),
    { numRuns: 200 },
  );
});

function daysOf(first: Day, last: Day): Day[] {
  const found: Day[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) found.push(date);
  return found;
}
