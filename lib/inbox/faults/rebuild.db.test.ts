import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ledgerDigest, metricDayDigests } from '../ledger-digest';
import { rebuildWorkspace, refoldWorkspace } from '../rebuild';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { charge, event, item, price, subscription } from '../testing/stripe-objects';
import { companyHistory } from './testing/history';
import { inboxDigest } from './testing/inbox-digest';
import { Random } from './testing/random';

vi.setConfig({ testTimeout: 120_000 }); // many rounds on a busy machine

const inEuro = price('price_eur', 900, 'month', { currency: 'eur' });

/** One more than may share an address by default. */
const office = Array.from({ length: 51 }, (_, n) =>
  event('customer.created', '2026-01-02', { id: `cus_desk_${n}`, object: 'customer', email: 'office@example.com' }),
);

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ timeZone: 'America/New_York', weekStart: 'sunday' });
  const events = new Random(7).shuffle(companyHistory(7, 40));
  for (let start = 0; start < events.length; start += 37) await harness.deliver(...events.slice(start, start + 37));
  await harness.deliver(
    ...office,
    event('charge.succeeded', '2026-01-02', charge('ch_eur', 'cus_eur', 1000, '2026-01-02', { currency: 'eur' })),
    event(
      'customer.subscription.created',
      '2026-01-02',
      subscription('sub_eur', 'cus_eur', [item('si_eur', inEuro)], '2026-01-02', { currency: 'eur' }),
    ),
  );
});
afterAll(() => harness.close());

const digests = async () => ({
  inbox: await inboxDigest(getPool(), harness.account.workspaceId),
  days: await metricDayDigests(getPool(), harness.account.workspaceId),
});

test('every table has something to lose (control)', async () => {
  const { tables } = await ledgerDigest(getPool(), harness.account.workspaceId);
  const empty = Object.keys(tables).filter((table) => tables[table] === 'empty');
  expect(empty).toEqual([]);
  const guests = await getPool().query('select from ledger_owner where guest');
  expect(guests.rowCount).toBeGreaterThan(0);
  const discounted = await getPool().query("select from mrr_span where detail->'discounts' <> '[]'");
  expect(discounted.rowCount).toBeGreaterThan(0);
  expect((await digests()).days.size).toBeGreaterThan(200);
});

test('D9 a rebuild from the inbox leaves every table and every metric’s every day as it was', async () => {
  const before = await digests();
  const result = await rebuildWorkspace(harness.account.workspaceId);
  expect(result).toMatchObject({ changed: [], after: result.before });
  expect(result.events).toBeGreaterThan(300);
  expect(await digests()).toEqual(before);
});

test('so does folding every customer again', async () => {
  const before = await digests();
  expect(await refoldWorkspace(harness.account.workspaceId)).toBeGreaterThan(30);
  expect(await digests()).toEqual(before);
});

test('a rebuild repairs what was damaged, and says which days were wrong', async () => {
  const before = await digests();
  const damaged = await getPool().query<{ day: string }>(
    `update daily_rollup set amount_minor = amount_minor + 1
     where (measure, day, dimension) in (select measure, day, dimension from daily_rollup where measure = 'sale' and dimension = '' order by day limit 1)
     returning day`,
  );
  await getPool().query(
    "delete from ledger_entry where entry_id in (select entry_id from ledger_entry where measure = 'refund' limit 1)",
  );
  const result = await rebuildWorkspace(harness.account.workspaceId);
  expect(result.changed).toEqual([`sale ${damaged.rows[0]?.day}`]);
  expect(result.after).not.toBe(result.before);
  expect(await digests()).toEqual(before);
});

test('a rate that came later is in the rebuilt figures, and only there something changes', async () => {
  await storeRate(harness.account, 'eur', 'usd', '2026-01-01', '1.1');
  const result = await rebuildWorkspace(harness.account.workspaceId);
  expect(result.changed.length).toBeGreaterThan(0);
  expect(result.changed.every((key) => key.includes(' 2026-01-'))).toBe(true);
});

test('a rebuild that fails leaves the old figures in place', async () => {
  const before = await digests();
  await getPool().query("alter table sale add constraint nothing_more check (id = '') not valid");
  await expect(rebuildWorkspace(harness.account.workspaceId)).rejects.toThrow();
  await getPool().query('alter table sale drop constraint nothing_more');
  expect(await digests()).toEqual(before);
});
