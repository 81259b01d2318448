import { afterAll, beforeAll, expect, test } from 'vitest';
import { seal } from '@/lib/auth/secret-box';
import { getDb } from '@/lib/db/client';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { loadHealth } from '@/lib/reports/load-health';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { createSandboxAccount } from '@/sandbox/account';
import { startSandboxServer } from '@/sandbox/server';
import { pullTerms } from './pull-terms';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const created = (value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';

test('B1-10 tiers, and the products of a coupon, are read once a webhook left them out', async () => {
  const account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z') });
  const post = (path: string, params: Record<string, unknown>) => created(account.request('POST', path, params));
  const [devices, support] = [post('/v1/products', { name: 'Devices' }), post('/v1/products', { name: 'Support' })];
  const tiers = [
    { up_to: 5, unit_amount: 1000 },
    { up_to: 'inf', unit_amount: 800 },
  ];
  const graduated = post('/v1/prices', {
    ...{ product: devices, currency: 'usd', recurring: { interval: 'month' } },
    ...{ billing_scheme: 'tiered', tiers_mode: 'graduated', tiers },
  });
  const flat = post('/v1/prices', {
    product: support,
    currency: 'usd',
    unit_amount: 5000,
    recurring: { interval: 'month' },
  });
  const coupon = post('/v1/coupons', { percent_off: 50, duration: 'forever', applies_to: { products: [support] } });
  const customer = post('/v1/customers', { payment_method: 'pm_card_visa' });
  const items = [{ price: graduated, quantity: 8 }, { price: flat }];
  post('/v1/subscriptions', { customer, items, discounts: [{ coupon }] });
  await harness.deliver(...account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event))));

  const params = parseReportParams(harness.account, { from: '2026-03-01', to: '2026-04-01' });
  const mrr = async () => (await loadMetric(harness.account, 'mrr', params)).total.value;
  const issues = async () => (await loadHealth(harness.account, 'live')).issues.map(({ kind }) => kind);
  expect(await issues()).toContain('unsupported_price');
  expect(await mrr()).toBe(2500);

  const sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
  const key = { workspaceId_id: { workspaceId: harness.account.workspaceId, id: harness.connectionId } };
  await getDb().connection.update({ where: key, data: { apiKeyCipher: seal('rk_live_reader'), apiKeyMode: 'live' } });
  expect(await pullTerms(new Date('2026-03-02T00:00:00Z'))).toBe(2);
  await projectPending();
  expect(await mrr()).toBe(7400 + 2500);
  expect(await issues()).not.toContain('unsupported_price');
  expect(await pullTerms(new Date('2026-03-03T00:00:00Z'))).toBe(0);
  await sandbox.close();
});

test('B14 an invoice of which a webhook brought ten lines is read whole, once', async () => {
  await harness.reset();
  const account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z'), seed: 2 });
  const post = (path: string, params: Record<string, unknown>) => created(account.request('POST', path, params));
  const product = post('/v1/products', { name: 'Seats' });
  const customer = post('/v1/customers', { payment_method: 'pm_card_visa' });
  for (let index = 0; index < 11; index += 1)
    post('/v1/invoiceitems', { customer, amount: 100 + index, currency: 'usd', description: `Seat ${index}` });
  const recurring = { interval: 'month' };
  const price = post('/v1/prices', { product, currency: 'usd', unit_amount: 1000, recurring });
  post('/v1/subscriptions', { customer, items: [{ price }] });
  await harness.deliver(...account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event))));
  const issues = async () => (await loadHealth(harness.account, 'live')).issues.map(({ kind }) => kind);
  expect(await issues()).toContain('truncated_lines');

  const sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
  expect(await pullTerms(new Date('2026-03-04T00:00:00Z'))).toBe(1);
  await projectPending();
  expect(await issues()).not.toContain('truncated_lines');
  expect(await pullTerms(new Date('2026-03-04T00:00:00Z'))).toBe(0);
  await sandbox.close();
});
