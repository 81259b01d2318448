import { describe, expect, test } from 'vitest';
import { at, discount, event, item, price, subscription } from '@/lib/inbox/testing/stripe-objects';
import { foldEvents } from './testing/fold-events';

const START = '2026-01-01';

/** MRR leaves of one active subscription with these items. */
function leaves(items: unknown[], extra: Record<string, unknown> = {}): number[] {
  const { spans } = foldEvents([
    event('customer.subscription.created', START, subscription('sub_1', 'cus_1', items, START, extra)),
  ]);
  return spans.map(({ minor }) => Number(minor));
}
const mrr = (...args: Parameters<typeof leaves>) => leaves(...args).reduce((a, b) => a + b, 0);

const every = (interval: string, count: number) => ({ interval, count });
const priced = (amount: number | string, { interval, count }: { interval: string; count: number }, quantity = 1) => [
  item('si_1', price('price_a', amount, interval, { interval_count: count }), quantity),
];
const monthly = (amount: number, extra: Record<string, unknown> = {}) => [
  item('si_1', price('price_a', amount, 'month', extra)),
];
const tiers = [
  { up_to: 5, unit_amount: 1000, unit_amount_decimal: '1000', flat_amount: null, flat_amount_decimal: null },
  { up_to: null, unit_amount: 800, unit_amount_decimal: '800', flat_amount: null, flat_amount_decimal: null },
];
const tiered = (mode: string, quantity: number, list: unknown = tiers) => [
  item('si_1', price('price_t', null, 'month', { billing_scheme: 'tiered', tiers_mode: mode, tiers: list }), quantity),
];
const taxRate = (percentage: number, inclusive: boolean) => ({
  id: 'txr_1',
  object: 'tax_rate',
  percentage,
  inclusive,
});

describe('B1 normalisation to a month', () => {
  test.each([
    ['B1-1', 12000, every('year', 1), 1000],
    ['B1-2', 10000, every('year', 1), 833],
    ['B1-3', 1000, every('week', 1), 4333],
    ['B1-4', 1000, every('week', 2), 2167],
    ['B1-5', 1000, every('week', 4), 1083],
    ['B1-6', 100, every('day', 1), 3042],
    ['B1-7', 1000, every('day', 30), 1014],
    ['B1-8', 3000, every('month', 3), 1000],
    ['B1-8', 5000, every('month', 6), 833],
    ['B1-8', 24000, every('year', 2), 1000],
  ])('%s %i per %o is %i a month', (_id, amount, period, expected) => {
    expect(mrr(priced(amount, period))).toBe(expected);
  });

  test('B1-9 999 × 7 seats is 6993', () => {
    expect(mrr(priced(999, every('month', 1), 7))).toBe(6993);
  });

  test('F25 a unit amount of 0.05 cents keeps its decimals until the one rounding', () => {
    expect(mrr(priced('0.05', every('month', 1), 1050))).toBe(53);
  });

  test('F27 every interval times 1 to 12 rounds once to months ÷ periods', () => {
    for (let count = 1; count <= 12; count += 1) {
      for (const [interval, top, bottom] of [
        ['day', 365, 12],
        ['week', 52, 12],
        ['month', 1, 1],
        ['year', 1, 12],
      ] as const) {
        const exact = (99_999 * top) / (bottom * count);
        expect(Math.abs(mrr(priced(99_999, every(interval, count))) - exact)).toBeLessThanOrEqual(0.5);
      }
    }
  });
});

describe('B1 pricing', () => {
  test('B1-10 graduated tiers: 5 @ 1000 and 3 @ 800 are 7400', () => {
    expect(mrr(tiered('graduated', 8))).toBe(7400);
  });

  test('B1-11 volume tiers: 8 @ 800 are 6400', () => {
    expect(mrr(tiered('volume', 8))).toBe(6400);
  });

  test('B1-12 500 per 10 units, rounded up, for 25 units is 1500', () => {
    const packed = price('price_p', 500, 'month', { transform_quantity: { divide_by: 10, round: 'up' } });
    expect(mrr([item('si_1', packed, 25)])).toBe(1500);
    expect(mrr([item('si_1', { ...packed, transform_quantity: { divide_by: 10, round: 'down' } }, 25)])).toBe(1000);
  });

  test('a flat amount counts once per tier reached', () => {
    const flat = tiers.map((tier) => ({ ...tier, flat_amount: 300, flat_amount_decimal: '300' }));
    expect(mrr(tiered('graduated', 8, flat))).toBe(8000);
    expect(mrr(tiered('volume', 8, flat))).toBe(6700);
  });

  test('tiers that come with the price’s own event fill in a subscription that omits them', () => {
    const [full] = tiered('graduated', 8);
    const [bare] = tiered('graduated', 8, null);
    const created = event('customer.subscription.created', START, subscription('sub_1', 'cus_1', [bare], START));
    expect(foldEvents([created])).toMatchObject({
      spans: [],
      issues: [{ kind: 'unsupported_price', objectId: 'price_t' }],
    });
    const { spans, issues } = foldEvents([created, event('price.created', START, full?.price ?? price('', 0))]);
    expect([spans.map(({ minor }) => minor), issues]).toEqual([[7400n], []]);
  });

  test('a subscription in a currency of currency_options pays that amount', () => {
    const multi = price('price_m', 1000, 'month', {
      currency_options: { eur: { unit_amount: 900, unit_amount_decimal: '900' } },
    });
    expect(mrr([item('si_1', multi)], { currency: 'eur' })).toBe(900);
  });

  test('a price that cannot be read counts 0 and is named, not dropped', () => {
    const { spans, issues } = foldEvents([
      event(
        'customer.subscription.created',
        START,
        subscription('sub_1', 'cus_1', [item('si_1', price('price_x', null))], START),
      ),
    ]);
    expect([spans, issues.map(({ kind }) => kind)]).toEqual([[], ['unsupported_price']]);
  });
});

