import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness';
import { at } from '../testing/stripe-objects';
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
  expect((await inMonth(harness.account, 'active-subscribers', '2026-03')).value).toBe(90);
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

test('B3-4 an immediate cancellation churns at ended_at', async () => {
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
