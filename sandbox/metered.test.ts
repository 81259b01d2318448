import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaErrors } from './testing/stripe-schema';
import { day, openShop, seconds, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(sandbox.account.events().flatMap(schemaErrors)).toEqual([]);
  await sandbox.close();
});

async function openMeteredShop() {
  const { stripe } = sandbox;
  const { customer, price: flat, product } = await openShop(stripe);
  const meter = await stripe.billing.meters.create({
    display_name: 'API calls',
    event_name: 'api_calls',
    default_aggregation: { formula: 'sum' },
  });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers: [
      { up_to: 100, unit_amount: 0 },
      { up_to: 'inf', unit_amount: 5 },
    ],
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  });
  const use = (value: number, date: string, identifier?: string) =>
    stripe.billing.meterEvents.create({
      event_name: 'api_calls',
      payload: { stripe_customer_id: customer.id, value: String(value) },
      timestamp: seconds(date),
      ...(identifier && { identifier }),
    });
  return { customer, flat, meter, price, use };
}

test('usage is billed at the end of the period in which it was, beside the fee for the next one', async () => {
  const { stripe, account } = sandbox;
  const { customer, flat, meter, price, use } = await openMeteredShop();
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: flat.id }, { price: price.id }],
    expand: ['latest_invoice'],
  });
  expect(subscription.items.data.map(({ quantity }) => quantity)).toEqual([1, undefined]);
  expect(subscription.latest_invoice).toMatchObject({ total: 20_00 });
  account.advanceTo(day('2025-01-20'));
  await use(120, '2025-01-10', 'first');
  await expect(use(120, '2025-01-10', 'first')).rejects.toMatchObject({ param: 'identifier' });
  await use(30, '2025-01-19');
  await use(999, '2025-02-03');
  const { data } = await stripe.billing.meters.listEventSummaries(meter.id, {
    customer: customer.id,
    start_time: seconds('2025-01-01'),
    end_time: seconds('2025-02-01'),
  });
  expect(data).toMatchObject([{ aggregated_value: 150 }]);
  account.advanceTo(day('2025-02-02'));
  const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(invoice).toMatchObject({ total: 22_50, billing_reason: 'subscription_cycle' });
  expect(invoice?.lines.data.map(({ amount, quantity, period }) => [amount, quantity, period.start])).toEqual([
    [20_00, 1, seconds('2025-02-01')],
    [2_50, 150, seconds('2025-01-01')],
  ]);
});

test('what was used last is billed when the subscription ends', async () => {
  const { stripe, account } = sandbox;
  const { customer, price, use } = await openMeteredShop();
  const leaving = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    cancel_at_period_end: true,
  });
  await use(200, '2025-01-15');
  account.advanceTo(day('2025-02-02'));
  const ended = await stripe.subscriptions.retrieve(leaving.id, { expand: ['latest_invoice'] });
  expect(ended).toMatchObject({ status: 'canceled', latest_invoice: { total: 5_00, status: 'paid' } });
});

test('usage in a trial is free, and a meter that is switched off takes none', async () => {
  const { stripe, account } = sandbox;
  const { customer, meter, price, use } = await openMeteredShop();
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    trial_period_days: 10,
  });
  await use(500, '2025-01-05');
  account.advanceTo(day('2025-01-12'));
  expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
    status: 'active',
    latest_invoice: { total: 0 },
  });
  await stripe.billing.meters.deactivate(meter.id);
  await expect(use(1, '2025-01-12')).rejects.toMatchObject({ statusCode: 400 });
  await stripe.billing.meters.reactivate(meter.id);
  expect((await stripe.billing.meters.list({ status: 'active' })).data).toHaveLength(1);
});

test('packages are billed whole', async () => {
  const { stripe } = sandbox;
  const { customer, product } = await openShop(stripe);
  const packs = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 7_00,
    recurring: { interval: 'week' },
    transform_quantity: { divide_by: 5, round: 'up' },
  });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: packs.id, quantity: 11 }],
    expand: ['latest_invoice'],
  });
  expect(subscription.latest_invoice).toMatchObject({ total: 21_00 });
});
