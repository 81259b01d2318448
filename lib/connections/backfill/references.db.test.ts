import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { snapshotsOf } from '@/lib/inbox/testing/snapshots-of';
import type { SandboxServer } from '@/sandbox/server';
import { referencesOf } from './references';
import { startBackfill } from './start-backfill';
import { type Company, makeCompany } from './testing/company';
import { connect, countsOf, forbid, forgetAll, heldCounts, progressOf, readOn, sourceOf } from './testing/connected';

let harness: Harness;
let company: Company;
let sandbox: SandboxServer;

beforeAll(async () => {
  process.env.STRIPE_REQUESTS_PER_SECOND = '10000';
  harness = await startHarness();
  company = makeCompany({ customers: 115, startAt: new Date('2025-06-01T09:00:00Z'), days: 60 });
  sandbox = await connect(harness, company.account);
});
afterEach(() => forgetAll(harness));
afterAll(async () => {
  delete process.env.STRIPE_REQUESTS_PER_SECOND;
  await sandbox.close();
  await harness.close();
});

const skip = (path: string) => sandbox.hiccups.plan({ status: 'skipped_page', requests: 1000, path });
const stepOf = async (kind: string) => (await progressOf(harness)).steps.find((step) => step.kind === kind);

/** What the objects that were read refer to and is not held. */
async function missing(): Promise<string[]> {
  const { rows } = await getPool().query<{ name: string }>(
    "select kind || ' ' || object_id as name from pulled_object",
  );
  const held = new Set(rows.map(({ name }) => name));
  const read = snapshotsOf(company.account, company.account.now()).map(({ data }) => data.object);
  return read
    .filter(({ id, object }) => held.has(`${object} ${id}`))
    .flatMap(({ id, object, ...members }) => referencesOf({ ...members, id: String(id), object: String(object) }))
    .map(({ kind, objectId }) => `${kind} ${objectId}`)
    .filter((name) => !held.has(name));
}

test('B14-5 F29 a list that leaves out the same page each time is told by what refers to it, and made up for', async () => {
  for (const list of ['customers', 'subscriptions', 'charges', 'payment_intents', 'balance_transactions'])
    skip(`/v1/${list}`);
  await startBackfill(sourceOf(harness));
  expect(await readOn(harness)).toBe('done');
  const counts = countsOf(company.account);
  const held = await heldCounts();
  expect(await missing()).toEqual([]);
  for (const kind of ['customers', 'subscriptions']) expect([kind, held[kind]]).toEqual([kind, counts[kind]]);
  for (const kind of ['customers', 'subscriptions', 'payment_intents', 'charges']) {
    const step = await stepOf(kind);
    expect(step).toMatchObject({ kind, phase: 'done', recovered: 0, gone: 0 });
    expect(step?.unlisted).toBeGreaterThan(0);
    expect((step?.counted ?? 0) + (step?.unlisted ?? 0)).toBe(held[kind]);
  }
  expect(await stepOf('products')).toMatchObject({ unlisted: 0, gone: 0 });
});

test('what Stripe does not have any more is named, and asked for once', async () => {
  const { account } = company;
  const customer = company.post('/v1/customers', { email: 'gone@example.com', payment_method: 'pm_card_visa' });
  company.post('/v1/payment_intents', {
    customer,
    amount: 500,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
  });
  account.request('DELETE', `/v1/customers/${customer}`, {});
  const [coupon] = snapshotsOf(account, account.now()).filter(({ type }) => type === 'coupon.pulled');
  const couponId = String(coupon?.data.object.id);
  account.request('DELETE', `/v1/coupons/${couponId}`, {});
  await sandbox.close();
  sandbox = await connect(harness, account);
  await startBackfill(sourceOf(harness));
  expect(await readOn(harness)).toBe('done');
  expect(await stepOf('coupons')).toMatchObject({ phase: 'done', unlisted: 0, gone: 1, goneIds: [couponId] });
  expect(await stepOf('customers')).toMatchObject({ phase: 'done', unlisted: 1, gone: 0 }); // Stripe still tells that it was
});

test('B14-6 a list that cannot be read yet is not read one by one', async () => {
  forbid(sandbox, 'subscriptions');
  await startBackfill(sourceOf(harness));
  expect(await readOn(harness)).toBe('waiting');
  expect((await heldCounts()).subscriptions).toBe(0);
  expect(await stepOf('customers')).toMatchObject({ phase: 'done' });
  forbid(sandbox);
  expect(await readOn(harness)).toBe('done');
  expect(await stepOf('subscriptions')).toMatchObject({ phase: 'done', unlisted: 0, recovered: 0 });
});
