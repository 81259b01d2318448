import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '@/lib/calendar/days';
import { deriveChurn, deriveSubscribers } from './derive-churn';
import { deriveFresh } from './derive-fresh';
import { deriveMovements } from './derive-movements';
import type { MrrSpan } from './mrr-spans';
import { FIRST, randomSpans } from './testing/random-spans';

const LAST = 120;
const day = (offset: number) => addDays(FIRST, offset);
const customer = randomSpans;

const runs = (spans: MrrSpan, at: Day) => spans.from <= at && (spans.to === null || spans.to > at);
const level = (spans: readonly MrrSpan[], at: Day) =>
  spans.filter((span) => runs(span, at)).reduce((sum, { minor }) => sum + minor, 0n);

describe('opening + movements = closing', () => {
  test('B2 exactly, for any period, in each currency, product, price and interval', () => {
    fc.assert(
      fc.property(customer, fc.nat({ max: LAST }), fc.nat({ max: LAST }), (spans, one, two) => {
        const [from, to] = [day(Math.min(one, two)), day(Math.max(one, two))];
        const entries = deriveMovements(spans).filter((entry) => entry.day > from && entry.day <= to);
        for (const currency of ['usd', 'eur']) {
          for (const key of ['productId', 'priceId', 'interval'] as const) {
            for (const value of new Set(spans.map((span) => span[key]))) {
              const own = <T extends { currency: string } & Record<typeof key, string>>(rows: readonly T[]) =>
                rows.filter((row) => row.currency === currency && row[key] === value);
              const moved = own(entries).reduce((sum, { minor }) => sum + minor, 0n);
              expect(level(own(spans), to) - level(own(spans), from)).toBe(moved);
            }
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('B2 a day is named by what it did to the customer: new once, reactivation and churn only from and to nothing', () => {
    fc.assert(
      fc.property(customer, (spans) => {
        for (const currency of ['usd', 'eur']) {
          const own = spans.filter((span) => span.currency === currency);
          const entries = deriveMovements(own);
          const days = [...new Set(entries.map((entry) => entry.day))];
          expect(
            new Set(entries.filter(({ measure }) => measure === 'mrr_new').map((entry) => entry.day)).size,
          ).toBeLessThanOrEqual(1);
          for (const at of days) {
            const kinds = new Set(entries.filter((entry) => entry.day === at).map(({ measure }) => measure));
            expect(kinds.size).toBe(1);
            const [kind] = kinds;
            const [before, after] = [level(own, addDays(at, -1)), level(own, at)];
            expect(kind === 'mrr_new' || kind === 'mrr_reactivation').toBe(before === 0n && after > 0n);
            expect(kind === 'mrr_churn').toBe(before > 0n && after === 0n);
            expect(kind === 'mrr_contraction').toBe(after > 0n && after < before);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the entries of a customer have ids of their own', () => {
    fc.assert(
      fc.property(customer, (spans) => {
        const ids = [
          ...deriveMovements(spans),
          ...deriveFresh(deriveMovements(spans), 'monday'),
          ...deriveSubscribers(spans),
          ...deriveChurn(spans, 'monday'),
        ].map(({ id }) => id);
        return new Set(ids).size === ids.length;
      }),
    );
  });
});
