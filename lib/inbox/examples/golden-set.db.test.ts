import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { at, discount, event, type FakeEvent, item, price, subscription } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';

const START = '2026-01-10';
let harness: Harness;

/** Subscription number n of customer number n, with one item. */
function golden(
  n: number,
  amount: number,
  extra: Record<string, unknown> = {},
  of: { interval?: string; quantity?: number; price?: object } = {},
): FakeEvent {
  const { interval = 'month', quantity = 1 } = of;
  const items = [item(`si_${n}`, price(`price_${n}`, amount, interval, { ...of.price }), quantity)];
  return event('customer.subscription.created', START, subscription(`sub_${n}`, `cus_${n}`, items, START, extra));
}

const off = (n: number, coupon: Record<string, unknown>, extra = {}) => ({
  discounts: [discount(`di_${n}`, coupon, { start: at(START), ...extra })],
});
const vat = { id: 'txr_1', object: 'tax_rate', inclusive: true, percentage: 20 };

const G1: FakeEvent[] = [
  golden(1, 2000),
  golden(2, 24000, {}, { interval: 'year' }),
  golden(3, 1000, {}, { interval: 'week' }),
  golden(4, 3000, {}, { quantity: 3 }),
  golden(5, 5000, off(5, { percent_off: 20 })),
  golden(6, 5000, off(6, { percent_off: 50, duration: 'repeating' }, { end: at('2026-07-10') })),
  golden(7, 1500, off(7, { amount_off: 1400, currency: 'usd', duration: 'once' })),
  golden(8, 4000, { status: 'trialing', trial_start: at(START), trial_end: at('2026-04-10') }),
  golden(9, 6000, { status: 'past_due' }),
  golden(10, 7000, { status: 'unpaid' }),
  golden(11, 8000, { cancel_at_period_end: true, canceled_at: at('2026-03-20'), cancel_at: at('2026-04-10') }),
  golden(12, 2500, { pause_collection: { behavior: 'void', resumes_at: null } }),
  golden(13, 3300, {}, { price: { usage_type: 'metered' } }),
  golden(14, 10000, { currency: 'eur' }, { price: { currency: 'eur' } }),
  golden(15, 12000, { default_tax_rates: [vat] }),
  golden(16, 0),
  golden(17, 10000, off(17, { percent_off: 100 })),
];

describe('G1 golden data set, default settings, end of March', () => {
  beforeAll(async () => {
    harness = await startHarness();
    await storeRate(harness.account, 'eur', 'usd', START, '1.08');
    await storeRate(harness.account, 'eur', 'usd', '2026-03-31', '1.10');
    await harness.deliver(...G1);
  });
  afterAll(() => harness.close());

  test('G1 MRR is 60333', async () => {
    expect(await inMonth(harness.account, 'mrr', '2026-03')).toMatchObject({ value: 60333, unconverted: [] });
  });

  test('G1 each subscription contributes what the table says, and the parts sum to it', async () => {
    const { by } = await inMonth(harness.account, 'mrr', '2026-03', { breakdown: 'price' });
    expect(by).toEqual({
      price_1: 2000,
      price_2: 2000,
      price_3: 4333,
      price_4: 9000,
      price_5: 4000,
      price_6: 2500,
      price_7: 1500,
      price_9: 6000,
      price_11: 8000,
      price_14: 11000,
      price_15: 10000,
    });
  });

  test('G1 11 customers pay: free, trialing, unpaid and paused ones do not', async () => {
    expect((await inMonth(harness.account, 'active-subscribers', '2026-03')).value).toBe(11);
  });

  test('G1 ARR is 723996', async () => {
    expect((await inMonth(harness.account, 'arr', '2026-03')).value).toBe(723_996);
  });

  test('G1 ARPU is 60333 ÷ 11 = 5485', async () => {
    expect(await inMonth(harness.account, 'arpu', '2026-03')).toMatchObject({
      value: 5485,
      numerator: 60333,
      denominator: 11,
    });
  });

  test('G1 nothing could not be computed', async () => {
    const { getPool } = await import('@/lib/db/client');
    expect((await getPool().query('select kind, object_id from ledger_issue')).rows).toEqual([]);
  });
});
