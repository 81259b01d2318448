import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadMetricRows } from '@/lib/reports/load-rows';
import type { ReportParams } from '@/lib/reports/types';
import { type Harness, startHarness } from '../testing/harness';
import { at, charge, discount, event, type FakeEvent, invoice, line, refund } from '../testing/stripe-objects';
import { inMonth, type Question } from './testing/figures';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const MARCH: ReportParams = {
  ...{ from: '2026-03-01', to: '2026-04-01', interval: 'month', currency: 'usd', breakdown: 'coupon', filters: [] },
  ...{ compare: null, mode: 'live' },
};
const march = (metric: string, question: Partial<Question> = {}) =>
  inMonth(harness.account, metric, '2026-03', question);

/** A sale of a list value of 5000, less what coupons take off. */
function sale(name: string, off: Record<string, number>): FakeEvent[] {
  const amounts = Object.entries(off).map(([coupon, amount]) => ({ amount, discount: `di_${name}_${coupon}` }));
  const total = 5000 - amounts.reduce((sum, { amount }) => sum + amount, 0);
  const discounts = Object.keys(off).map((coupon) =>
    discount(`di_${name}_${coupon}`, { id: coupon }, { start: at('2026-03-05'), promotion_code: `promo_${coupon}` }),
  );
  const paid = invoice(`in_${name}`, `cus_${name}`, total, '2026-03-05', {
    ...{ discounts, total_discount_amounts: amounts, charge: `ch_${name}` },
    lines: [line(`il_${name}`, 5000, { discount_amounts: amounts })],
  });
  return [
    event('invoice.paid', '2026-03-05', paid),
    event('charge.succeeded', '2026-03-05', charge(`ch_${name}`, `cus_${name}`, total, '2026-03-05')),
  ];
}

test('B11-1 FK-48 of list 10000 the coupon took 1000, which is 10 %; its group paid 4000 a customer, the other 5000', async () => {
  await harness.deliver(...sale('a', { TWENTY: 1000 }), ...sale('b', {}));
  expect(await march('coupon-impact')).toMatchObject({
    ...{ value: 0.1, numerator: 1000, denominator: 10_000, parts: { list: 10_000, discount: 1000, sold: 9000 } },
  });
  const list = { start: '2026-03-01', end: '2026-04-01', series: 'TWENTY', part: 'list' };
  expect(await loadMetricRows(harness.account, 'coupon-impact', MARCH, list)).toMatchObject({
    unit: 'money',
    value: 5000,
  });
  expect(await march('net-revenue')).toMatchObject({ value: 9000 });
  expect((await march('ltv-since-purchase', { breakdown: 'coupon', day: 0 })).by).toEqual({ TWENTY: 4000, '': 5000 });
  expect((await march('buyers', { breakdown: 'coupon' })).by).toEqual({ TWENTY: 1, '': 1 });
  expect(await march('buyers', { filters: [{ dimension: 'coupon', negated: false, values: [''] }] })).toMatchObject({
    value: 1,
  });
});

test('B11-2 a full refund later leaves the discount that was given, and is shown apart', async () => {
  await harness.deliver(...sale('a', { TWENTY: 1000 }), ...sale('b', {}));
  await harness.deliver(event('refund.created', '2026-03-20', refund('re_a', 'ch_a', 4000, '2026-03-20')));
  expect((await march('net-revenue')).value).toBe(5000);
  expect((await march('discount-given')).value).toBe(1000);
  expect((await march('refunds', { breakdown: 'coupon' })).by).toEqual({ TWENTY: 4000 });
  expect((await march('refunded-share', { breakdown: 'coupon' })).by).toEqual({ TWENTY: 1, '': 0 });
  expect((await march('ltv-since-purchase', { breakdown: 'coupon', day: 30 })).by).toEqual({ TWENTY: 0, '': 5000 });
});

test('B11-3 D11 each of two stacked coupons, and of their codes, has its own discount and redemption', async () => {
  await harness.deliver(...sale('a', { FIVE: 500, TEN: 1000 }), ...sale('c', { TEN: 1000 }));
  expect(await march('discount-given', { breakdown: 'coupon' })).toMatchObject({
    by: { FIVE: 500, TEN: 2000 },
    value: 2500,
  });
  expect((await march('discounts')).value).toBe(2500);
  expect((await march('redemptions', { breakdown: 'coupon' })).by).toEqual({ FIVE: 1, TEN: 2 });
  expect((await march('redemptions', { breakdown: 'promotion_code' })).by).toEqual({
    '': 0,
    promo_FIVE: 1,
    promo_TEN: 2,
  });
  expect((await march('discount-given', { breakdown: 'promotion_code' })).by).toEqual({
    '': 0,
    promo_FIVE: 500,
    promo_TEN: 2000,
  });
});
