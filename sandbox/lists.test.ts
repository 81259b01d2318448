import { afterAll, beforeAll, expect, test } from 'vitest';
import { day, openShop, seconds, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
let customers: string[];

/** 25 customers, one a day from 1 January. */
beforeAll(async () => {
  sandbox = await startTestSandbox();
  customers = [];
  for (let i = 0; i < 25; i++) {
    sandbox.account.advanceTo(new Date(day('2025-01-01').getTime() + i * 86_400_000));
    customers.push((await sandbox.stripe.customers.create({ email: `c${i}@example.com` })).id);
  }
});
afterAll(() => sandbox.close());

const ids = (list: { data: { id: string }[] }) => list.data.map(({ id }) => id);
const newest = () => [...customers].reverse();

test('a list is newest first, ten long, and says whether there is more', async () => {
  const { stripe } = sandbox;
  const page = await stripe.customers.list();
  expect(ids(page)).toEqual(newest().slice(0, 10));
  expect(page.has_more).toBe(true);
  const rest = await stripe.customers.list({ limit: 100, starting_after: newest()[9] });
  expect(ids(rest)).toEqual(newest().slice(10));
  expect(rest.has_more).toBe(false);
  expect((await stripe.customers.list({ limit: 15, starting_after: newest()[9] })).has_more).toBe(false);
});

test('ending_before gives the page just above the cursor, still newest first', async () => {
  const { stripe } = sandbox;
  const page = await stripe.customers.list({ limit: 5, ending_before: newest()[10] });
  expect(ids(page)).toEqual(newest().slice(5, 10));
  expect(page.has_more).toBe(true);
  const top = await stripe.customers.list({ limit: 5, ending_before: newest()[5] });
  expect(ids(top)).toEqual(newest().slice(0, 5));
  expect(top.has_more).toBe(false);
});

test('auto-pagination sees every row once, from either end', async () => {
  const { stripe } = sandbox;
  const down: string[] = [];
  for await (const { id } of stripe.customers.list({ limit: 4 })) down.push(id);
  expect(down).toEqual(newest());
  const up: string[] = [];
  for await (const { id } of stripe.customers.list({ limit: 4, ending_before: customers[0] })) up.push(id);
  expect(up).toEqual(customers.slice(1));
});

test('created filters are exact at their ends', async () => {
  const { stripe } = sandbox;
  const from = seconds('2025-01-05');
  const to = seconds('2025-01-08');
  const count = async (created: object) => (await stripe.customers.list({ limit: 100, created })).data.length;
  expect(await count({ gte: from, lt: to })).toBe(3);
  expect(await count({ gt: from, lte: to })).toBe(3);
  expect((await stripe.customers.list({ created: from })).data).toHaveLength(1);
  const narrow = await stripe.customers.list({ limit: 2, created: { gte: from, lt: to } });
  expect(narrow.has_more).toBe(true);
});

test('an unknown cursor is refused', async () => {
  await expect(sandbox.stripe.customers.list({ starting_after: 'cus_none' })).rejects.toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'starting_after',
  });
});

test('subscriptions hide the cancelled ones unless asked for', async () => {
  const { stripe } = sandbox;
  const { price, customer } = await openShop(stripe);
  const kept = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const gone = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  await stripe.subscriptions.cancel(gone.id, { cancellation_details: { feedback: 'unused' } });
  expect(ids(await stripe.subscriptions.list())).toEqual([kept.id]);
  expect(ids(await stripe.subscriptions.list({ status: 'all' }))).toEqual([gone.id, kept.id]);
  expect(ids(await stripe.subscriptions.list({ status: 'canceled', customer: customer.id }))).toEqual([gone.id]);
  expect(ids(await stripe.subscriptions.list({ customer: customers[0], status: 'all' }))).toEqual([]);
  expect(ids(await stripe.subscriptions.list({ price: price.id }))).toEqual([kept.id]);
});

test('expansion follows lists and levels, and refuses what cannot be expanded', async () => {
  const { stripe } = sandbox;
  const { price, customer } = await openShop(stripe);
  await stripe.coupons.create({ id: 'EXPAND', percent_off: 5, duration: 'forever' });
  await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    discounts: [{ coupon: 'EXPAND' }],
  });
  const list = await stripe.subscriptions.list({
    customer: customer.id,
    expand: ['data.customer', 'data.items.data.price.product', 'data.discounts.source.coupon', 'data.latest_invoice'],
  });
  expect(list.data[0]).toMatchObject({
    customer: { object: 'customer', id: customer.id },
    items: { data: [{ price: { product: { name: 'Gold' } } }] },
    discounts: [{ object: 'discount', source: { coupon: { percent_off: 5 } } }],
    latest_invoice: { object: 'invoice', total: 19_00 },
  });
  await expect(stripe.customers.retrieve(customer.id, { expand: ['nonsense'] })).rejects.toMatchObject({
    statusCode: 400,
  });
});

test('events are listed by type and for thirty days', async () => {
  const { stripe, account } = sandbox;
  const created = await stripe.events.list({ type: 'customer.created', limit: 100 });
  expect(created.data.length).toBeGreaterThan(24);
  const some = await stripe.events.list({ types: ['product.*', 'price.created'], limit: 100 });
  expect(new Set(some.data.map(({ type }) => type))).toEqual(new Set(['product.created', 'price.created']));
  const [first] = account.events();
  expect((await stripe.events.retrieve(first?.id ?? '')).type).toBe('customer.created');
  account.advanceTo(day('2025-03-15'));
  await expect(stripe.events.retrieve(first?.id ?? '')).rejects.toMatchObject({ statusCode: 404 });
});
