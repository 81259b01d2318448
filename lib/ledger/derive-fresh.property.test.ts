import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, bucketStart, type Interval } from '@/lib/calendar/days';
import { deriveFresh } from './derive-fresh';
import { deriveMovements } from './derive-movements';
import { randomSpans } from './testing/random-spans';

const WITHIN: Record<Exclude<Interval, 'day'>, readonly string[]> = {
  week: ['week'],
  month: ['month'],
  quarter: ['month', 'quarter'],
  year: ['month', 'quarter', 'year'],
};

test('B2-7 all movements less the fresh ones are those of who had MRR when the period began', () => {
  fc.assert(
    fc.property(
      randomSpans,
      fc.constantFrom('week', 'month', 'quarter', 'year'),
      fc.constantFrom('monday', 'sunday'),
      (spans, interval, weekStart) => {
        const movements = deriveMovements(spans);
        const fresh = deriveFresh(movements, weekStart);
        const runs = (currency: string, day: string) =>
          spans.some((span) => span.currency === currency && span.from <= day && (span.to === null || span.to > day));
        for (const { measure, day, currency, id } of movements) {
          if (measure === 'mrr_new' || measure === 'mrr_reactivation') continue;
          const start = bucketStart(day, interval, weekStart);
          const paidAllAlong = dates(addDays(start, -1), addDays(day, -1)).every((date) => runs(currency, date));
          const kind = measure.replace('mrr_', '');
          const found = WITHIN[interval].filter((period) =>
            fresh.some((entry) => entry.id === `fresh_${kind}_${period}:${id}` && entry.day === day),
          );
          expect(found.length).toBe(paidAllAlong ? 0 : 1);
        }
      },
    ),
    { numRuns: 500 },
  );
});

function dates(from: string, to: string): string[] {
  const found: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) found.push(day);
  return found;
}
