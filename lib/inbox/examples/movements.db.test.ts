import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Basis } from '@/lib/metrics/options';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { event, invoice, line } from '../testing/stripe-objects';
import { figure, inMonth, type Question } from './testing/figures';
import { cancelled, type Plan, subscribed, updated } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const total = async (metric: string, month = '2026-03') => (await inMonth(harness.account, metric, month)).value;
const plan = (customer: string, amount: number, since = '2026-01-05', more: Partial<Plan> = {}): Plan => ({
  customer,
  amount,
  since,
  ...more,
});

describe('B2 BY-01 BY-02 BY-10 BY-11 data set B2-1: March', () => {
  beforeAll(async () => {
    await harness.reset();
    for (const [day, rate] of [
      ['2026-01-05', '1.09'],
      ['2026-02-28', '1.10'],
      ['2026-03-31', '1.08'],
    ] as const)
      await storeRate(harness.account, 'eur', 'usd', day, rate);
    const f = plan('cus_f', 2500);
    await harness.deliver(
      subscribed(plan('cus_a', 10000)),
      subscribed(plan('cus_b', 5000)),
      updated('2026-03-10', plan('cus_b', 8000)),
      subscribed(plan('cus_c', 20000)),
      updated('2026-03-11', plan('cus_c', 15000)),
      subscribed(plan('cus_d', 4000)),
      cancelled('2026-03-20', plan('cus_d', 4000)),
      subscribed(plan('cus_e', 6000, '2026-03-12')),
      subscribed(f),
      cancelled('2026-01-20', f),
      subscribed(plan('cus_f', 2500, '2026-03-25', { id: 'sub_again' })),
      subscribed(plan('cus_g', 3000, '2026-01-05', { currency: 'eur' })),
    );
  });

  test.each([
    ['new-mrr', 6000],
    ['reactivation-mrr', 2500],
    ['expansion-mrr', 3000],
    ['contraction-mrr', -5000],
    ['churned-mrr', -4000],
    ['fx-mrr', -60],
    ['net-new-mrr', 2440],
    ['mrr', 44740],
  ])('B2-1 %s is %i', async (metric, expected) => {
    expect(await total(metric)).toBe(expected);
  });

  test('B2-1 opening MRR is 42300, and the bridge closes to the cent', async () => {
    const opening = await total('mrr', '2026-02');
    expect(opening).toBe(42300);
    expect((opening ?? 0) + ((await total('net-new-mrr')) ?? 0)).toBe(await total('mrr'));
  });

  test('B2-1 the bridge also closes day by day and week by week', async () => {
    for (const interval of ['day', 'week'] as const) {
      const range = { from: '2026-03-01', to: '2026-04-01', interval };
      expect((await figure(harness.account, 'net-new-mrr', range)).value).toBe(2440);
    }
  });

  test('B2-2 BY-15 the quick ratio is 11500 ÷ 9000 = 1.28', async () => {
    const ratio = await inMonth(harness.account, 'quick-ratio', '2026-03');
    expect([ratio.numerator, ratio.denominator]).toEqual([11500, 9000]);
    expect(ratio.value?.toFixed(2)).toBe('1.28');
  });

  /** n ÷ d in percent, two decimals, as numerator and denominator say it. */
  const percent = async (metric: string, basis?: Basis) => {
    const { numerator, denominator } = await inMonth(harness.account, metric, '2026-03', basis ? { basis } : {});
    return Number(divideHalfUp(BigInt(numerator ?? 0) * 10_000n, BigInt(denominator ?? 1))) / 100;
  };

  test('B2-3 the quick ratio by the formula of Baremetrics is 9000 ÷ 9000', async () => {
    const ratio = await inMonth(harness.account, 'quick-ratio', '2026-03', { basis: 'baremetrics' });
    expect([ratio.numerator, ratio.denominator, ratio.value]).toEqual([9000, 9000, 1]);
  });

  test.each([
    ['B2-4', 'gross-mrr-churn', 21.28],
    ['B2-5', 'churned-mrr-rate', 9.46],
    ['B2-6', 'net-mrr-churn', 2.36],
    ['B2-7', 'nrr', 85.82],
    ['B2-8', 'grr', 78.72],
  ])('%s %s is %d %%', async (_, metric, expected) => {
    expect(await percent(metric)).toBe(expected);
  });

  test('B7-1 ARPU at the end is 44740 ÷ 6 = 7457', async () => {
    expect(await inMonth(harness.account, 'arpu', '2026-03')).toMatchObject({
      value: 7457,
      numerator: 44740,
      denominator: 6,
    });
  });

  test('B3 customer churn of March is 1 of 5', async () => {
    expect(await inMonth(harness.account, 'customer-churn', '2026-03')).toMatchObject({
      value: 0.2,
      numerator: 1,
      denominator: 5,
    });
  });

  test('B0 rule 6 without a rate the euro customer is unconverted, neither 0 nor at 1', async () => {
    const april = await inMonth(harness.account, 'mrr', '2026-04');
    expect([april.value, april.unconverted]).toEqual([41500, [{ currency: 'eur', amountMinor: 3000, count: 1 }]]);
  });
});

