import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending } from '../projector';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { charge, event } from '../testing/stripe-objects';
import { atOnce } from './testing/at-once';
import { inboxDigest } from './testing/inbox-digest';

vi.setConfig({ testTimeout: 120_000 }); // many rounds on a busy machine

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

const payment = event('charge.succeeded', '2026-02-01T10:00', charge('ch_1', 'cus_1', 4200, '2026-02-01T10:00'), {
  id: 'evt_copy',
});
const body = Buffer.from(JSON.stringify(payment));

async function countRows() {
  const rows = await getPool().query<{ events: bigint; versions: bigint; sales: bigint; gross: string }>(
    `select (select count(*) from stripe_event) as events, (select count(*) from object_version) as versions,
       (select count(*) from sale) as sales, (select coalesce(sum(amount_minor), 0)::text from ledger_entry where measure = 'sale') as gross`,
  );
  return rows.rows[0];
}

describe.each([5, 50, 1000])('F1 B14-3 %i copies of one event', (copies) => {
  test.each([
    ['one after the other', 1],
    ['64 at a time', 64],
    ['all at once', copies],
  ])('%s: all acknowledged, one row, one effect', async (_how, limit) => {
    const statuses: number[] = [];
    await atOnce(limit, Array(copies).fill(body), async (copy) => {
      statuses.push((await postBody(harness.connectionId, copy)).status);
    });
    expect(statuses).toHaveLength(copies);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await projectPending();
    expect(await countRows()).toEqual({ events: 1n, versions: 1n, sales: 1n, gross: '4200' });
  });
});

test('F1 copies that come after the projection change nothing', async () => {
  await harness.deliver(payment);
  const before = await inboxDigest(getPool(), harness.account.workspaceId);
  for (let copy = 0; copy < 50; copy += 1) await harness.deliver(payment);
  expect(await inboxDigest(getPool(), harness.account.workspaceId)).toBe(before);
});

test('F1 F6 copies of many events, sent at once in opposite orders, wait for each other without a deadlock', async () => {
  const statuses: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const bodies = Array.from({ length: 100 }, (_, index) => {
      const id = `evt_${round}_${String(index).padStart(3, '0')}`;
      return Buffer.from(JSON.stringify({ ...payment, id }));
    });
    await atOnce(200, [...bodies, ...bodies.toReversed()], async (copy) => {
      statuses.push((await postBody(harness.connectionId, copy)).status);
    });
  }
  expect(new Set(statuses)).toEqual(new Set([200]));
  const stored = await getPool().query('select from stripe_event');
  expect(stored.rowCount).toBe(30 * 100);
});
