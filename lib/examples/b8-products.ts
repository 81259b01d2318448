import type { Entry } from '@/lib/ledger/entry';
import { DEFAULT_FREQUENCIES, parseFrequencies } from '@/lib/metrics/frequency-ranges';
import { decimalText } from '@/lib/money/rates';
import { EVER, flowOf, sumOf } from './evaluate';
import type { Example, ExampleSection } from './example';
import { charged, foldLife, type LifeEvent, line, paidInvoice, refunded } from './stripe-life';

const WHEN = '2026-03-10';

const sold = (lines: Record<string, unknown>[], total: number, extra: Record<string, unknown> = {}) =>
  paidInvoice('in_1', total, WHEN, { lines, ...extra });

const PURCHASES = [1, 1, 1, 2, 2, 3, 5, 12];

/** The sales of a customer who paid so many invoices. */
const salesOf = (invoices: number): bigint =>
  sumOf(
    foldLife(Array.from({ length: invoices }, (_, index) => paidInvoice(`in_${index}`, 1000, WHEN))).entries,
    'sale',
    EVER,
    'quantity',
  );

/** What a metric is for each product, in the order of their first line. */
function byProduct(metric: string, entries: readonly Entry[]): string {
  const products = [...new Set(entries.map(({ productId }) => productId))].filter((id) => id !== '').sort();
  return products
    .map(
      (product) =>
        `${product} ${flowOf(
          metric,
          entries.filter(({ productId }) => productId === product),
          EVER,
        )}`,
    )
    .join(', ');
}

const revenue = (id: string, input: string, expected: string, ...life: LifeEvent[]): Example => ({
  id,
  input,
  expected,
  work: () => ({ value: byProduct('revenue-by-product', foldLife(life).entries) }),
});

export const productsSection: ExampleSection = {
  id: 'B8',
  title: 'Products and orders',
  about:
    'Revenue by product is the net amount of each invoice line, refunds split over the lines of their sale. An order of a product is a sale that contains it.',
  examples: [
    {
      id: 'B8-1',
      input: 'eight people with 1, 1, 1, 2, 2, 3, 5 and 12 sales: average per person',
      expected: '3.375',
      work: () => {
        const sales = PURCHASES.map(salesOf);
        const sum = sales.reduce((a, b) => a + b, 0n);
        return {
          value: decimalText({ n: sum, d: BigInt(sales.length) }),
          arithmetic: `${sum} ÷ ${sales.length}`,
        };
      },
    },
    {
      id: 'B8-1',
      input: `the same people by frequency: ${DEFAULT_FREQUENCIES.replaceAll(',', ', ')}`,
      expected: '3, 2, 1, 0, 1, 0, 1',
      work: () => {
        const sales = PURCHASES.map(salesOf);
        const ranges = parseFrequencies(DEFAULT_FREQUENCIES) ?? [];
        const counts = ranges.map(({ from, to }) => sales.filter((n) => n >= from && (to === null || n <= to)).length);
        return { value: counts.join(', ') };
      },
    },
    revenue(
      'B8-2',
      'an invoice of A 6000, B 3000 and C 1000, of which 3333 are refunded',
      'A 4000, B 2000, C 667',
      sold([line('1', 6000, 'A'), line('2', 3000, 'B'), line('3', 1000, 'C')], 10_000, { charge: 'ch_1' }),
      charged('ch_1', 10_000, WHEN, { invoice: 'in_1' }),
      refunded('re_1', 'ch_1', 3333, WHEN),
    ),
    {
      id: 'B8-3',
      input: 'an invoice with two lines of A and one of B',
      expected: 'A 1, B 1; orders 1',
      work: () => {
        const { entries } = foldLife([sold([line('1', 1000, 'A'), line('2', 500, 'A'), line('3', 700, 'B')], 2200)]);
        return {
          value: `${byProduct('orders-by-product', entries)}; orders ${sumOf(entries, 'sale', EVER, 'quantity')}`,
        };
      },
    },
    revenue(
      'B8-4',
      'an upgrade: −500 for Basic, +1500 for Pro',
      'Basic -500, Pro 1500',
      sold([line('1', -500, 'Basic'), line('2', 1500, 'Pro')], 1000),
    ),
  ],
};