test('B0 rule 6 a movement on a day without a rate is named as unconverted, once', async () => {
  await harness.reset();
  await harness.deliver(subscribed(plan('cus_1', 3000, '2026-03-05', { currency: 'eur' })));
  const missing = [{ currency: 'eur', amountMinor: 3000, count: 1 }];
  for (const metric of ['new-mrr', 'quick-ratio', 'net-new-mrr', 'mrr', 'arr', 'arpu']) {
    expect({ metric, ...(await inMonth(harness.account, metric, '2026-03')) }).toMatchObject({
      metric,
      unconverted: missing,
    });
  }
  expect((await inMonth(harness.account, 'churned-mrr', '2026-03')).unconverted).toEqual([]);
});

test('B2-9 a rate with nothing to divide by is null, never 0 and never infinite', async () => {
  await harness.reset();
  for (const metric of [
    'quick-ratio',
    'nrr',
    'grr',
    'gross-mrr-churn',
    'net-mrr-churn',
    'churned-mrr-rate',
    'customer-churn',
    'arpu',
    'trial-conversion',
    'refund-rate-count',
    'refund-rate-amount',
  ]) {
    expect(await inMonth(harness.account, metric, '2026-03')).toMatchObject({ value: null, denominator: 0 });
  }
});

test('B2-10 an upgrade books +2000 on its day, and its prorations are revenue, not MRR', async () => {
  await harness.reset();
  await harness.deliver(
    subscribed(plan('cus_1', 1000, '2026-02-16', { product: 'basic' })),
    updated('2026-03-16T10:00:00Z', plan('cus_1', 3000, '2026-02-16', { product: 'pro' })),
    event(
      'invoice.paid',
      '2026-03-16T10:00:00Z',
      invoice('in_1', 'cus_1', 1000, '2026-03-16T10:00:00Z', {
        lines: [line('il_1', -500, { product: 'prod_basic' }), line('il_2', 1500, { product: 'prod_pro' })],
      }),
    ),
  );
  expect((await figure(harness.account, 'expansion-mrr', { from: '2026-03-16', to: '2026-03-17' })).value).toBe(2000);
  expect(await total('net-new-mrr')).toBe(2000);
  expect(await total('mrr')).toBe(3000);
  expect(await inMonth(harness.account, 'mrr', '2026-03', { breakdown: 'product' })).toMatchObject({
    by: { prod_pro: 3000 },
  });
  expect(await inMonth(harness.account, 'expansion-mrr', '2026-03', { breakdown: 'product' })).toMatchObject({
    value: 2000,
    by: { prod_basic: -1000, prod_pro: 3000 },
  });
});

test('B2-11 cancel at 09:00 and subscribe at 15:00, $50 to $30: contraction −2000 only', async () => {
  await harness.reset();
  await harness.deliver(
    subscribed(plan('cus_1', 5000)),
    cancelled('2026-03-10T09:00:00Z', plan('cus_1', 5000)),
    subscribed(plan('cus_1', 3000, '2026-03-10T15:00:00Z', { id: 'sub_2' })),
  );
  expect([await total('contraction-mrr'), await total('churned-mrr'), await total('new-mrr')]).toEqual([-2000, 0, 0]);
  expect((await inMonth(harness.account, 'customer-churn', '2026-03')).numerator).toBe(0);
});

