import Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandboxAccount } from './account';
import { type SandboxServer, startSandboxServer } from './server';
import { day } from './testing/test-sandbox';

const KEY = 'sk_live_sandbox';
let server: SandboxServer;
const account = () => createSandboxAccount({ startAt: day('2025-01-01') });
let shop = account();
beforeEach(async () => {
  shop = account();
  server = await startSandboxServer({ account: shop, port: 0, apiKey: KEY });
});
afterEach(() => server.close());

const client = (key = KEY, maxNetworkRetries = 0) =>
  new Stripe(key, { host: '127.0.0.1', port: server.port, protocol: 'http', maxNetworkRetries, telemetry: false });

const control = (command: string, body: object) =>
  fetch(`${server.url}/_sandbox/${command}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${KEY}` },
    body: JSON.stringify(body),
  });

test('one key does one thing: the same request is answered again, another is refused', async () => {
  const stripe = client();
  const ask = (name: string) => stripe.customers.create({ name }, { idempotencyKey: 'join-1' });
  const first = await ask('Ada');
  expect((await ask('Ada')).id).toBe(first.id);
  await expect(ask('Bob')).rejects.toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' });
  expect((await stripe.customers.list()).data).toHaveLength(1);
  expect(shop.events()[0]?.request.idempotency_key).toBe('join-1');
  shop.advanceTo(day('2025-01-03'));
  expect((await ask('Bob')).id).not.toBe(first.id);
});

test('a refusal is repeated for its key too, though it would succeed by now', async () => {
  const stripe = client();
  const pay = () =>
    stripe.refunds
      .create({ payment_intent: 'pi_none' }, { idempotencyKey: 'refund-1' })
      .catch((error) => error.message);
  expect(await pay()).toBe(await pay());
});

test('the next requests hit the rate limit or a failure, which the SDK outlasts', async () => {
  await control('hiccup', { requests: 2, status: 429, retry_after: 0 });
  await expect(client().customers.list()).rejects.toMatchObject({
    statusCode: 429,
    type: 'StripeRateLimitError',
    code: 'rate_limit',
    headers: { 'retry-after': '0' },
  });
  await expect(client(KEY, 2).customers.list()).rejects.toMatchObject({ statusCode: 429 });
  await control('hiccup', { requests: 1, status: 409 });
  expect((await client(KEY, 1).customers.list()).data).toEqual([]);
  await control('hiccup', { requests: 1, status: 500, path: '/v1/invoices' });
  expect((await client().customers.list()).data).toEqual([]);
  await expect(client().invoices.list()).rejects.toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
});

test('answers carry the date of the sandbox’s clock', async () => {
  const { lastResponse } = await client().customers.list();
  expect(lastResponse.headers.date).toBe(day('2025-01-01').toUTCString());
});

test('an answer can fail to come, break off, lose its cursor or be the page before', async () => {
  for (const name of ['Ada', 'Bob', 'Cyd']) shop.request('POST', '/v1/customers', { name });
  const stripe = client();
  const list = (after?: string, timeout = 5000) =>
    stripe.customers.list({ limit: 1, ...(after && { starting_after: after }) }, { timeout });
  await control('hiccup', { requests: 1, status: 'silence', path: '/v1/customers' });
  await expect(list(undefined, 100)).rejects.toMatchObject({ type: 'StripeConnectionError' });
  await control('hiccup', { requests: 1, status: 'truncated' });
  await expect(list()).rejects.toMatchObject({
    type: 'StripeAPIError',
    message: expect.stringContaining('Invalid JSON'),
  });

  await control('hiccup', { requests: 1, status: 'vanished_cursor' });
  await control('hiccup', { requests: 1, status: 'repeated_page' });
  const [first] = (await list()).data;
  await expect(list(first?.id)).rejects.toMatchObject({ code: 'resource_missing', param: 'starting_after' });
  expect(await list(first?.id)).toMatchObject({ data: [{ id: first?.id }], has_more: true });
  expect((await list(first?.id)).data[0]?.id).not.toBe(first?.id);
});

test('a restricted key may do what it may, a revoked one nothing', async () => {
  await control('restrict_key', { key: 'rk_live_reader', permissions: { '*': 'read', subscriptions: 'none' } });
  const reader = client('rk_live_reader');
  expect((await reader.customers.list()).data).toEqual([]);
  const refused = { statusCode: 403, type: 'StripePermissionError' };
  await expect(reader.subscriptions.list()).rejects.toMatchObject(refused);
  await expect(reader.customers.create({})).rejects.toMatchObject(refused);
  server.keys.restrict('rk_live_reader', { '*': 'write' });
  expect((await reader.customers.create({})).object).toBe('customer');
  await control('revoke_key', { key: 'rk_live_reader' });
  await expect(reader.customers.list()).rejects.toMatchObject({
    statusCode: 401,
    type: 'StripeAuthenticationError',
    code: 'api_key_expired',
  });
  await expect(client('rk_live_stranger').customers.list()).rejects.toMatchObject({ statusCode: 401 });
});

test('every id can be expanded, four levels deep; what is no id is refused', async () => {
  const stripe = client();
  const customer = await stripe.customers.create({ name: 'Ada' });
  const intent = await stripe.paymentIntents.create({
    amount: 10_00,
    currency: 'usd',
    customer: customer.id,
    confirm: true,
    payment_method: 'pm_card_createDispute',
  });
  shop.advanceTo(day('2025-01-05'));
  const [dispute] = (
    await stripe.disputes.list({ expand: ['data.charge.balance_transaction', 'data.charge.customer'] })
  ).data;
  expect(dispute).toMatchObject({
    charge: { balance_transaction: { status: 'available' }, customer: { name: 'Ada' } },
  });
  const transactions = await stripe.balanceTransactions.list({
    type: 'charge',
    expand: ['data.source.payment_intent'],
  });
  expect(transactions.data[0]).toMatchObject({ source: { payment_intent: { id: intent.id } } });
  const refuse = (path: string) =>
    expect(stripe.paymentIntents.retrieve(intent.id, { expand: [path] })).rejects.toMatchObject({ statusCode: 400 });
  await refuse('status');
  await refuse('amount');
  await refuse('a.b.c.d.e.f');
  await stripe.customers.del(customer.id);
  const kept = await stripe.paymentIntents.retrieve(intent.id, { expand: ['customer'] });
  expect(kept.customer).toMatchObject({ id: customer.id, deleted: true });
});
