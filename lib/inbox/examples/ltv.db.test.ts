import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadMetricRows } from '@/lib/reports/load-rows';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { at, charge, event, type FakeEvent, invoice, refund } from '../testing/stripe-objects';
import { figure, inMonth } from './testing/figures';
import { cancelled, type Plan, subscribed, updated } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const plan = (customer: string, amount: number, more: Partial<Plan> = {}): Plan => ({
  customer,
  amount,
  since: '2026-02-05',
  ...more,
});

/** March of data set B2-1, for customers whose names end in `suffix`; in dollars throughout. */
const march = (suffix: string): FakeEvent[] => {
  const name = (letter: string) => `cus_${letter}${suffix}`;
  const former = plan(name('f'), 2500, { since: '2026-01-05' });
  return [
    subscribed(plan(name('a'), 10000)),
    subscribed(plan(name('b'), 5000)),
    updated('2026-03-10', plan(name('b'), 8000)),
    subscribed(plan(name('c'), 20000)),
    updated('2026-03-11', plan(name('c'), 15000)),
    subscribed(plan(name('d'), 4000)),
    cancelled('2026-03-20', plan(name('d'), 4000)),
    subscribed(plan(name('e'), 6000, { since: '2026-03-12' })),
    subscribed(former),
    cancelled('2026-01-20', former),
    subscribed(plan(name('f'), 2500, { since: '2026-03-25', id: `sub_again${suffix}` })),
    subscribed(plan(name('g'), 3240)),
  ];
};
const ltv = (month = '2026-03') => inMonth(harness.account, 'ltv', month);

test('B7-2 ARPU 44740 ÷ 6 ÷ churn of 20 % = 37283', async () => {
  await harness.deliver(...march('1'), ...march('2'));
  expect(await ltv()).toMatchObject({
    value: 37283,
    numerator: 2 * 44740,
    denominator: 12,
    parts: { churned: 2, exposed: 10 },
  });
});

test('B7-2 BY-13 fewer than ten who could churn: not enough data; nobody churned: none', async () => {
  await harness.deliver(...march('1'));
  expect(await ltv()).toMatchObject({ value: null, reason: 'not_enough_data', parts: { churned: 1, exposed: 5 } });
  await harness.deliver(...march('2'));
  expect((await ltv()).value).toBe(37283);
  await harness.reset();
  await harness.deliver(...Array.from({ length: 10 }, (_, index) => subscribed(plan(`cus_${index}`, 1000))));
  expect(await ltv()).toMatchObject({ value: null, reason: 'no_churn', parts: { churned: 0, exposed: 10 } });
});

test('B7-2 both sides of its churn open into their customers, once a month', async () => {
  await harness.deliver(...march('1'), ...march('2'));
  const params = { from: '2026-03-01', to: '2026-04-01', interval: 'month', currency: 'usd', breakdown: null } as const;
  const rows = async (part: string) =>
    loadMetricRows(
      harness.account,
      'ltv',
      { ...params, filters: [], compare: null, mode: 'live' },
      { start: params.from, end: params.to, part },
      new Date('2030-01-01'),
    );
  for (const [part, count] of [
    ['churned', 2],
    ['exposed', 10],
  ] as const) {
    const found = await rows(part);
    expect([found.value, found.rows.length, new Set(found.rows.map(({ id }) => id)).size]).toEqual([
      count,
      count,
      count,
    ]);
  }
});

const joined = (customer: string, when: string) =>
  event('customer.created', when, { id: customer, object: 'customer', email: null, metadata: {}, created: at(when) });
let invoices = 0;
const paid = (customer: string, minor: number, when: string, extra: Record<string, unknown> = {}) => {
  invoices += 1;
  return event('invoice.paid', when, invoice(`in_${customer}_${invoices}`, customer, minor, when, extra));
};
const january = (question = {}) => inMonth(harness.account, 'realised-ltv', '2026-01', question);

test('B7-3 $1540 from 300 users is $5.13 each', async () => {
  const users = Array.from({ length: 300 }, (_, index) => joined(`cus_${index}`, '2026-01-10T12:00:00Z'));
  await harness.deliver(...users, paid('cus_1', 100_000, '2026-01-12'), paid('cus_2', 54_000, '2026-01-20'));
  expect(await january()).toMatchObject({ value: 513, numerator: 154_000, denominator: 300 });
});

