import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { open } from '@/lib/auth/secret-box';
import { runBackfill } from '@/lib/connections/backfill/run-backfill';
import { expectedMrr } from '@/lib/connections/expected-mrr';
import { createWebhookEndpoint } from '@/lib/connections/webhook-endpoint';
import { getDb, getPool } from '@/lib/db/client';
import { flushDeliveries } from '@/lib/inbox/count-delivery';
import { projectPending } from '@/lib/inbox/projector';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';
import { type Harness, sign, startHarness } from '@/lib/inbox/testing/harness';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import { type SandboxServer, startSandboxServer } from '@/sandbox/server';
import { answerConnection, answerConnections, answerNewConnection } from './answer-connections';
import { connectKey } from './connect-key';
import { steerBackfill } from './steer-backfill';
import { tryKeyAgain } from './try-key-again';

const KEY = 'rk_live_headwater_reads';
let harness: Harness;
let account: SandboxAccount;
let sandbox: SandboxServer;
let workspaceId: string;

beforeAll(async () => {
  harness = await startHarness();
  workspaceId = harness.account.workspaceId;
  account = shop();
  sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
});
beforeEach(() => sandbox.keys.restrict(KEY, { '*': 'read' }));
afterAll(async () => {
  await sandbox.close();
  await harness.close();
});

function made(path: string, params: object): string {
  const object: unknown = account.request('POST', path, { ...params });
  return typeof object === 'object' && object !== null && 'id' in object ? String(object.id) : '';
}

/** Three subscribers: by the month, by the year, and one with a discount. */
function shop(): SandboxAccount {
  account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z') });
  const product = made('/v1/products', { name: 'Plan' });
  const price = (unit_amount: number, interval: string) =>
    made('/v1/prices', { product, currency: 'usd', unit_amount, recurring: { interval } });
  const [monthly, yearly] = [price(4900, 'month'), price(60_000, 'year')];
  const coupon = made('/v1/coupons', { percent_off: 50, duration: 'forever' });
  const subscribe = (email: string, params: object) =>
    made('/v1/subscriptions', {
      customer: made('/v1/customers', { email, payment_method: 'pm_card_visa' }),
      ...params,
    });
  subscribe('ada@example.com', { items: [{ price: monthly }] });
  subscribe('grace@example.com', { items: [{ price: yearly, quantity: 2 }] });
  subscribe('alan@example.com', { items: [{ price: monthly }], discounts: [{ coupon }] });
  return account;
}

async function readAll(id: string): Promise<void> {
  await runBackfill({ workspaceId, id }, new AbortController().signal);
  await projectPending();
}

const stateOf = ({ checks }: { checks: { id: string; state: string }[] }, id: string) =>
  checks.find((check) => check.id === id)?.state;

