import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Level } from '@/lib/metrics/options';
import { loadMetricRows } from '@/lib/reports/load-rows';
import { type Harness, startHarness } from '../testing/harness';
import { at, event } from '../testing/stripe-objects';
import { figure, inMonth } from './testing/figures';
import { cancelled, type Plan, subscribed, updated } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const plan = (customer: string, more: Partial<Plan> = {}): Plan => ({
  customer,
  amount: 1000,
  since: '2026-01-05',
  ...more,
});
const churn = (month: string) => inMonth(harness.account, 'customer-churn', month);
const besideRows = (part: string, start: string, end: string) =>
  loadMetricRows(
    harness.account,
    'customer-churn',
    {
      ...{ from: start, to: end, interval: 'month', currency: 'usd', breakdown: null },
      filters: [],
      compare: null,
      mode: 'live',
    },
    { start, end, part },
    new Date('2030-01-01'),
  );
const churnedOn = async (day: string, next: string) =>
  (await figure(harness.account, 'customer-churn', { from: day, to: next, interval: 'day' })).numerator;

test('B3-1 of 100 customers 12 leave, one comes back and one had only just come: 10 / 100 = 10 %', async () => {
  const customers = Array.from({ length: 100 }, (_, index) => plan(`cus_${index}`));
  const leavers = customers.slice(0, 11);
  const joined = plan('cus_joined', { since: '2026-03-03' });
  await harness.deliver(
    ...customers.map(subscribed),
    ...leavers.map((leaver) => cancelled('2026-03-15', leaver)),
    subscribed(plan('cus_0', { id: 'sub_back', since: '2026-03-20' })),
    subscribed(joined),
    cancelled('2026-03-25', joined),
  );
  expect(await churn('2026-03')).toMatchObject({ value: 0.1, numerator: 10, denominator: 100 });
  expect((await churn('2026-03')).parts).toEqual({ churned_and_returned: 1, joined_and_left: 1 });
  expect((await inMonth(harness.account, 'active-subscribers', '2026-03')).value).toBe(90);
  for (const part of ['churned_and_returned', 'joined_and_left'])
    expect((await besideRows(part, '2026-03-01', '2026-04-01')).rows).toHaveLength(1);
  // A range that begins within a month is counted, not read off what is kept of months.
  const clipped = await figure(harness.account, 'customer-churn', { from: '2026-03-02', to: '2026-03-22' });
  expect([clipped.numerator, clipped.parts]).toEqual([10, { churned_and_returned: 1, joined_and_left: 0 }]);
});

test('B3-2 a cancellation requested on 15 March for 10 April churns on 10 April', async () => {
  const requested = { cancel_at_period_end: true, cancel_at: at('2026-04-10'), canceled_at: at('2026-03-15') };
  await harness.deliver(
    subscribed(plan('cus_1')),
    updated('2026-03-15', plan('cus_1', { extra: requested })),
    cancelled('2026-04-10', plan('cus_1')),
  );
  expect(await churn('2026-03')).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
  expect((await inMonth(harness.account, 'mrr', '2026-03')).value).toBe(1000);
  expect(await churn('2026-04')).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
  expect(await churnedOn('2026-04-10', '2026-04-11')).toBe(1);
});

test('B3-4 RV-05 an immediate cancellation churns at ended_at', async () => {
  await harness.deliver(subscribed(plan('cus_1')), cancelled('2026-03-15T12:00:00Z', plan('cus_1')));
  expect(await churnedOn('2026-03-15', '2026-03-16')).toBe(1);
  expect(
    (await figure(harness.account, 'churned-mrr', { from: '2026-03-15', to: '2026-03-16', interval: 'day' })).value,
  ).toBe(-1000);
});

test('B3-5 a deletion that Stripe reports three days late still churns at ended_at', async () => {
  await harness.deliver(
    subscribed(plan('cus_1')),
    cancelled('2026-03-15T12:00:00Z', plan('cus_1'), '2026-03-18T12:00:00Z'),
  );
  expect(await churnedOn('2026-03-15', '2026-03-16')).toBe(1);
  expect(await churnedOn('2026-03-18', '2026-03-19')).toBe(0);
});

test('B3-5 also when an update was seen in between', async () => {
  await harness.deliver(
    subscribed(plan('cus_1')),
    updated('2026-03-16T12:00:00Z', plan('cus_1', { amount: 3000 })),
    cancelled('2026-03-15T12:00:00Z', plan('cus_1'), '2026-03-18T12:00:00Z'),
  );
  expect(await churnedOn('2026-03-15', '2026-03-16')).toBe(1);
  expect((await inMonth(harness.account, 'expansion-mrr', '2026-03')).value).toBe(0);
});

test('B3-7 a customer with two subscriptions who cancels one is a contraction, not churn', async () => {
  const second = plan('cus_1', { id: 'sub_2', amount: 700 });
  await harness.deliver(subscribed(plan('cus_1')), subscribed(second), cancelled('2026-03-15', second));
  expect(await churn('2026-03')).toMatchObject({ numerator: 0, denominator: 1 });
  expect((await inMonth(harness.account, 'contraction-mrr', '2026-03')).value).toBe(-700);
});

