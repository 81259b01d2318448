import type { Definitions } from '@/lib/ledger/definitions';
import { levelOn } from './evaluate';
import type { Example, ExampleSection } from './example';
import { created, discount, foldLife, type ItemTerms, subscription } from './stripe-life';

const SINCE = '2026-03-02';

interface Case {
  id: string;
  input: string;
  expected: string;
  items: ItemTerms[];
  extra?: Record<string, unknown>;
  definitions?: Partial<Definitions>;
  /** So many subscriptions of the same. */
  times?: number;
}

function pricing({ id, input, expected, items, extra = {}, definitions = {}, times = 1 }: Case): Example {
  return {
    id,
    input,
    expected,
    work: () => {
      const ledger = foldLife([created(subscription('sub', SINCE, items, extra), SINCE)], { definitions });
      const spans = ledger.spans.filter(({ from }) => from === SINCE);
      const parts = spans.map(({ minor }) => minor);
      const mrr = levelOn(spans, SINCE) * BigInt(times);
      return {
        value: parts.length > 1 ? `${parts.join(' + ')} = ${mrr}` : String(mrr),
        arithmetic: spans.map(({ arithmetic }) => arithmetic).join('; '),
      };
    },
  };
}

const one = (id: string, input: string, expected: number, item: ItemTerms, more: Partial<Case> = {}): Example =>
  pricing({ id, input, expected: String(expected), items: [item], ...more });

const off = (...coupons: Record<string, unknown>[]) => ({
  discounts: coupons.map((coupon, index) => discount(`coupon_${index + 1}`, coupon)),
});
const tax = (percentage: number, inclusive: boolean) => ({
  default_tax_rates: [{ id: 'txr_1', object: 'tax_rate', inclusive, percentage }],
});
const tiers = (mode: 'graduated' | 'volume') => ({
  billing_scheme: 'tiered',
  tiers_mode: mode,
  unit_amount: null,
  unit_amount_decimal: null,
  tiers: [
    { up_to: 5, unit_amount: 1000, unit_amount_decimal: '1000' },
    { up_to: null, unit_amount: 800, unit_amount_decimal: '800' },
  ],
});
const once = off({ amount_off: 1400, duration: 'once' });

export const pricingSection: ExampleSection = {
  id: 'B1',
  title: 'MRR: prices, periods, discounts and tax',
  about:
    'Price × quantity, minus running recurring discounts, minus included tax, divided by the months of the billing period. Prorations and metered usage are not in it.',
  examples: [
    one('B1-1', '12000 a year', 1000, { amount: 12000, interval: 'year' }),
    one('B1-2', '10000 a year', 833, { amount: 10000, interval: 'year' }),
    one('B1-3', '1000 a week', 4333, { amount: 1000, interval: 'week' }),
    one(
      'B1-3',
      '1000 a week; four weeks are a month',
      4000,
      { amount: 1000, interval: 'week' },
      { definitions: { weekBasis: '12/48' } },
    ),
    one(
      'B1-3',
      '1000 a week; by days',
      4345,
      { amount: 1000, interval: 'week' },
      { definitions: { weekBasis: '84/365' } },
    ),
    one('B1-4', '1000 every 2 weeks', 2167, { amount: 1000, interval: 'week', count: 2 }),
    one('B1-5', '1000 every 4 weeks', 1083, { amount: 1000, interval: 'week', count: 4 }),
    one('B1-6', '100 a day', 3042, { amount: 100, interval: 'day' }),
    one('B1-7', '1000 every 30 days', 1014, { amount: 1000, interval: 'day', count: 30 }),
    one(
      'B1-7',
      '1000 every 30 days; a month has 30 days',
      1000,
      { amount: 1000, interval: 'day', count: 30 },
      { definitions: { dayBasis: '1/30' } },
    ),
    one('B1-8', '3000 every 3 months', 1000, { amount: 3000, count: 3 }),
    one('B1-8', '5000 every 6 months', 833, { amount: 5000, count: 6 }),
    one('B1-8', '24000 every 2 years', 1000, { amount: 24000, interval: 'year', count: 2 }),
    one('B1-9', '999 × 7 seats', 6993, { amount: 999, quantity: 7 }),
    one('B1-10', 'graduated: 1–5 at 1000, from 6 at 800; 8 units', 7400, {
      amount: 0,
      quantity: 8,
      price: tiers('graduated'),
    }),
    one('B1-11', 'volume, the same tiers; 8 units', 6400, { amount: 0, quantity: 8, price: tiers('volume') }),
    one('B1-12', '500 per package of 10, rounded up; 25 units', 1500, {
      amount: 500,
      quantity: 25,
      price: { transform_quantity: { divide_by: 10, round: 'up' } },
    }),
    one(
      'B1-13',
      '12000 a year, 2000 off forever',
      833,
      { amount: 12000, interval: 'year' },
      { extra: off({ amount_off: 2000 }) },
    ),
    one('B1-14', '9990, 25 % off forever', 7492, { amount: 9990 }, { extra: off({ percent_off: 25 }) }),
    one(
      'B1-15',
      '5000: 20 % off, then 500 off',
      3500,
      { amount: 5000 },
      { extra: off({ percent_off: 20 }, { amount_off: 500 }) },
    ),
    one(
      'B1-15',
      '5000: 500 off, then 20 % off',
      3600,
      { amount: 5000 },
      { extra: off({ amount_off: 500 }, { percent_off: 20 }) },
    ),
    pricing({
      id: 'B1-16',
      input: 'items of 6000, 3000 and 1500, 1000 off the subscription',
      expected: '5429 + 2714 + 1357 = 9500',
      items: [{ amount: 6000 }, { amount: 3000 }, { amount: 1500 }],
      extra: off({ amount_off: 1000 }),
    }),
    one('B1-17', '12000, 20 % tax included', 10000, { amount: 12000 }, { extra: tax(20, true) }),
    one('B1-17', '12000, 20 % tax on top', 12000, { amount: 12000 }, { extra: tax(20, false) }),
    one('B1-18', '9900, 19 % tax included', 8319, { amount: 9900 }, { extra: tax(19, true) }),
    one('B1-19', '1500, 1400 off once', 1500, { amount: 1500 }, { extra: once }),
    one(
      'B1-19',
      '1500, 1400 off once; all discounts count',
      100,
      { amount: 1500 },
      { extra: once, definitions: { discounts: 'all' } },
    ),
    one('B1-19', '77 such subscriptions', 115_500, { amount: 1500 }, { extra: once, times: 77 }),
  ],
};
