import fc from 'fast-check';
import { addDays } from '@/lib/calendar/days';
import type { MrrSpan } from '../mrr-spans';

export const FIRST = '2026-01-01';
const day = (offset: number) => addDays(FIRST, offset);

/** One item's spans: they follow each other, with or without gaps, at changing amounts, products and prices. */
const itemSpans = (index: number): fc.Arbitrary<MrrSpan[]> =>
  fc
    .record({
      currency: fc.constantFrom('usd', 'eur'),
      pieces: fc.array(
        fc.record({
          gap: fc.integer({ min: 0, max: 20 }),
          length: fc.integer({ min: 1, max: 30 }),
          minor: fc.integer({ min: 1, max: 9000 }),
          product: fc.constantFrom('a', 'b'),
          coupon: fc.constantFrom('', 'SAVE10'),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      open: fc.boolean(),
    })
    .map(({ currency, pieces, open }) => {
      let at = 0;
      return pieces.map(({ gap, length, minor, product, coupon }, piece): MrrSpan => {
        const from = at + gap;
        at = from + length;
        const last = open && piece === pieces.length - 1;
        return {
          series: 'mrr' as const,
          subscriptionId: `sub_${index % 2}`,
          itemId: `si_${index}`,
          from: day(from),
          to: last ? null : day(at),
          currency,
          minor: BigInt(minor),
          productId: `prod_${product}`,
          priceId: `price_${product}`,
          interval: product === 'a' ? 'month' : 'year',
          coupon,
          quality: 'observed',
          since: new Date(day(from)),
          until: last ? null : new Date(day(at)),
          knownAt: new Date(0),
          eventId: 'evt_1',
          arithmetic: String(minor),
          discounts: [],
          endReason: null,
        };
      });
    });

/** The spans of one customer with up to four items in two currencies. */
export const randomSpans = fc
  .integer({ min: 1, max: 4 })
  .chain((items) =>
    fc.tuple(...Array.from({ length: items }, (_, index) => itemSpans(index))).map((list) => list.flat()),
  );
