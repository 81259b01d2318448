import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, event, invoice, line } from '@/lib/inbox/testing/stripe-objects';
import { convertMinor } from '@/lib/money/rates';
import { DEFAULT_DEFINITIONS } from './definitions';
import type { Entry } from './entry';
import { foldEvents } from './testing/fold-events';
import { valueEntry } from './value-entries';

const RATE = { n: 9137n, d: 10_000n };
const EURO = () => ({ rate: RATE, day: '2026-03-10' });
const PAID = at('2026-03-10T12:00:00Z');
const HOUR = 3600;

const lines = fc.array(
  fc.record({
    amount: fc.integer({ min: -5000, max: 90_000 }),
    off: fc.integer({ min: 0, max: 900 }),
    tax: fc.integer({ min: 0, max: 900 }),
    /** Hours before or after the payment, and how long. */
    begins: fc.integer({ min: -900, max: 900 }),
    lasts: fc.integer({ min: 0, max: 9000 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const zone = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland');

const sum = (entries: readonly Entry[], measure: Entry['measure']) =>
  entries.filter((entry) => entry.measure === measure).reduce((total, { minor }) => total + minor, 0n);

test('B6 earned by day: the days of every line sum to it exactly, in every zone, and that of the sale has what was sold', () => {
  fc.assert(
    fc.property(lines, zone, (given, timeZone) => {
      const total = given.reduce((all, { amount, off, tax }) => all + amount - off + tax, 0);
      fc.pre(total > 0);
      const net = given.reduce((all, { amount, off }) => all + amount - off, 0);
      const rows = given.map(({ amount, off, tax, begins, lasts }, index) =>
        line(`il_${index}`, amount, {
          discount_amounts: [{ amount: off, discount: 'di_1' }],
          taxes: [{ amount: tax, tax_behavior: 'exclusive' }],
          period: { start: PAID + begins * HOUR, end: PAID + (begins + lasts) * HOUR },
        }),
      );
      const off = [{ amount: given.reduce((all, part) => all + part.off, 0), discount: 'di_1' }];
      const extra = { lines: rows, total_excluding_tax: net, total_discount_amounts: off };
      const paid = event('invoice.paid', PAID, invoice('in_1', 'cus_1', total, PAID, extra));
      const definitions = { ...DEFAULT_DEFINITIONS, revenueTiming: 'accrual' as const };
      const { entries } = foldEvents([paid], { timeZone, definitions });

      expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
      expect(sum(entries, 'sale_gross') - sum(entries, 'sale_discount') - sum(entries, 'sale_tax')).toBe(
        sum(entries, 'sold'),
      );
      for (const day of new Set(entries.map((entry) => entry.day))) {
        const on = entries.filter((entry) => entry.day === day);
        expect(sum(on, 'sold')).toBe(sum(on, 'sale'));
      }
      for (const [index, { amount, off: less, tax }] of given.entries()) {
        const own = entries.filter(({ id }) => id.includes(`:il_${index}:`));
        expect([sum(own, 'sale_gross'), sum(own, 'sale_discount'), sum(own, 'sale_tax')]).toEqual([
          BigInt(amount + tax),
          BigInt(less),
          BigInt(tax),
        ]);
        // B0 rule 6: converted day by day it comes to what the whole does, to the cent.
        const converted = own
          .filter(({ measure }) => measure === 'sale_gross')
          .map((part) => valueEntry(part, 'eur', EURO));
        expect(converted.reduce((all, { reportingMinor }) => all + (reportingMinor ?? 0n), 0n)).toBe(
          convertMinor(BigInt(amount + tax), 'usd', 'eur', RATE),
        );
        const shares = own
          .filter(({ measure, minor }) => measure === 'sale_gross' && minor !== 0n)
          .map(({ minor }) => minor);
        const [least = 0n, most = 0n] = [...shares]
          .sort((a, b) => (a < b ? -1 : 1))
          .filter((_, at, all) => at === 0 || at === all.length - 1);
        if (shares.length > 1) expect(most - least).toBeLessThanOrEqual(1n);
      }
    }),
    { numRuns: 60 },
  );
});
