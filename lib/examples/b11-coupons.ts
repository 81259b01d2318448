import type { Entry } from '@/lib/ledger/entry';
import { EVER, flowOf, rateOf } from './evaluate';
import type { ExampleSection } from './example';
import { charged, discount, foldLife, type LifeEvent, line, paidInvoice, refunded } from './stripe-life';

const WHEN = '2026-03-10';
const LIST = 5000;

/** A sale of a list value of 5000, less what each of these coupons takes off. */
function sale(id: string, off: Record<string, number>): LifeEvent {
  const amounts = Object.entries(off).map(([coupon, amount]) => ({ amount, discount: coupon }));
  const total = LIST - amounts.reduce((sum, { amount }) => sum + amount, 0);
  return paidInvoice(`in_${id}`, total, WHEN, {
    discounts: Object.keys(off).map((coupon) => discount(coupon, { id: coupon })),
    ...{ total_discount_amounts: amounts, charge: `ch_${id}` },
    lines: [line(id, LIST, 'A', { discount_amounts: amounts })],
  });
}

const [A, B] = [sale('a', { TWENTY: 1000 }), sale('b', {})];

/** "TWENTY 4000, none 5000": what a metric is for each coupon. */
function byCoupon(metric: string, entries: readonly Entry[]): string {
  const coupons = [...new Set(entries.map(({ coupon }) => coupon))].sort().reverse();
  const figures = coupons.map((coupon) => ({
    coupon,
    value: flowOf(
      metric,
      entries.filter((entry) => entry.coupon === coupon),
      EVER,
    ),
  }));
  return figures
    .filter(({ value }) => value !== 0n)
    .map(({ coupon, value }) => `${coupon || 'none'} ${value}`)
    .join(', ');
}

export const couponsSection: ExampleSection = {
  id: 'B11',
  title: 'Coupons',
  about:
    'What a coupon took off is what the lines of its invoices say, never a percentage worked out again. Who used one is set beside who did not: a comparison, which does not say what the coupon caused.',
  examples: [
    {
      id: 'B11-1',
      input: 'A: list 5000, 20 % off; B: list 5000 without: discount, share of list, net',
      expected: '1000, 1000 / 10000 = 10.00 %, 9000',
      work: () => {
        const { entries } = foldLife([A, B]);
        const [given, net] = ['discount-given', 'net-revenue'].map((metric) => flowOf(metric, entries, EVER));
        return { value: `${given}, ${rateOf('coupon-impact', entries, EVER)}, ${net}` };
      },
    },
    {
      id: 'B11-1',
      input: 'the same: net revenue of the coupon’s group and of the other',
      expected: 'TWENTY 4000, none 5000',
      work: () => ({ value: byCoupon('net-revenue', foldLife([A, B]).entries) }),
    },
    {
      id: 'B11-2',
      input: 'the same, A then refunded in full: net, discount given, refunds',
      expected: '5000, 1000, 4000',
      work: () => {
        const { entries } = foldLife([A, charged('ch_a', 4000, WHEN), B, refunded('re_a', 'ch_a', 4000, '2026-03-20')]);
        return {
          value: ['net-revenue', 'discount-given', 'refunds'].map((metric) => flowOf(metric, entries, EVER)).join(', '),
        };
      },
    },
    {
      id: 'B11-3',
      input: 'two stacked coupons that take 1000 and 500 off one line: each, and the invoice',
      expected: 'TEN 1000, FIVE 500; 1500',
      work: () => {
        const { entries } = foldLife([sale('c', { FIVE: 500, TEN: 1000 })]);
        return { value: `${byCoupon('discount-given', entries)}; ${flowOf('discounts', entries, EVER)}` };
      },
    },
  ],
};
