import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { atOnce } from '@/lib/inbox/faults/testing/at-once';
import { drained } from '@/lib/inbox/faults/testing/drained';
import { Random } from '@/lib/inbox/faults/testing/random';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { projectPending, startProjector } from '@/lib/inbox/projector';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { type Harness, postBody, startHarness } from '@/lib/inbox/testing/harness';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { loadFreshness } from '@/lib/workspace/load-freshness';
import { makeCompany } from '../backfill/testing/company';
import { connect, eventsOf, forgetAll, sourceOf } from '../backfill/testing/connected';
import { catchUp } from './catch-up';
import { loadCatchUps } from './run-log';

vi.setConfig({ testTimeout: 900_000 });

const START = new Date('2026-03-01T09:00:00Z');
const HOUR = 3600;
let harness: Harness;

beforeAll(async () => {
  process.env.STRIPE_REQUESTS_PER_SECOND = '10000';
  harness = await startHarness();
});
afterAll(async () => {
  delete process.env.STRIPE_REQUESTS_PER_SECOND;
  await harness.close();
});
afterEach(async () => {
  await forgetAll(harness);
  await getPool().query('truncate catch_up, connection_hour');
});

const digest = async () => (await ledgerDigest(getPool(), harness.account.workspaceId)).all;
const storedCount = async () =>
  (await getPool().query<{ count: number }>('select count(*)::int as count from stripe_event')).rows[0]?.count;

/** As Stripe sends when it has much to send: many at once, each until it is taken. */
async function post(events: readonly FakeEvent[]): Promise<void> {
  const bodies = events.map((event) => Buffer.from(JSON.stringify(event)));
  await atOnce(64, bodies, async (body) => {
    while ((await postBody(harness.connectionId, body)).status !== 200);
  });
}

/** What the ledger comes to when everything arrives, in order and in peace. */
async function undisturbed(events: readonly FakeEvent[]): Promise<string> {
  await post(events);
  await projectPending();
  const all = await digest();
  await harness.reset();
  return all;
}

test('F30 of 10,000 webhooks one in a hundred is dropped for good: one cycle finds all, and says how many', async () => {
  const { account } = makeCompany({ customers: 780, startAt: START, days: 25 });
  const all = eventsOf(account);
  expect(all.length).toBeGreaterThan(10_000);
  const whole = await undisturbed(all);
  const random = new Random(30);
  const dropped = new Set(all.filter((_, index) => index > 0 && random.chance(0.01)));
  expect(dropped.size).toBeGreaterThan(50);
  await post(all.filter((event) => !dropped.has(event)));
  await projectPending();
  expect(await digest()).not.toBe(whole); // the control: something was missing

  const sandbox = await connect(harness, account);
  const { recovered } = await catchUp(sourceOf(harness), 'hourly', { settleMs: 0 });
  expect(recovered).toBe(dropped.size);
  expect(await catchUp(sourceOf(harness), 'asked', { settleMs: 0 })).toMatchObject({ recovered: 0 });
  const runs = await loadCatchUps(harness.account.workspaceId, harness.connectionId);
  expect(runs.map((run) => run.recovered)).toEqual([0, dropped.size]);
  await projectPending();
  expect(await storedCount()).toBe(all.length);
  expect(await digest()).toBe(whole);
  await sandbox.close();
});

test('F31 the endpoint is down for 72 hours, then three days’ backlog comes at once: drained, and every figure right', async () => {
  const { account } = makeCompany({ customers: 1000, startAt: START, days: 4 });
  const all = eventsOf(account);
  const end = all.at(-1)?.created ?? 0;
  const before = all.filter(({ created }) => created < end - 72 * HOUR);
  const backlog = all.filter((event) => !before.includes(event));
  expect(backlog.length).toBeGreaterThan(8000);
  const whole = await undisturbed(all);
  await post(before);
  await projectPending();

  const sandbox = await connect(harness, account);
  const projector = startProjector();
  let isOver = false;
  const looking = lookAtReports(() => isOver);
  const catching = catchUp(sourceOf(harness), 'start', { settleMs: 0 });
  await post(new Random(31).shuffle(backlog));
  const { problem, recovered } = await catching;
  await drained(getPool());
  isOver = true;
  expect(await looking).toBeGreaterThan(0);
  await projector.stop();

  expect(problem).toBeNull();
  expect(recovered).toBeLessThanOrEqual(backlog.length);
  expect(await storedCount()).toBe(all.length);
  expect(await digest()).toBe(whole);
  expect((await rebuildWorkspace(harness.account.workspaceId)).changed).toEqual([]);
  await sandbox.close();
});

/** Somebody looks at reports meanwhile; each look must be answered. Returns how many there were. */
async function lookAtReports(isOver: () => boolean): Promise<number> {
  const params = parseReportParams(harness.account, { from: '2026-03-01', to: '2026-04-01' });
  let looks = 0;
  while (!isOver()) {
    await Promise.all([
      loadMetric(harness.account, 'mrr', params),
      loadMetric(harness.account, 'net-revenue', params),
      loadFreshness(harness.account.workspaceId),
    ]);
    looks += 1;
  }
  return looks;
}
