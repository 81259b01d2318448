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
import { runBackfill } from '../backfill/run-backfill';
import { startBackfill } from '../backfill/start-backfill';
import { pullBalanceTransactions } from './pull-balance-transactions';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

test('B6-10 FK-38 fees come from balance transactions, read once however often, and revenue is net of them', async () => {
  const account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z') });
  const pay = () =>
    account.request('POST', '/v1/payment_intents', {
      amount: 10_000,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
  const eventsOf = () => account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event)));
  for (let index = 0; index < 120; index += 1) pay();
  const sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
  await harness.deliver(...eventsOf());

  const params = parseReportParams(harness.account, { from: '2026-03-01', to: '2026-04-01' });
  const figure = async (metric: string) => (await loadMetric(harness.account, metric, params)).total.value;
  expect(await figure('net-revenue')).toBe(1_200_000);
  expect((await loadHealth(harness.account, 'live')).issues).toMatchObject([{ kind: 'unknown_fees', count: 120 }]);

  const source = { workspaceId: harness.account.workspaceId, id: harness.connectionId };
  await getDb().connection.update({
    where: { workspaceId_id: source },
    data: { apiKeyCipher: seal('rk_live_reader'), apiKeyMode: 'live' },
  });
  const complete = async () =>
    (await getDb().pullCursor.findFirst({ where: { workspaceId: source.workspaceId } }))?.historyDone;
  expect(await pullBalanceTransactions()).toBe(100); // the newest page, before the history is read
  expect(await complete()).toBe(false);
  await startBackfill(source);
  expect(await runBackfill(source, new AbortController().signal)).toBe('done');
  expect(await pullBalanceTransactions()).toBe(0);
  expect(await complete()).toBe(true);
  await projectPending();
  expect(await figure('fees')).toBe(120 * 320);
  expect(await figure('net-revenue')).toBe(120 * 9680);
  expect((await loadHealth(harness.account, 'live')).issues).toEqual([]);

  account.advanceTo(new Date('2026-03-02T12:00:00Z'));
  pay();
  await harness.deliver(...eventsOf().slice(-4));
  expect(await pullBalanceTransactions()).toBe(1);
  await projectPending();
  expect(await figure('fees')).toBe(121 * 320);

  await sandbox.close();
  await pullBalanceTransactions();
  expect((await loadHealth(harness.account, 'live')).issues[0]?.message).toContain('could not be reached');
}, 60_000);
