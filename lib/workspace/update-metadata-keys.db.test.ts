import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadAccount } from '@/lib/auth/load-account';
import { compareRollups } from '@/lib/checks/compare-rollups';
import { getPool } from '@/lib/db/client';
import { figure, type Question } from '@/lib/inbox/examples/testing/figures';
import { type Plan, subscribed, updated } from '@/lib/inbox/examples/testing/lives';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { charge, event } from '@/lib/inbox/testing/stripe-objects';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { loadDimension } from '@/lib/reports/load-dimension';
import { parseReportParams } from '@/lib/reports/report-params';
import type { Account, DimensionFilter } from '@/lib/reports/types';
import { loadMetadataKeys } from './load-metadata-keys';
import { metadataKeyChoice } from './metadata-keys';
import { updateMetadataKeys } from './update-metadata-keys';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const WHEN = '2026-03-02';
const MARCH = { from: '2026-03-01', to: '2026-04-01', interval: 'month' } as const;

const customer = (id: string, metadata: Record<string, string>, when = WHEN, type = 'customer.created') =>
  event(type, when, { id, object: 'customer', email: null, metadata, created: Date.parse(WHEN) / 1000 });
const plan = (name: string, amount: number, currency = 'usd'): Plan => ({
  customer: name,
  amount,
  since: WHEN,
  currency,
});

/** Two on "pro", one of whom pays in euros; one on "free, for now"; one without a plan. */
beforeEach(async () => {
  await harness.reset();
  await updateMetadataKeys(harness.account.workspaceId, []);
  for (const day of [WHEN, '2026-03-20', '2026-03-30']) await storeRate(harness.account, 'eur', 'usd', day, '1.10');
  await harness.deliver(
    customer('cus_1', { plan: 'pro', user_id: 'u1' }),
    customer('cus_2', { plan: ' pro ', user_id: 'u2' }),
    customer('cus_3', { plan: 'free, for now', user_id: 'u3' }),
    customer('cus_4', { user_id: 'u4', team: '' }),
    ...[subscribed(plan('cus_1', 1000)), subscribed(plan('cus_2', 2000, 'eur')), subscribed(plan('cus_3', 400))],
    subscribed(plan('cus_4', 80)),
    event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 5000, WHEN)),
    event('charge.succeeded', WHEN, charge('ch_3', 'cus_3', 700, WHEN)),
  );
});

const choose = async (...keys: string[]): Promise<Account> => {
  await updateMetadataKeys(harness.account.workspaceId, keys);
  return loadAccount(harness.account.workspaceId);
};
const byPlan = async (account: Account, metric: string, question: Partial<Question> = {}) => {
  const { by, value } = await figure(account, metric, { ...MARCH, breakdown: 'metadata.plan', ...question });
  return { by, value };
};

