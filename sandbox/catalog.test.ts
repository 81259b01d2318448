import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

test('a product is created, changed and, while it has no price, deleted', async () => {
  const { stripe, account } = sandbox;
  const product = await stripe.products.create({ name: 'Gold', metadata: { tier: '1', old: 'x' } });
  const changed = await stripe.products.update(product.id, { name: 'Gold Plus', metadata: { old: '' } });
  expect(changed).toMatchObject({ name: 'Gold Plus', metadata: { tier: '1' }, active: true });
  expect(account.events().at(-1)).toMatchObject({
    type: 'product.updated',
    data: { previous_attributes: { name: 'Gold', metadata: { old: 'x' } } },
  });
  expect(await stripe.products.del(product.id)).toMatchObject({ deleted: true });
  await expect(stripe.products.retrieve(product.id)).rejects.toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  });
});

test('a price keeps its decimals as text and its tiers to itself until they are asked for', async () => {
  const { stripe } = sandbox;
  const product = await stripe.products.create({ name: 'Seats' });
  const fraction = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount_decimal: Stripe.Decimal.from('0.5'),
    recurring: { interval: 'month' },
  });
  expect(fraction.unit_amount).toBeNull();
  expect(String(fraction.unit_amount_decimal)).toBe('0.5');
  const tiered = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers: [
      { up_to: 10, unit_amount: 10_00 },
      { up_to: 'inf', unit_amount: 8_00 },
    ],
    recurring: { interval: 'year' },
  });
  expect(tiered.tiers).toBeUndefined();
  const expanded = await stripe.prices.retrieve(tiered.id, { expand: ['tiers'] });
  expect(expanded.tiers?.map(({ up_to, unit_amount }) => [up_to, unit_amount])).toEqual([
    [10, 10_00],
    [null, 8_00],
  ]);
  await expect(stripe.products.del(product.id)).rejects.toMatchObject({ statusCode: 400 });
});

test('a coupon shows the products it applies to only when asked, and a deleted one is gone', async () => {
  const { stripe } = sandbox;
  const product = await stripe.products.create({ name: 'Add-on' });
  await stripe.coupons.create({
    id: 'HALF',
    percent_off: 50,
    duration: 'forever',
    applies_to: { products: [product.id] },
  });
  expect((await stripe.coupons.retrieve('HALF')).applies_to).toBeUndefined();
  const expanded = await stripe.coupons.retrieve('HALF', { expand: ['applies_to'] });
  expect(expanded.applies_to?.products).toEqual([product.id]);
  await stripe.coupons.del('HALF');
  await expect(stripe.coupons.retrieve('HALF')).rejects.toMatchObject({ statusCode: 404 });
});

test('a customer is found by email, merged in metadata and answers as deleted afterwards', async () => {
  const { stripe } = sandbox;
  const customer = await stripe.customers.create({
    email: 'grace@example.com',
    address: { country: 'DE', city: 'Köln' },
    metadata: { user_id: '7' },
  });
  expect(customer.address).toMatchObject({ country: 'DE', city: 'Köln', line1: null });
  const changed = await stripe.customers.update(customer.id, { name: 'Grace', metadata: { plan: 'a b&c' } });
  expect(changed.metadata).toEqual({ user_id: '7', plan: 'a b&c' });
  expect((await stripe.customers.list({ email: 'grace@example.com' })).data.map(({ id }) => id)).toEqual([customer.id]);
  await stripe.customers.del(customer.id);
  expect(await stripe.customers.retrieve(customer.id)).toEqual(
    expect.objectContaining({ id: customer.id, deleted: true }),
  );
});

test('refusals name what is wrong as Stripe does', async () => {
  const { stripe, url } = sandbox;
  await expect(stripe.prices.retrieve('price_none')).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
  await expect(stripe.rawRequest('POST', '/v1/products', { name: 'x', colour: 'red' })).rejects.toMatchObject({
    code: 'parameter_unknown',
    param: 'colour',
  });
  await expect(stripe.charges.list({ limit: 101 })).rejects.toMatchObject({ statusCode: 400, param: 'limit' });
  const stranger = await fetch(`${url}/v1/customers`, { headers: { authorization: 'Bearer sk_live_other' } });
  expect(stranger.status).toBe(401);
  expect(await stranger.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  expect((await fetch(`${url}/v1/customers`)).status).toBe(401);
});

test('an idempotency key gives the first answer again, and only to the same request', async () => {
  const { stripe } = sandbox;
  const options = { idempotencyKey: 'once' };
  const first = await stripe.customers.create({ email: 'k@example.com' }, options);
  expect((await stripe.customers.create({ email: 'k@example.com' }, options)).id).toBe(first.id);
  await expect(stripe.customers.create({ email: 'l@example.com' }, options)).rejects.toBeInstanceOf(
    Stripe.errors.StripeIdempotencyError,
  );
});

test('the account says who it is', async () => {
  const own = await sandbox.stripe.accounts.retrieveCurrent();
  expect(own).toMatchObject({ object: 'account', default_currency: 'usd', country: 'US', charges_enabled: true });
});
