import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { billingProblems } from './testing/stripe-schema';
import { day, openShop, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(billingProblems(sandbox.account)).toEqual([]);
  await sandbox.close();
}, 60_000);

const on = { automatic_tax: { enabled: true } };

/** A customer in Germany, and $20 a month: tax comes on top, or is in it. */
async function shop(tax_behavior: Stripe.PriceCreateParams.TaxBehavior = 'exclusive') {
  const { stripe } = sandbox;
  const { customer, product } = await openShop(stripe);
  await stripe.customers.update(customer.id, { address: { country: 'DE' } });
  const price = await stripe.prices.create({
    ...{ product: product.id, currency: 'usd', unit_amount: 20_00, recurring: { interval: 'month' } },
    tax_behavior,
  });
  return { customer, price };
}

test('a subscription is taxed by where its customer is, on every bill', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await shop();
  const subscription = await stripe.subscriptions.create({
    ...on,
    customer: customer.id,
    items: [{ price: price.id }],
    expand: ['latest_invoice'],
  });
  expect(subscription).toMatchObject({
    automatic_tax: { enabled: true, liability: { type: 'self' }, disabled_reason: null },
    default_tax_rates: [],
    latest_invoice: {
      automatic_tax: { enabled: true, status: 'complete', provider: 'stripe' },
      total: 23_80,
      total_excluding_tax: 20_00,
      total_taxes: [{ amount: 3_80, tax_behavior: 'exclusive' }],
    },
  });
  await stripe.customers.update(customer.id, { address: { country: 'CH' } });
  account.advanceTo(day('2025-02-02'));
  const [renewal] = (await stripe.invoices.list({ limit: 1 })).data;
  expect(renewal).toMatchObject({ total: 21_62, amount_paid: 21_62 });
});

test('a price that contains its tax stays what it is', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await shop('inclusive');
  const { latest_invoice: invoice } = await stripe.subscriptions.create({
    ...on,
    customer: customer.id,
    items: [{ price: price.id }],
    expand: ['latest_invoice'],
  });
  expect(invoice).toMatchObject({ total: 20_00, total_excluding_tax: 16_81 });
});

test('nobody is taxed whose country is unknown: at first it is refused, later it is given up', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const items = [{ price: price.id }];
  await expect(stripe.subscriptions.create({ ...on, customer: customer.id, items })).rejects.toMatchObject({
    code: 'customer_tax_location_invalid',
  });
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items });
  await expect(stripe.subscriptions.update(id, on)).rejects.toMatchObject({ code: 'customer_tax_location_invalid' });
  await stripe.customers.update(customer.id, { address: { country: 'US' } });
  expect(await stripe.subscriptions.update(id, on)).toMatchObject({ automatic_tax: { enabled: true } });
  await stripe.customers.update(customer.id, { address: '' });
  account.advanceTo(day('2025-02-02'));
  expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
    automatic_tax: { enabled: false, disabled_reason: 'requires_location_inputs' },
    latest_invoice: {
      automatic_tax: { enabled: false, disabled_reason: 'finalization_requires_location_inputs' },
      status: 'paid',
      total: 20_00,
    },
  });
});

test('invoices made by hand and previews are taxed as well', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await shop();
  const draft = await stripe.invoices.create({ ...on, customer: customer.id });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 100_00, currency: 'usd' });
  expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ total: 119_00 });
  const preview = { customer: customer.id, subscription_details: { items: [{ price: price.id }] } };
  expect(await stripe.invoices.createPreview({ ...preview, ...on })).toMatchObject({ total: 23_80 });
  expect(await stripe.invoices.createPreview(preview)).toMatchObject({ total: 20_00 });
});

test('a subscription from the checkout page goes on being taxed', async () => {
  const { stripe, account } = sandbox;
  const { price } = await shop();
  const session = await stripe.checkout.sessions.create({
    ...on,
    mode: 'subscription',
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: 'https://shop.example/thanks',
  });
  account.visit('POST', new URL(session.url ?? '').pathname, {
    ...{ email: 'bea@example.com', name: 'Bea', country: 'FR', payment: '4242424242424242' },
  });
  account.advanceTo(day('2025-02-02'));
  const [subscription] = (await stripe.subscriptions.list({ expand: ['data.latest_invoice'] })).data;
  expect(subscription).toMatchObject({
    automatic_tax: { enabled: true },
    latest_invoice: { billing_reason: 'subscription_cycle', total: 24_00 },
  });
});