describe('B1 discounts', () => {
  const off = (id: string, coupon: Record<string, unknown>, extra = {}) => discount(id, coupon, extra);
  const amount = (minor: number, duration = 'forever') => ({ amount_off: minor, currency: 'usd', duration });

  test('B1-13 12000 a year with 2000 off forever is 833', () => {
    expect(mrr(priced(12000, every('year', 1)), { discounts: [off('di_1', amount(2000))] })).toBe(833);
  });

  test('B1-14 9990 with 25 % off is 7492: the discount of 2497.5 rounds up', () => {
    expect(mrr(monthly(9990), { discounts: [off('di_1', { percent_off: 25 })] })).toBe(7492);
  });

  test('B1-15 stacked discounts work on the running remainder, in array order', () => {
    const [percent, flat] = [off('di_1', { percent_off: 20 }), off('di_2', amount(500))];
    expect(mrr(monthly(5000), { discounts: [percent, flat] })).toBe(3500);
    expect(mrr(monthly(5000), { discounts: [flat, percent] })).toBe(3600);
  });

  test('B1-16 1000 off the subscription is split over its items by largest remainder', () => {
    const items = [6000, 3000, 1500].map((minor, index) => item(`si_${index}`, price(`price_${index}`, minor)));
    expect(leaves(items, { discounts: [off('di_1', amount(1000))] })).toEqual([5429, 2714, 1357]);
  });

  test('B1-19 a once coupon never changes MRR', () => {
    expect(mrr(monthly(1500), { discounts: [off('di_1', amount(1400, 'once'))] })).toBe(1500);
    const many = Array.from({ length: 77 }, () =>
      mrr(monthly(1500), { discounts: [off('di_1', amount(1400, 'once'))] }),
    );
    expect(many.reduce((a, b) => a + b, 0)).toBe(115_500);
  });

  test('a repeating coupon lowers MRR from its start until its end, exclusive', () => {
    const running = off(
      'di_1',
      { percent_off: 50, duration: 'repeating' },
      { start: at(START), end: at('2026-04-01') },
    );
    const { spans } = foldEvents([
      event(
        'customer.subscription.created',
        START,
        subscription('sub_1', 'cus_1', monthly(5000), START, { discounts: [running] }),
      ),
    ]);
    expect(spans.map(({ from, to, minor }) => [from, to, minor])).toEqual([
      [START, '2026-04-01', 2500n],
      ['2026-04-01', null, 5000n],
    ]);
  });

  test('a discount goes no lower than 0, and skips products it does not apply to', () => {
    expect(mrr(monthly(1000), { discounts: [off('di_1', amount(5000))] })).toBe(0);
    const items = [item('si_a', price('price_a', 1000)), item('si_b', price('price_b', 1000))];
    expect(
      leaves(items, { discounts: [off('di_1', { percent_off: 50, applies_to: { products: ['prod_b'] } })] }),
    ).toEqual([1000, 500]);
  });

  test('item discounts come first, and a customer’s discount counts only where the subscription has none', () => {
    const ofItem = [item('si_1', price('price_a', 5000), 1, { discounts: [off('di_i', amount(500))] })];
    expect(mrr(ofItem, { discounts: [off('di_s', { percent_off: 20 })] })).toBe(3600);
    const customer = { id: 'cus_1', object: 'customer', email: null, discount: off('di_c', { percent_off: 10 }) };
    const total = (extra: Record<string, unknown>) =>
      foldEvents([
        event('customer.created', START, customer),
        event('customer.subscription.created', START, subscription('sub_1', 'cus_1', monthly(5000), START, extra)),
      ]).spans.map(({ minor }) => minor);
    expect(total({})).toEqual([4500n]);
    expect(total({ discounts: [off('di_s', { percent_off: 20 })] })).toEqual([4000n]);
  });
});

test('B1 a customer’s discount that a later event no longer carries keeps its past', () => {
  const customer = (extra: Record<string, unknown>) => ({ id: 'cus_1', object: 'customer', ...extra });
  const { spans } = foldEvents([
    event('customer.created', START, customer({ discount: discount('di_c', { percent_off: 10 }) })),
    event('customer.subscription.created', START, subscription('sub_1', 'cus_1', monthly(5000), START)),
    event('customer.updated', '2026-03-01', customer({ discount: null })),
  ]);
  expect(spans.map(({ from, minor }) => [from, minor])).toEqual([
    [START, 4500n],
    ['2026-03-01', 5000n],
  ]);
});

describe('B1 tax', () => {
  test('B1-17 20 % inclusive tax is taken out of 12000, exclusive tax never was in it', () => {
    expect(mrr(monthly(12000), { default_tax_rates: [taxRate(20, true)] })).toBe(10000);
    expect(mrr(monthly(12000), { default_tax_rates: [taxRate(20, false)] })).toBe(12000);
  });

  test('B1-18 9900 with 19 % inclusive is 8319', () => {
    expect(mrr([item('si_1', price('price_a', 9900), 1, { tax_rates: [taxRate(19, true)] })])).toBe(8319);
  });
});
