import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seal } from '@/lib/auth/secret-box';
import { getDb, getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import { type SandboxServer, startSandboxServer } from '@/sandbox/server';
import { findPurchase } from './find-purchase';
import { readPurchaseAgain } from './read-purchase-again';

let harness: Harness;
let account: SandboxAccount;
let sandbox: SandboxServer;
let customer: string;
let subscription: string;
let price: string;

const made = (value: unknown) => (typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '');
const post = (path: string, params: Record<string, unknown> = {}) => made(account.request('POST', path, params));
const asEvents = (from = 0) =>
  account
    .events()
    .slice(from)
    .map((event): FakeEvent => JSON.parse(JSON.stringify(event)));
const find = (text: string) => findPurchase(harness.account.workspaceId, text);
const readAgain = (objectId: string) =>
  readPurchaseAgain(harness.account.workspaceId, { connectionId: harness.connectionId, objectId });

beforeAll(async () => {
  harness = await startHarness();
  account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z') });
  const product = post('/v1/products', { name: 'Plan' });
  price = post('/v1/prices', { product, currency: 'usd', unit_amount: 4900, recurring: { interval: 'month' } });
  customer = post('/v1/customers', {
    email: 'Ada@Example.com',
    name: 'Ada',
    metadata: { user_id: 'u_42', crm: 'C-7' },
    payment_method: 'pm_card_visa',
  });
  subscription = post('/v1/subscriptions', { customer, items: [{ price }] });
  await harness.deliver(...asEvents());
  sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
});
afterAll(async () => {
  await sandbox.close();
  await harness.close();
});

describe('RC-20 FK-41 a purchase is found', () => {
  test.each([
    ['a customer', () => customer],
    ['a subscription', () => subscription],
    ['an address, however it is written', () => ' ada@EXAMPLE.com '],
    ['a user id of the app', () => 'u_42'],
    ['a value of the customer’s metadata that no rule reads', () => 'C-7'],
  ])('by %s', async (_, query) => {
    const { purchases } = await find(query());
    expect(purchases).toHaveLength(1);
    expect(purchases[0]).toMatchObject({
      connectionId: harness.connectionId,
      owner: { id: customer, personId: 'u_42', resolvedBy: 'metadata:user_id', mode: 'live', guest: false },
    });
    expect(purchases[0]?.events.length).toBeGreaterThan(0);
    expect(purchases[0]?.rows.map(({ table }) => table)).toContain('mrr_span');
  });

  test('by every object that was sold, and by an event of it', async () => {
    const known = await getPool().query<{ object_id: string; event_id: string }>(
      "select object_id, event_id from object_version where kind in ('invoice', 'charge', 'payment_intent')",
    );
    expect(known.rows.length).toBeGreaterThan(2);
    for (const { object_id, event_id } of known.rows) {
      for (const { purchases } of [await find(object_id), await find(event_id)]) {
        expect(purchases[0]).toMatchObject({ objectId: object_id, owner: { id: customer } });
        expect(purchases[0]?.rows.map(({ table }) => table)).toContain('sale');
      }
    }
  });

  test('a price has events and no owner; what nobody knows is not found, and says whether Stripe can be asked', async () => {
    expect((await find(price)).purchases).toMatchObject([{ objectId: price, kind: 'price', owner: null }]);
    expect(await find('in_unknown')).toEqual({ purchases: [], readable: 'in_unknown', readers: [] });
    expect(await find('nobody@example.com')).toEqual({ purchases: [], readable: null, readers: [] });
  });

  test('an event that failed or that nothing reads is found by its object', async () => {
    const payload = JSON.stringify({ data: { object: { id: 'po_1', object: 'payout_like' } } });
    await getDb().stripeEvent.create({
      data: {
        ...{ workspaceId: harness.account.workspaceId, connectionId: harness.connectionId, id: 'evt_odd', payload },
        ...{ type: 'payout_like.paid', livemode: true, objectId: 'po_1', occurredAt: new Date(), state: 'ignored' },
      },
    });
    expect((await find('po_1')).purchases).toMatchObject([
      { objectId: 'po_1', owner: null, events: [{ id: 'evt_odd' }] },
    ]);
  });

  test('F35 not in another workspace', async () => {
    await getDb().workspace.create({ data: { id: 'ws_other', name: 'Other' } });
    for (const text of [customer, 'u_42', 'ada@example.com', subscription])
      expect((await findPurchase('ws_other', text)).purchases).toEqual([]);
  });
});

describe('RC-20 an object is read again', () => {
  test('not without a key', async () => {
    await expect(readAgain(customer)).rejects.toMatchObject({ code: 'unprocessable' });
    const key = { workspaceId_id: { workspaceId: harness.account.workspaceId, id: harness.connectionId } };
    await getDb().connection.update({ where: key, data: { apiKeyCipher: seal('rk_live_reader'), apiKeyMode: 'live' } });
  });

  test('nothing is news while nothing happened', async () => {
    expect((await find(customer)).readers).toEqual([harness.connectionId]);
    expect(await readAgain(customer)).toMatchObject({ news: 0, missing: [], changes: [] });
  });

  test('what no webhook brought is stored, and the rows that it changes are named', async () => {
    const known = account.events().length;
    account.advanceTo(new Date('2026-03-05T12:00:00Z'));
    post(`/v1/subscriptions/${subscription}`, { cancel_at_period_end: false, metadata: { seat: '1' } });
    account.request('DELETE', `/v1/subscriptions/${subscription}`, {});
    expect(account.events().length).toBeGreaterThan(known);
    const { read, news, changes, waiting } = await readAgain(subscription);
    expect([read, news, waiting]).toEqual([1, 1, false]);
    expect(changes.map(({ table, change }) => `${change} ${table}`)).toContain('changed mrr_span');
    expect((await find(subscription)).purchases[0]?.events[0]).toMatchObject({ source: 'api' });
    expect(await readAgain(subscription)).toMatchObject({ news: 0, changes: [] });
  });

  test('an object that nobody knew comes with its owner; one that Stripe does not know is named', async () => {
    const stranger = post('/v1/customers', { email: 'eve@example.com' });
    expect((await find(stranger)).purchases).toEqual([]);
    expect(await readAgain(stranger)).toMatchObject({ read: 1, news: 1 });
    expect((await find('eve@example.com')).purchases).toMatchObject([{ owner: { id: stranger } }]);
    expect(await readAgain('in_unknown')).toMatchObject({ read: 0, missing: ['in_unknown'] });
    await expect(readAgain('nonsense')).rejects.toMatchObject({ code: 'unprocessable' });
  });
});