test('B2-12 EUR 100 flat while the rate falls from 1.10 to 1.08 is FX −200', async () => {
  await harness.reset();
  await storeRate(harness.account, 'eur', 'usd', '2026-02-28', '1.10');
  await storeRate(harness.account, 'eur', 'usd', '2026-03-31', '1.08');
  await harness.deliver(subscribed(plan('cus_1', 10000, '2026-02-28', { currency: 'eur' })));
  expect([await total('fx-mrr'), await total('mrr', '2026-02'), await total('mrr')]).toEqual([-200, 11000, 10800]);
});

test('B2-12 BY-03 with constantCurrency on, FX is 0 and MRR is at the rates of today throughout', async () => {
  const question = { constantCurrency: true, now: '2026-04-01T12:00:00Z' };
  const [fx, opening, closing] = await Promise.all([
    inMonth(harness.account, 'fx-mrr', '2026-03', question),
    inMonth(harness.account, 'mrr', '2026-02', question),
    inMonth(harness.account, 'mrr', '2026-03', question),
  ]);
  expect(await total('fx-mrr')).toBe(-200); // without it
  expect([fx.value, opening.value, closing.value]).toEqual([0, 10800, 10800]);
  const began = { from: '2026-02-28', to: '2026-03-01', ...question };
  expect((await figure(harness.account, 'new-mrr', began)).value).toBe(10800);
});

describe('B2 movementMode', () => {
  const modes = async (metric: string, question: Partial<Question> = {}) =>
    Promise.all(
      (['daily', 'net_by_period'] as const).map(
        async (movementMode) =>
          (await inMonth(harness.account, metric, '2026-03', { ...question, movementMode })).value,
      ),
    );

  test('B2 net_by_period compares the ends of the period, daily adds up its days', async () => {
    await harness.reset();
    await harness.deliver(
      subscribed(plan('cus_1', 1000)),
      updated('2026-03-10', plan('cus_1', 5000)),
      updated('2026-03-20', plan('cus_1', 3000)),
      subscribed(plan('cus_2', 2000, '2026-03-05')),
      cancelled('2026-03-25', plan('cus_2', 2000, '2026-03-05')),
      subscribed(plan('cus_3', 700)),
      cancelled('2026-03-05', plan('cus_3', 700)),
      subscribed(plan('cus_3', 900, '2026-03-15', { id: 'sub_3b' })),
    );
    expect(await modes('new-mrr')).toEqual([2000, 0]);
    expect(await modes('expansion-mrr')).toEqual([4000, 2200]);
    expect(await modes('contraction-mrr')).toEqual([-2000, 0]);
    expect(await modes('churned-mrr')).toEqual([-2700, 0]);
    expect(await modes('reactivation-mrr')).toEqual([900, 0]);
    expect(await modes('net-new-mrr')).toEqual([2200, 2200]);
    expect(await modes('nrr')).toEqual([3000 / 1700, 3900 / 1700]);
  });

  test('B2 mixed case: the change is valued at the rate of the new instant, the rest is FX', async () => {
    await harness.reset();
    await storeRate(harness.account, 'eur', 'usd', '2026-02-28', '1.10');
    await storeRate(harness.account, 'eur', 'usd', '2026-03-10', '1.20');
    await storeRate(harness.account, 'eur', 'usd', '2026-03-31', '1.08');
    const euro = { currency: 'eur' };
    await harness.deliver(
      subscribed(plan('cus_1', 10000, '2026-02-28', euro)),
      updated('2026-03-10', plan('cus_1', 15000, '2026-02-28', euro)),
    );
    expect(await modes('expansion-mrr')).toEqual([6000, 5400]);
    expect(await modes('fx-mrr')).toEqual([-800, -200]);
    expect(await modes('net-new-mrr')).toEqual([5200, 5200]);
  });
});