test('BY-52 a key that is chosen divides what is there already: money, customers, payments and people', async () => {
  const account = await choose('plan');
  expect(await byPlan(account, 'mrr')).toEqual({ value: 3680, by: { pro: 3200, 'free, for now': 400, '': 80 } });
  expect(await byPlan(account, 'active-subscribers')).toEqual({ value: 4, by: { pro: 2, 'free, for now': 1, '': 1 } });
  expect(await byPlan(account, 'net-revenue')).toEqual({ value: 5700, by: { pro: 5000, 'free, for now': 700 } });
  expect((await byPlan(account, 'average-purchases-per-user')).by).toEqual({ pro: 1, 'free, for now': 1 });
  expect((await verifyWorkspace(account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);
});

test('BY-52 filters keep and leave out, alone and beside others', async () => {
  const account = await choose('plan');
  const filters = (query: Record<string, string>): DimensionFilter[] => parseReportParams(account, query).filters;
  const mrr = async (query: Record<string, string>) =>
    (await figure(account, 'mrr', { ...MARCH, filters: filters(query) })).value;
  expect(await mrr({ 'filter[metadata.plan]': 'pro' })).toBe(3200);
  expect(await mrr({ 'filter[metadata.plan]!': 'pro' })).toBe(480);
  expect(await mrr({ 'filter[metadata.plan]': 'free\\, for now,' })).toBe(480);
  expect(await mrr({ 'filter[metadata.plan]': 'pro', 'filter[currency]': 'eur' })).toBe(2200);
  expect(await mrr({ 'filter[metadata.plan]': 'pro', 'filter[product]!': 'prod_a' })).toBe(0);
  const subscribers = { ...MARCH, filters: filters({ 'filter[metadata.plan]!': 'pro' }) };
  expect((await figure(account, 'active-subscribers', subscribers)).value).toBe(2);
  expect((await figure(account, 'mrr', { ...subscribers, currency: 'eur' })).value).toBe(437);
});

test('what a customer carries now counts for all its past, and rollups kept by deltas are those made anew', async () => {
  const account = await choose('plan', 'team');
  await harness.deliver(
    customer('cus_1', { plan: 'team', team: "O'Brien" }, '2026-03-20', 'customer.updated'),
    updated('2026-03-21', plan('cus_2', 3000, 'eur')),
  );
  expect((await byPlan(account, 'net-revenue')).by).toEqual({ team: 5000, 'free, for now': 700 });
  expect((await byPlan(account, 'mrr')).by).toEqual({ team: 1000, pro: 3300, 'free, for now': 400, '': 80 });
  const byTeam = await byPlan(account, 'mrr', { breakdown: 'metadata.team' });
  expect(byTeam.by).toEqual({ "O'Brien": 1000, '': 3780 });
  expect(await compareRollups(account.workspaceId)).toEqual([]);
  const { before, after, changed } = await rebuildWorkspace(account.workspaceId);
  expect([after, changed]).toEqual([before, []]);
});

test('a choice is taken back without a trace, and an order of its own costs no fold', async () => {
  const before = await rollupRows();
  await choose('plan', 'user_id');
  expect(await rollupRows()).toBeGreaterThan(before);
  expect((await choose('user_id', 'plan')).metadataKeys).toEqual(['user_id', 'plan']);
  const account = await choose();
  expect(await rollupRows()).toBe(before);
  const refused = () => parseReportParams(account, { breakdown: 'metadata.plan' });
  expect(refused).toThrow('breakdown: there is no such dimension');
  await expect(async () => loadDimension(account, 'metadata.plan', 'live')).rejects.toMatchObject({
    code: 'not_found',
  });
});

async function rollupRows(): Promise<number> {
  const found = await getPool().query('select 1 from daily_rollup union all select 1 from mrr_leaf_daily');
  return found.rowCount ?? 0;
}

test('as known on a day: by what the customer carried then', async () => {
  const account = await choose('plan');
  await getPool().query('update object_version set known_at = occurred_at');
  await getPool().query('update stripe_event set known_at = occurred_at');
  await harness.deliver(customer('cus_1', { plan: 'team' }, '2026-03-20', 'customer.updated'));
  const asKnownOn = parseReportParams(account, { asKnownOn: '2026-03-10' }).asKnownOn ?? '';
  expect((await byPlan(account, 'net-revenue', { asKnownOn })).by).toEqual({ pro: 5000, 'free, for now': 700 });
  expect((await byPlan(account, 'mrr', { preset: 'stripe-classic' })).by).toMatchObject({ team: 1000, pro: 2200 });
});

test('what is offered: keys that customers carry, by how many, and the chosen ones; values with their names', async () => {
  expect(await loadMetadataKeys(harness.account.workspaceId, ['seat'])).toEqual([
    { key: 'user_id', customers: 4, values: 4 },
    { key: 'plan', customers: 3, values: 3 },
    { key: 'seat', customers: 0, values: 0 },
  ]);
  expect(await loadDimension(await choose('plan'), 'metadata.plan', 'live')).toEqual([
    { value: 'free, for now', label: 'free, for now' },
    { value: '', label: 'No plan' },
    { value: 'pro', label: 'pro' },
  ]);
});

test.each([[['a', 'b', 'c', 'd']], [['a', 'a']], [['']], [['x'.repeat(41)]]])('%j is refused', (keys) => {
  expect(metadataKeyChoice.safeParse({ keys }).error?.issues[0]?.path[0]).toBe('keys');
});