describe('B3 the formulas of others on data set B2-1', () => {
  const storeB21 = () =>
    harness.deliver(
      ...['a', 'b', 'c', 'd', 'g'].map((name) => subscribed(plan(`cus_${name}`))),
      cancelled('2026-03-20', plan('cus_d')),
      subscribed(plan('cus_e', { since: '2026-03-12' })),
      subscribed(plan('cus_f')),
      cancelled('2026-01-20', plan('cus_f')),
      subscribed(plan('cus_f', { id: 'sub_again', since: '2026-03-25' })),
    );

  test.each([
    ['start', 1, 5],
    ['stripe_30d_rolling', 1, 6],
    ['revenuecat_net', 0, 5],
  ] as const)('B3 %s is %i / %i', async (basis, numerator, denominator) => {
    await storeB21();
    expect(await inMonth(harness.account, 'customer-churn', '2026-03', { basis })).toMatchObject({
      numerator,
      denominator,
    });
  });

  test('B3 revenuecat_net is below zero when more come back than leave', async () => {
    await storeB21();
    const range = { from: '2026-03-21', to: '2026-04-01' };
    expect(await figure(harness.account, 'customer-churn', { ...range, basis: 'revenuecat_net' })).toMatchObject({
      numerator: -1,
      denominator: 5,
      value: -0.2,
    });
  });

  test('B3 stripe_30d_rolling by day and week: who left is counted for thirty days', async () => {
    await storeB21();
    for (const interval of ['day', 'week'] as const)
      await figure(harness.account, 'customer-churn', {
        from: '2026-01-10',
        to: '2026-05-05',
        interval,
        basis: 'stripe_30d_rolling',
      });
    const on = async (from: string, to: string) => {
      const { numerator, denominator } = await figure(harness.account, 'customer-churn', {
        from,
        to,
        basis: 'stripe_30d_rolling',
      });
      return [numerator, denominator];
    };
    expect(await on('2026-03-19', '2026-03-20')).toEqual([0, 6]);
    expect(await on('2026-03-20', '2026-03-21')).toEqual([1, 6]);
    expect(await on('2026-04-18', '2026-04-19')).toEqual([1, 6]);
    expect(await on('2026-04-19', '2026-04-20')).toEqual([0, 5]);
  });
});

describe('B3-8 levels', () => {
  const person = (customer: string) =>
    event('customer.created', '2026-01-04', {
      id: customer,
      object: 'customer',
      email: `${customer}@example.com`,
      metadata: { user_id: 'user_1' },
    });
  const lives = (names: readonly string[]) => [
    ...names.map(person),
    subscribed(plan('cus_other')),
    ...names.map((name) => subscribed(plan(name))),
  ];
  const churnOf = async (level: Level, month = '2026-03') => {
    const { numerator, denominator } = await inMonth(harness.account, 'customer-churn', month, { level });
    return [numerator, denominator];
  };

  test('B3-8 two customers of one app user, one cancels: the customer churns, the user does not', async () => {
    await harness.deliver(...lives(['cus_1', 'cus_2']), cancelled('2026-03-10', plan('cus_1')));
    expect([await churnOf('customer'), await churnOf('person')]).toEqual([
      [1, 3],
      [0, 2],
    ]);
    await harness.deliver(cancelled('2026-04-10', plan('cus_2')));
    expect([await churnOf('customer', '2026-04'), await churnOf('person', '2026-04')]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    const quarter = { from: '2026-02-10', to: '2026-05-01', level: 'person' as const };
    expect(await figure(harness.account, 'customer-churn', quarter)).toMatchObject({ numerator: 1, denominator: 2 });
  });

  test('B3-8 active subscribers and ARPU are those of people as well', async () => {
    await harness.deliver(...lives(['cus_1', 'cus_2']));
    const of = async (metric: string, level: Level) =>
      (await inMonth(harness.account, metric, '2026-03', { level })).value;
    const [mrr, customers, people] = await Promise.all([
      of('mrr', 'customer'),
      of('active-subscribers', 'customer'),
      of('active-subscribers', 'person'),
    ]);
    expect([customers, people, await of('active-subscribers', 'subscription')]).toEqual([3, 2, 3]);
    expect([await of('arpu', 'customer'), await of('arpu', 'person')]).toEqual([(mrr ?? 0) / 3, (mrr ?? 0) / 2]);
  });

  test('B3-7 one of two subscriptions of a customer: it churns, and the customer does not', async () => {
    const second = plan('cus_1', { id: 'sub_2' });
    await harness.deliver(subscribed(plan('cus_1')), subscribed(second), cancelled('2026-03-15', second));
    expect([await churnOf('customer'), await churnOf('subscription')]).toEqual([
      [0, 1],
      [1, 2],
    ]);
    const clipped = { from: '2026-03-02', to: '2026-03-22', interval: 'month' as const };
    for (const [metric, level] of [
      ['subscription-churn', undefined],
      ['customer-churn', 'subscription'],
    ] as const)
      expect(await figure(harness.account, metric, { ...clipped, ...(level ? { level } : {}) })).toMatchObject({
        numerator: 1,
        denominator: 2,
      });
  });
});
