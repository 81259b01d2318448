import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { billingProblems } from './testing/stripe-schema';
import { day, openShop, seconds, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(billingProblems(sandbox.account)).toEqual([]);
  await sandbox.close();
}, 60_000);

/** $20 a month, and $120 a year. */
async function openBoth() {
  const { stripe } = sandbox;
  const { customer, price: month, product } = await openShop(stripe);
  const year = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 120_00,
    recurring: { interval: 'year' },
  });
  return { customer, month, year };
}

/** Both on one subscription from 1 January. */
async function monthAndYear(extra: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { customer, month, year } = await openBoth();
  const items = [{ price: year.id }, { price: month.id }];
  return {
    customer,
    subscription: await sandbox.stripe.subscriptions.create({ customer: customer.id, items, ...extra }),
  };
}

const invoices = async () =>
  (await sandbox.stripe.invoices.list({ limit: 100 })).data.map(({ total, lines, period_start }) => [
    new Date(period_start * 1000).toISOString().slice(0, 10),
    total,
    lines.data.length,
  ]);

const ends = (subscription: Stripe.Subscription) =>
  subscription.items.data.map((item) => new Date(item.current_period_end * 1000).toISOString().slice(0, 10));

test('items bill on cycles of their own, together where these meet', async () => {
  const { stripe, account } = sandbox;
  const { subscription } = await monthAndYear();
  expect(subscription.billing_mode).toMatchObject({ type: 'flexible' });
  expect(ends(subscription)).toEqual(['2026-01-01', '2025-02-01']);
  expect(await invoices()).toEqual([['2025-01-01', 140_00, 2]]);
  account.advanceTo(day('2025-02-02'));
  expect(ends(await stripe.subscriptions.retrieve(subscription.id))).toEqual(['2026-01-01', '2025-03-01']);
  account.advanceTo(day('2026-01-02'));
  const all = await invoices();
  expect(all).toHaveLength(13);
  expect(all.slice(0, 2)).toEqual([
    ['2025-12-01', 140_00, 2],
    ['2025-11-01', 20_00, 1],
  ]);
  const [newest] = (await stripe.invoices.list({ limit: 1 })).data;
  expect(newest?.lines.data.map(({ period }) => period.end)).toEqual([seconds('2027-01-01'), seconds('2026-02-01')]);
});

test('a yearly fee with monthly usage bills each with its own period', async () => {
  const { stripe, account } = sandbox;
  const { customer, subscription } = await monthAndYear();
  const meter = await stripe.billing.meters.create({
    display_name: 'Calls',
    event_name: 'call',
    default_aggregation: { formula: 'sum' },
    value_settings: { event_payload_key: 'value' },
    customer_mapping: { event_payload_key: 'stripe_customer_id', type: 'by_id' },
  });
  const price = await stripe.prices.create({
    product_data: { name: 'Calls' },
    currency: 'usd',
    unit_amount: 10,
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  });
  const [, month] = subscription.items.data;
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: month?.id, deleted: true }, { price: price.id }],
    proration_behavior: 'none',
  });
  await stripe.billing.meterEvents.create({
    event_name: 'call',
    payload: { stripe_customer_id: customer.id, value: '37' },
  });
  account.advanceTo(day('2025-02-02'));
  expect(await invoices()).toEqual([
    ['2025-01-01', 3_70, 1],
    ['2025-01-01', 140_00, 2],
  ]);
});

test('an item on another cycle joins with the rest of its own period and leaves with the rest of it', async () => {
  const { stripe, account } = sandbox;
  const { customer, month, year } = await openBoth();
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: month.id }] });
  account.advanceTo(day('2025-01-16'));
  const joined = await stripe.subscriptions.update(subscription.id, {
    items: [{ price: year.id }],
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
  });
  expect(ends(joined)).toEqual(['2025-02-01', '2026-01-01']);
  const share = (365 - 15) / 365;
  expect(joined.latest_invoice).toMatchObject({ total: Math.round(120_00 * share) });
  expect(joined.billing_cycle_anchor).toBe(seconds('2025-01-01'));
  account.advanceTo(day('2025-03-02'));
  const left = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: joined.items.data[0]?.id, deleted: true }],
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
  });
  expect(ends(left)).toEqual(['2026-01-01']);
  expect(left.latest_invoice).toMatchObject({ total: -Math.round((20_00 * 30) / 31), amount_due: 0 });
});

test('leaving at the end is leaving at the first end, unless the last one is asked for', async () => {
  const { stripe } = sandbox;
  const { subscription } = await monthAndYear();
  const leave = async (params: Stripe.SubscriptionUpdateParams) =>
    (await stripe.subscriptions.update(subscription.id, params)).cancel_at;
  expect(await leave({ cancel_at_period_end: true })).toBe(seconds('2025-02-01'));
  expect(await leave({ cancel_at: 'max_period_end' })).toBe(seconds('2026-01-01'));
  expect(await leave({ cancel_at: 'min_period_end' })).toBe(seconds('2025-02-01'));
});

test('a trial ends for all items at once, and then each starts its own cycle', async () => {
  const { stripe, account } = sandbox;
  const { subscription } = await monthAndYear({ trial_period_days: 10 });
  expect(ends(subscription)).toEqual(['2025-01-11', '2025-01-11']);
  account.advanceTo(day('2025-01-12'));
  expect(ends(await stripe.subscriptions.retrieve(subscription.id))).toEqual(['2026-01-11', '2025-02-11']);
  expect((await invoices())[0]).toEqual(['2025-01-01', 140_00, 2]);
});

test('the classic mode has one cycle, until it is left for good', async () => {
  const { stripe } = sandbox;
  await expect(monthAndYear({ billing_mode: { type: 'classic' } })).rejects.toThrow(/flexible/);
  const { customer, year, month } = await openBoth();
  const { id, billing_mode } = await stripe.subscriptions.create({
    billing_mode: { type: 'classic' },
    customer: customer.id,
    items: [{ price: month.id }],
  });
  expect(billing_mode).toMatchObject({ flexible: null, type: 'classic' });
  const add = () => stripe.subscriptions.update(id, { items: [{ price: year.id }] });
  await expect(add()).rejects.toThrow(/flexible/);
  await stripe.subscriptions.migrate(id, { billing_mode: { type: 'flexible' } });
  expect((await add()).items.data).toHaveLength(2);
});

test('before 2025-03-31 the period that ends first is that of the subscription', async () => {
  const { account } = sandbox;
  const { subscription } = await monthAndYear();
  const path = `/v1/subscriptions/${subscription.id}`;
  expect(account.request('GET', path, {}, { apiVersion: '2024-06-20' })).toMatchObject({
    current_period_end: seconds('2025-02-01'),
  });
});
