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
import { pullBalanceTransactions } from './pull-balance-transactions';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

test('B6-10 fees come from balance transactions, read once however often, and revenue is net of them', async () => {
  const account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z') });
  for (let index = 0; index < 120; index += 1) {
    account.request('POST', '/v1/payment_intents', {
      amount: 10_000,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
  }
  const sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
  await harness.deliver(...account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event))));

  const params = parseReportParams(harness.account, { from: '2026-03-01', to: '2026-04-01' });
  const figure = async (metric: string) => (await loadMetric(harness.account, metric, params)).total.value;
  expect(await figure('net-revenue')).toBe(1_200_000);
  expect((await loadHealth(harness.account, 'live')).issues).toMatchObject([{ kind: 'unknown_fees', count: 120 }]);

  const key = { workspaceId_id: { workspaceId: harness.account.workspaceId, id: harness.connectionId } };
  await getDb().connection.update({ where: key, data: { apiKeyCipher: seal('rk_live_reader'), apiKeyMode: 'live' } });
  expect(await pullBalanceTransactions()).toBe(120);
  await pullBalanceTransactions();
  await projectPending();
  expect(await figure('fees')).toBe(120 * 320);
  expect(await figure('net-revenue')).toBe(120 * 9680);
  expect((await loadHealth(harness.account, 'live')).issues).toEqual([]);

  await sandbox.close();
  await pullBalanceTransactions();
  expect((await loadHealth(harness.account, 'live')).issues[0]?.message).toContain('could not be reached');
}, 60_000);
