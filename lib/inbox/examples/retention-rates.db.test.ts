import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { figure, inMonth } from './testing/figures';
import { cancelled, type Plan, subscribed, updated } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const plan = (customer: string, amount: number, since: string, more: Partial<Plan> = {}): Plan => ({
  customer,
  amount,
  since,
  ...more,
});
const rate = async (metric: string, month = '2026-03') => {
  const { numerator, denominator } = await inMonth(harness.account, metric, month);
  return [numerator, denominator];
};

test('B2-7 what customers who joined within the month do later in it is not retention', async () => {
  await harness.deliver(
    subscribed(plan('cus_stays', 10000, '2026-01-05')),
    subscribed(plan('cus_joins', 2000, '2026-03-03')),
    updated('2026-03-10', plan('cus_joins', 5000, '2026-03-03')),
    updated('2026-03-20', plan('cus_joins', 4000, '2026-03-03')),
    cancelled('2026-03-28', plan('cus_joins', 4000, '2026-03-03')),
  );
  expect([await rate('nrr'), await rate('grr')]).toEqual([
    [10000, 10000],
    [10000, 10000],
  ]);
  expect(await rate('gross-mrr-churn')).toEqual([5000, 10000]);
});

test('B2-7 who leaves and comes back is lost, and what follows is not counted either', async () => {
  const back = { id: 'sub_back' };
  await harness.deliver(
    subscribed(plan('cus_1', 10000, '2026-01-05')),
    subscribed(plan('cus_2', 3000, '2026-01-05')),
    cancelled('2026-03-05', plan('cus_2', 3000, '2026-01-05')),
    subscribed(plan('cus_2', 3000, '2026-03-10', back)),
    updated('2026-03-15', plan('cus_2', 7000, '2026-03-10', back)),
    cancelled('2026-03-20', plan('cus_2', 7000, '2026-03-10', back)),
  );
  expect([await rate('nrr'), await rate('grr')]).toEqual([
    [10000, 13000],
    [10000, 13000],
  ]);
});

test('B2-7 the same life by day, week, quarter and year, and in a range that begins within a month', async () => {
  const life = plan('cus_2', 1000, '2026-02-12');
  await harness.deliver(
    subscribed(plan('cus_1', 5000, '2025-11-01')),
    subscribed(life),
    updated('2026-03-10', { ...life, amount: 4000 }),
    cancelled('2026-04-08', { ...life, amount: 4000 }),
  );
  const nrr = async (from: string, to: string, interval: 'day' | 'week' | 'month' | 'quarter' | 'year') => {
    const { numerator, denominator } = await figure(harness.account, 'nrr', { from, to, interval });
    return [numerator, denominator];
  };
  expect(await nrr('2026-03-01', '2026-04-01', 'month')).toEqual([9000, 6000]);
  expect(await nrr('2026-03-10', '2026-03-11', 'day')).toEqual([9000, 6000]);
  expect(await nrr('2026-01-01', '2026-04-01', 'quarter')).toEqual([5000, 5000]);
  expect(await nrr('2026-04-01', '2026-07-01', 'quarter')).toEqual([5000, 9000]);
  expect(await nrr('2026-01-01', '2027-01-01', 'year')).toEqual([5000, 5000]);
  expect(await nrr('2026-02-10', '2026-03-15', 'year')).toEqual([5000, 5000]);
  expect(await nrr('2026-02-13', '2026-03-15', 'year')).toEqual([9000, 6000]);
  expect(await nrr('2026-03-09', '2026-03-16', 'week')).toEqual([9000, 6000]);
});

test('B2-7 exchange rates alone retain everything', async () => {
  await storeRate(harness.account, 'eur', 'usd', '2026-02-28', '1.10');
  await storeRate(harness.account, 'eur', 'usd', '2026-03-31', '1.08');
  await harness.deliver(subscribed(plan('cus_1', 10000, '2026-02-28', { currency: 'eur' })));
  expect([await rate('nrr'), await rate('net-mrr-churn')]).toEqual([
    [11000, 11000],
    [0, 11000],
  ]);
});
