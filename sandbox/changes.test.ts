import { afterEach, beforeEach, expect, test } from 'vitest';
import { day, openShop, seconds, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

/** Ada on Gold at $20 a month since 1 January; the 16th (noon) is half of January's 31 days. */
async function halfway() {
  const { stripe, account } = sandbox;
  const shop = await openShop(stripe);
  const silver = await stripe.prices.create({
    product: shop.product.id,
    currency: 'usd',
    unit_amount: 10_00,
    recurring: { interval: 'month' },
  });
  const yearly = await stripe.prices.create({
    product: shop.product.id,
    currency: 'usd',
    unit_amount: 200_00,
    recurring: { interval: 'year' },
  });
  const subscription = await stripe.subscriptions.create({
    customer: shop.customer.id,
    items: [{ price: shop.price.id }],
  });
  account.advanceTo(new Date('2025-01-16T12:00:00Z'));
  const item = subscription.items.data[0]?.id ?? '';
  return { ...shop, silver, yearly, subscription, item };
}

const amounts = (lines: { data: { amount: number }[] }) => lines.data.map(({ amount }) => amount);

test('more seats wait as prorations for the next invoice', async () => {
  const { stripe, account } = sandbox;
  const { subscription, item } = await halfway();
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 3 }] });
  const waiting = await stripe.invoiceItems.list({ pending: true });
  expect(waiting.data.map(({ amount, proration }) => [amount, proration])).toEqual([
    [30_00, true],
    [-10_00, true],
  ]);
  account.advanceTo(day('2025-02-02'));
  const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(amounts(invoice?.lines ?? { data: [] })).toEqual([-10_00, 30_00, 60_00]);
  expect(invoice).toMatchObject({ total: 80_00, amount_paid: 80_00 });
  expect(invoice?.lines.data[0]?.parent).toMatchObject({
    type: 'subscription_item_details',
    subscription_item_details: { subscription: subscription.id, subscription_item: item, proration: true },
  });
  expect((await stripe.invoiceItems.list({ pending: true })).data).toEqual([]);
});

test('always_invoice bills a change at once, and none never does', async () => {
  const { stripe } = sandbox;
  const { subscription, item, silver } = await halfway();
  const more = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, quantity: 2 }],
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
  });
  expect(more.latest_invoice).toMatchObject({ total: 10_00, status: 'paid', billing_reason: 'subscription_update' });
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: silver.id }],
    proration_behavior: 'none',
  });
  expect((await stripe.invoiceItems.list({ pending: true })).data).toEqual([]);
});

test('a downgrade billed at once becomes credit that the next invoice uses', async () => {
  const { stripe, account } = sandbox;
  const { subscription, item, silver, customer } = await halfway();
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: silver.id }],
    proration_behavior: 'always_invoice',
  });
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -5_00 });
  account.advanceTo(day('2025-02-02'));
  const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(invoice).toMatchObject({ total: 10_00, starting_balance: -5_00, ending_balance: 0, amount_paid: 5_00 });
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: 0 });
});

test('another interval starts a new cycle, billed at once less the unused time', async () => {
  const { stripe } = sandbox;
  const { subscription, item, yearly } = await halfway();
  const changed = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: yearly.id }],
    expand: ['latest_invoice'],
  });
  expect(changed.latest_invoice).toMatchObject({ total: 190_00, status: 'paid' });
  expect(changed.items.data[0]?.current_period_end).toBe(new Date('2026-01-16T12:00:00Z').getTime() / 1000);
});

test('a coupon takes its share for as long as it lasts, and its end is announced', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  await stripe.coupons.create({ id: 'THREE', percent_off: 25, duration: 'repeating', duration_in_months: 3 });
  await stripe.coupons.create({ id: 'FIRST', amount_off: 5_00, currency: 'usd', duration: 'once' });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    discounts: [{ coupon: 'THREE' }, { coupon: 'FIRST' }],
  });
  expect(subscription.discounts).toHaveLength(1);
  expect(subscription.discounts[0]).toMatch(/^di_/);
  account.advanceTo(day('2025-04-02'));
  const invoices = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(invoices.map(({ total }) => total).reverse()).toEqual([10_00, 15_00, 15_00, 20_00]);
  const ends = account.events().filter(({ type }) => type === 'customer.discount.deleted');
  expect(ends.map(({ created }) => created)).toEqual([seconds('2025-01-01'), seconds('2025-04-01')]);
  expect(ends[1]?.data.object).toMatchObject({
    source: { type: 'coupon', coupon: 'THREE' },
    end: seconds('2025-04-01'),
  });
  expect((await stripe.subscriptions.retrieve(subscription.id)).discounts).toEqual([]);
});

test('a trial ended by hand bills at once and anchors the cycle to that moment', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    trial_period_days: 30,
  });
  account.advanceTo(day('2025-01-10'));
  const ended = await stripe.subscriptions.update(id, { trial_end: 'now', expand: ['latest_invoice'] });
  expect(ended).toMatchObject({
    status: 'active',
    trial_end: seconds('2025-01-10'),
    billing_cycle_anchor: seconds('2025-01-10'),
    latest_invoice: { amount_paid: 20_00 },
  });
});

test('a deleted item is credited and gone', async () => {
  const { stripe } = sandbox;
  const { subscription, item, silver } = await halfway();
  await stripe.subscriptions.update(subscription.id, { items: [{ price: silver.id }] });
  const left = await stripe.subscriptions.update(subscription.id, { items: [{ id: item, deleted: true }] });
  expect(left.items.data.map((one) => one.price.id)).toEqual([silver.id]);
  const waiting = await stripe.invoiceItems.list({ pending: true });
  expect(waiting.data.map(({ amount }) => amount)).toEqual([-10_00, 5_00]);
});

test('an anchor in the future makes a first period that is billed in proportion', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  account.advanceTo(new Date('2025-01-16T12:00:00Z'));
  const start = (behavior: 'create_prorations' | 'none') =>
    stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      billing_cycle_anchor: seconds('2025-02-01'),
      proration_behavior: behavior,
      expand: ['latest_invoice'],
    });
  expect(await start('create_prorations')).toMatchObject({ latest_invoice: { total: 10_00 }, status: 'active' });
  const free = await start('none');
  expect(free).toMatchObject({ latest_invoice: { total: 0 }, status: 'active' });
  account.advanceTo(day('2025-03-02'));
  const invoices = (await stripe.invoices.list({ subscription: free.id })).data;
  expect(invoices.map(({ total }) => total)).toEqual([20_00, 20_00, 0]);
});

test('items are added, changed and removed one by one, at prices made on the spot', async () => {
  const { stripe } = sandbox;
  const { subscription, product } = await halfway();
  const added = await stripe.subscriptionItems.create({
    subscription: subscription.id,
    price_data: { currency: 'usd', product: product.id, unit_amount: 4_00, recurring: { interval: 'month' } },
    quantity: 2,
    proration_behavior: 'none',
  });
  expect(added).toMatchObject({ quantity: 2, price: { unit_amount: 4_00 } });
  await stripe.subscriptionItems.update(added.id, { quantity: 4 });
  expect((await stripe.invoiceItems.list({ pending: true })).data.map(({ amount }) => amount)).toEqual([8_00, -4_00]);
  await stripe.subscriptionItems.del(added.id, { proration_behavior: 'none' });
  expect((await stripe.subscriptionItems.list({ subscription: subscription.id })).data).toHaveLength(1);
});