test('FK-28…FK-35 a key ends in connected: permissions, history, expected MRR, webhook', async () => {
  const connection = await answerNewConnection(workspaceId, { name: 'Shop', key: KEY });
  const { id } = connection;
  expect(connection).toMatchObject({ mode: 'live', state: 'connecting', backfill: { state: 'running' } });
  expect(connection.permissions.every(({ access }) => access === 'granted')).toBe(true);

  await steerBackfill(workspaceId, id, { action: 'pause' });
  expect((await answerConnection(workspaceId, id)).backfill.state).toBe('paused');
  await expect(steerBackfill(workspaceId, id, { action: 'pause' })).rejects.toMatchObject({ code: 'conflict' });
  await steerBackfill(workspaceId, id, { action: 'resume' });
  await readAll(id);

  const read = await answerConnection(workspaceId, id);
  expect(read.backfill.state).toBe('done');
  for (const step of read.backfill.steps) expect(step.counted, step.kind).toBe(step.objects);
  expect(['key', 'events', 'identity', 'revenue'].map((check) => stateOf(read, check))).toEqual([
    ...['ok', 'ok', 'ok', 'ok'],
  ]);
  expect(await expectedMrr(workspaceId, id)).toEqual({
    ...{ subscriptions: 3, complete: true, pending: false },
    currencies: [
      { currency: 'usd', lowMinor: 4900 + 10_000, highMinor: 9800 + 10_000, oursMinor: 17_350, within: true },
    ],
  });

  await getPool().query('update mrr_span set amount_minor = amount_minor - 4900 where connection_id = $1', [id]);
  expect((await expectedMrr(workspaceId, id)).currencies).toMatchObject([{ within: false }]);
  await getPool().query('update mrr_span set amount_minor = amount_minor + 4900 where connection_id = $1', [id]);

  await expect(createWebhookEndpoint(workspaceId, id, 'https://hw.example/hook')).rejects.toThrow(/Webhook Endpoints/);
  sandbox.keys.restrict(KEY, { '*': 'read', webhook_endpoints: 'write' });
  const endpoint = await createWebhookEndpoint(workspaceId, id, 'https://hw.example/hook');
  await expect(createWebhookEndpoint(workspaceId, id, 'https://hw.example/hook')).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(account.request('GET', `/v1/webhook_endpoints/${endpoint.id}`)).toMatchObject({
    url: 'https://hw.example/hook',
  });
  const { cipher } = await getDb().webhookSecret.findFirstOrThrow({ where: { workspaceId, connectionId: id } });
  const rawBody = Buffer.from(JSON.stringify(account.events().at(-1)));
  const receipt = await receiveStripeEvent({ connectionId: id, rawBody, signature: sign(rawBody, open(cipher)) });
  expect(receipt.status).toBe(200);
  await flushDeliveries();

  const done = await answerConnection(workspaceId, id);
  expect(done.checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(done.state).toBe('connected');
  expect(JSON.stringify([done, await answerConnections(workspaceId)])).not.toMatch(/rk_live|whsec_|v1\.\w/);
});

test('FK-36 a key without Subscriptions is stored, said to lack it, and reads the rest; given it, it reads all', async () => {
  sandbox.keys.restrict(KEY, { '*': 'read', subscriptions: 'none' });
  const { id } = await answerNewConnection(workspaceId, { name: 'Half', key: KEY });
  await readAll(id);
  const half = await answerConnection(workspaceId, id);
  expect(half).toMatchObject({ state: 'problem', backfill: { state: 'running' } });
  expect(half.checks.find((check) => check.id === 'key')?.text).toContain('Subscriptions');
  const { steps } = half.backfill;
  expect(steps.filter(({ problem }) => problem).map(({ kind }) => kind)).toEqual(['subscriptions']);
  // All other lists go on.
  for (const { kind, phase } of steps) expect(phase === 'done', kind).toBe(kind !== 'subscriptions');

  sandbox.keys.restrict(KEY, { '*': 'read' });
  await tryKeyAgain(workspaceId, id);
  await readAll(id);
  expect(await answerConnection(workspaceId, id)).toMatchObject({ backfill: { state: 'done' } });
});

test('a key that Stripe does not know leaves nothing behind; an unreachable Stripe is no wrong key', async () => {
  sandbox.keys.revoke('rk_live_revoked_one');
  const before = await answerConnections(workspaceId);
  const wrong = { name: 'Wrong', key: 'rk_live_revoked_one' };
  await expect(answerNewConnection(workspaceId, wrong)).rejects.toMatchObject({ code: 'unprocessable', field: 'key' });
  expect(await answerConnections(workspaceId)).toEqual(before);

  const { id } = await answerNewConnection(workspaceId, { name: 'Later' });
  process.env.STRIPE_API_BASE = 'http://127.0.0.1:9';
  await connectKey(workspaceId, id, KEY);
  process.env.STRIPE_API_BASE = sandbox.url;
  const later = await answerConnection(workspaceId, id);
  expect(later).toMatchObject({ mode: 'live', key: { problem: 'Stripe could not be reached for all of it.' } });
  expect(later.permissions.every(({ access }) => access === 'untried')).toBe(true);
});
