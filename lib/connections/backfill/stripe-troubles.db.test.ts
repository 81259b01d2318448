import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import type { HiccupKind } from '@/sandbox/http/hiccups';
import { type SandboxServer, startSandboxServer } from '@/sandbox/server';
import { startBackfill } from './start-backfill';
import { type Company, makeCompany } from './testing/company';
import { connect, countsOf, forgetAll, heldCounts, progressOf, readOn, sourceOf } from './testing/connected';

let harness: Harness;
let company: Company;
let sandbox: SandboxServer;
let quiet: Record<string, string>;

beforeAll(async () => {
  process.env.STRIPE_REQUESTS_PER_SECOND = '10000';
  process.env.STRIPE_TIMEOUT_SECONDS = '0.4';
  harness = await startHarness();
  company = makeCompany({ customers: 70, startAt: new Date('2025-06-01T09:00:00Z'), days: 200 });
  sandbox = await connect(harness, company.account);
  await readEverything();
  quiet = await digest();
  await forgetAll(harness);
});
afterEach(() => forgetAll(harness));
afterAll(async () => {
  delete process.env.STRIPE_REQUESTS_PER_SECOND;
  delete process.env.STRIPE_TIMEOUT_SECONDS;
  await sandbox.close();
  await harness.close();
});

async function readEverything(): Promise<void> {
  await startBackfill(sourceOf(harness));
  expect(await readOn(harness)).toBe('done');
}

async function digest(): Promise<Record<string, string>> {
  await projectPending();
  return (await ledgerDigest(getPool(), harness.account.workspaceId)).tables;
}

/** No gap, no object twice, and no figure that is another than on a quiet day. */
async function expectAllOnce(): Promise<void> {
  expect(await heldCounts()).toEqual(countsOf(company.account));
  const { steps } = await progressOf(harness);
  expect(Object.fromEntries(steps.map(({ kind, counted }) => [kind, counted]))).toEqual(countsOf(company.account));
  const twice = await getPool().query(
    "select object_id, type from stripe_event where type like '%.pulled' group by 1, 2 having count(*) > 1",
  );
  expect(twice.rows).toEqual([]);
  expect(await digest()).toEqual(quiet);
}

const MODES: { status: HiccupKind; requests: number; retryAfter?: number; path?: string }[] = [
  { status: 429, requests: 12 },
  { status: 429, requests: 3, retryAfter: 1 },
  { status: 500, requests: 8 },
  { status: 503, requests: 8 },
  { status: 409, requests: 3 },
  { status: 'silence', requests: 4 },
  { status: 'truncated', requests: 5 },
  { status: 'vanished_cursor', requests: 4 },
  { status: 'repeated_page', requests: 4 },
];

test.each(MODES)('F29 $requests times $status leaves no gap and no repeated effect', async (mode) => {
  sandbox.hiccups.plan(mode);
  sandbox.hiccups.plan({ ...mode, path: '/v1/invoices', requests: 2 });
  await readEverything();
  await expectAllOnce();
});

test('F29 Stripe is away for a while: what was read stays, the rest follows', async () => {
  await startBackfill(sourceOf(harness));
  const reading = readOn(harness);
  await expect.poll(async () => (await progressOf(harness)).steps.some(({ objects }) => objects > 0)).toBe(true);
  const { port } = sandbox;
  await sandbox.close();
  await sleep(500);
  sandbox = await startSandboxServer({ account: company.account, port });
  expect(await reading).toBe('done');
  await expectAllOnce();
});