test('B7-3 $1540 from 300 users: of all whom a rule finds, whether they bought or not, and of nobody else', async () => {
  const mapped = (customer: string, when: string) => {
    const created = joined(customer, when);
    return { ...created, data: { object: { ...created.data.object, metadata: { user_id: `user_${customer}` } } } };
  };
  await harness.deliver(
    ...Array.from({ length: 300 }, (_, index) => mapped(`cus_${index}`, index < 200 ? '2026-01-10' : '2026-02-10')),
    joined('cus_only', '2026-01-10'),
    paid('cus_only', 99_900, '2026-01-15'),
    paid('cus_1', 100_000, '2026-01-12'),
    paid('cus_2', 54_000, '2026-02-20'),
  );
  const perUser = (from: string, to: string, extra = {}) =>
    figure(harness.account, 'revenue-per-mapped-user', { from, to, interval: 'month', ...extra });
  const both = { numerator: 154_000, denominator: 300, value: 513 };
  expect(await perUser('2026-01-01', '2026-03-01')).toMatchObject(both);
  expect(await perUser('2026-01-01', '2026-02-01')).toMatchObject({ numerator: 100_000, denominator: 200, value: 500 });
  expect(await perUser('2026-02-01', '2026-03-01')).toMatchObject({ numerator: 54_000, denominator: 300, value: 180 });
  const during = { now: '2026-02-05T00:00:00Z' };
  expect(await perUser('2026-01-01', '2026-03-01', during)).toMatchObject({ numerator: 100_000, denominator: 200 });
  await harness.deliver(
    paid('cus_3', 700, '2026-01-13', { currency: 'jpy' }),
    paid('cus_only', 800, '2026-01-13', { currency: 'jpy' }),
  );
  const january = await perUser('2026-01-01', '2026-02-01');
  expect(january).toMatchObject({ numerator: 100_000, unconverted: [{ currency: 'jpy', amountMinor: 700, count: 1 }] });
  expect(await perUser('2025-11-01', '2025-12-01')).toMatchObject({ value: null, denominator: 0 });
});

test('B7-4 day 0–30 is thirty-one days, counted from the hour at which each joined', async () => {
  await harness.deliver(
    joined('cus_a', '2026-01-02T15:00:00Z'),
    paid('cus_a', 1000, '2026-01-31T16:00:00Z'),
    joined('cus_b', '2026-01-28T15:00:00Z'),
    paid('cus_b', 1000, '2026-02-04T16:00:00Z'),
    paid('cus_b', 500, '2026-02-28T14:59:59Z'),
    paid('cus_b', 7000, '2026-02-28T15:00:00Z'),
  );
  expect(await january()).toMatchObject({ numerator: 2500, denominator: 2, value: 1250 });
  expect(await january({ day: 29 })).toMatchObject({ numerator: 2000, denominator: 2 });
  expect(await january({ day: 28 })).toMatchObject({ numerator: 1000, denominator: 2 });
  expect(await january({ day: 31 })).toMatchObject({ numerator: 9500, denominator: 2 });
});

test('B7-4 who is younger than that many days is in neither number', async () => {
  await harness.deliver(
    joined('cus_a', '2026-01-02T15:00:00Z'),
    paid('cus_a', 1000, '2026-01-05'),
    joined('cus_b', '2026-01-28T15:00:00Z'),
    paid('cus_b', 3000, '2026-01-29'),
  );
  expect(await january({ now: '2026-02-20T00:00:00Z' })).toMatchObject({ numerator: 1000, denominator: 1 });
  expect(await january({ now: '2026-02-20T00:00:00Z', day: 7 })).toMatchObject({ numerator: 4000, denominator: 2 });
});

test('B7 BY-14 customers of one person are one, who joined with the first; refunds and other currencies count', async () => {
  await storeRate(harness.account, 'eur', 'usd', '2026-01-20', '1.10');
  const user = (customer: string, when: string) => {
    const created = joined(customer, when);
    return { ...created, data: { object: { ...created.data.object, metadata: { user_id: 'user_1' } } } };
  };
  await harness.deliver(
    user('cus_1', '2026-01-02'),
    user('cus_2', '2026-02-15'),
    paid('cus_1', 1000, '2026-01-20', { currency: 'eur', charge: 'ch_1' }),
    event('charge.succeeded', '2026-01-20', charge('ch_1', 'cus_1', 1000, '2026-01-20', { currency: 'eur' })),
    event('refund.created', '2026-01-22', refund('re_1', 'ch_1', 400, '2026-01-22', { currency: 'eur' })),
    paid('cus_2', 2000, '2026-01-30'),
  );
  expect(await january()).toMatchObject({ numerator: 1100 - 440 + 2000, denominator: 1 });
  expect((await inMonth(harness.account, 'realised-ltv', '2026-02')).denominator).toBe(0);
});

test('B7 BY-12 ARPPU is net revenue ÷ the people who bought, each once over the range; ARPU is MRR ÷ subscribers', async () => {
  await harness.deliver(
    joined('cus_1', '2026-01-02'),
    paid('cus_1', 1000, '2026-01-20'),
    paid('cus_1', 1000, '2026-02-20'),
    paid('cus_2', 4001, '2026-02-21'),
    subscribed(plan('cus_1', 1000)),
    subscribed(plan('cus_3', 3000)),
  );
  expect(await inMonth(harness.account, 'arpu', '2026-02')).toMatchObject({ value: 2000, denominator: 2 });
  expect(await inMonth(harness.account, 'arppu', '2026-02')).toMatchObject({
    value: 2501,
    numerator: 5001,
    denominator: 2,
  });
  const both = await figure(harness.account, 'arppu', { from: '2026-01-01', to: '2026-03-01', interval: 'month' });
  expect(both).toMatchObject({ value: 3001, numerator: 6001, denominator: 2 });
});
