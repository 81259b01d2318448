import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { startApp } from '@/lib/inbox/faults/testing/app-process';
import { drained } from '@/lib/inbox/faults/testing/drained';
import { Random } from '@/lib/inbox/faults/testing/random';
import { Sender } from '@/lib/inbox/faults/testing/sender';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import type { HiccupKind } from '@/sandbox/http/hiccups';
import type { SandboxServer } from '@/sandbox/server';
import { startBackfill } from './start-backfill';
import { type Company, makeCompany } from './testing/company';
import { connect, countsOf, eventsOf, forgetAll, heldCounts, progressOf, readOn, sourceOf } from './testing/connected';

vi.setConfig({ testTimeout: 900_000 });

const CUSTOMERS = Number(process.env.HEADWATER_FAULT_CUSTOMERS ?? 200);
const TROUBLES: HiccupKind[] = [429, 500, 503, 'silence', 'truncated', 'vanished_cursor', 'repeated_page'];
const PROGRAM = join(import.meta.dirname, 'testing/backfill-app.ts');

let harness: Harness;
let company: Company;
let sandbox: SandboxServer;
let environment: Record<string, string>;

beforeAll(async () => {
  harness = await startHarness();
  company = makeCompany({ customers: CUSTOMERS, startAt: new Date('2025-01-01T09:00:00Z'), days: 400 });
  sandbox = await connect(harness, company.account);
  environment = {
    DATABASE_URL: process.env.DATABASE_URL ?? '',
    STRIPE_API_BASE: sandbox.url,
    STRIPE_TIMEOUT_SECONDS: '0.5',
    STRIPE_REQUESTS_PER_SECOND: '',
  };
});
afterEach(() => forgetAll(harness));
afterAll(async () => {
  delete process.env.STRIPE_REQUESTS_PER_SECOND;
  await sandbox.close();
  await harness.close();
});

const readSoFar = async () =>
  (await progressOf(harness)).steps.reduce((sum, { objects, counted }) => sum + objects + (counted ?? 0), 0);

/** Kills one process after the other as soon as it has read a few pages, until all is read. Returns how many. */
async function readWhileKilled(sender: Sender): Promise<number> {
  const random = new Random(29);
  let kills = 0;
  for (let isDone = false; !isDone; ) {
    const app = await startApp(environment, PROGRAM);
    let stopped = false;
    const sending = sender.run(app.origin, 8, 5, () => stopped);
    const before = await readSoFar();
    for (const status of random.shuffle(TROUBLES).slice(0, 2))
      sandbox.hiccups.plan({ status, requests: random.between(1, 2), ...(status === 429 && { retryAfter: 0 }) });
    const enough = before + 100 * random.between(0, 3); // a few pages more, of a hundred objects each
    while (!isDone && (await readSoFar()) <= enough) {
      await sleep(random.between(100, 600));
      isDone = (await progressOf(harness)).state === 'done';
    }
    if (isDone) {
      await sending;
      await drained(getPool());
    } else kills += 1;
    stopped = true;
    await app.kill();
    await sending;
  }
  return kills;
}

async function expectAllHeld(): Promise<void> {
  const counts = countsOf(company.account);
  expect(await heldCounts()).toEqual(counts);
  const { steps } = await progressOf(harness);
  expect(Object.fromEntries(steps.map(({ kind, counted }) => [kind, counted]))).toEqual(counts);
}

const digest = async () => {
  await projectPending();
  return (await ledgerDigest(getPool(), harness.account.workspaceId)).tables;
};

async function readQuietly(): Promise<void> {
  process.env.STRIPE_REQUESTS_PER_SECOND = '10000';
  await startBackfill(sourceOf(harness));
  expect(await readOn(harness)).toBe('done');
}

test('B14-5 B14-8 F29 killed every few pages while Stripe fails and webhooks arrive, the ledger is that of a quiet run', async () => {
  const events = eventsOf(company.account);
  await startBackfill(sourceOf(harness));
  const sender = new Sender(events, new Random(5));
  const kills = await readWhileKilled(sender);
  expect(kills).toBeGreaterThan(3);
  expect(sender.acknowledged.size).toBe(events.length);
  await expectAllHeld();
  await readQuietly(); // what the last events left behind is read once more, as on the quiet day
  const killed = await digest();

  await forgetAll(harness);
  const post = [...events];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let event = post.pop(); event; event = post.pop()) await harness.post(event);
    }),
  );
  await projectPending();
  await readQuietly();
  expect(killed).toEqual(await digest());
});

test('B14-5 without webhooks, killed every few pages, every figure is that of a quiet run and no object came twice', async () => {
  await startBackfill(sourceOf(harness));
  expect(await readWhileKilled(new Sender([], new Random(6)))).toBeGreaterThan(3);
  await expectAllHeld();
  const twice = await getPool().query(
    "select object_id, type from stripe_event where type like '%.pulled' group by 1, 2 having count(*) > 1",
  );
  expect(twice.rows).toEqual([]);
  const killed = await digest();
  await forgetAll(harness);
  await readQuietly();
  const quiet = await digest();
  for (const table of [
    'daily_rollup',
    'period_rollup',
    'buyer_rollup',
    'cohort_rollup',
    'object_owner',
    'catalog_item',
  ])
    expect([table, killed[table]]).toEqual([table, quiet[table]]);
});
