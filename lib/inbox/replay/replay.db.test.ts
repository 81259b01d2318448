import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { compareRollups } from '@/lib/checks/compare-rollups';
import { getPool } from '@/lib/db/client';
import { G1, START } from '../examples/testing/golden-set';
import { companyHistory } from '../faults/testing/history';
import { ledgerDigest } from '../ledger-digest';
import { projectPending } from '../projector';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { charge, event } from '../testing/stripe-objects';
import { dryRunReplay } from './dry-run';
import { replayEvents } from './replay-events';

vi.setConfig({ testTimeout: 120_000 });

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ timeZone: 'America/New_York' });
});
afterAll(() => harness.close());

const digest = async () => (await ledgerDigest(getPool(), harness.account.workspaceId)).all;
const inDatabase = (text: string, values: unknown[] = []) => getPool().query(text, values);
const versions = async () =>
  (await inDatabase('select kind, object_id, event_id, owner_id, body::text from object_version order by 1, 2, 3'))
    .rows;
const replayAll = async (selection = {}) => {
  const events = await replayEvents(harness.account, selection);
  await projectPending();
  return events;
};

describe('the golden set', () => {
  beforeAll(async () => {
    await harness.reset();
    await storeRate(harness.account, 'eur', 'usd', START, '1.08');
    await harness.deliver(...G1);
  });

  test('D8 G1 replayed twice leaves the same database', async () => {
    const [before, known] = [await digest(), await versions()];
    expect(await replayAll()).toBe(G1.length);
    expect(await digest()).toBe(before);
    expect(await replayAll()).toBe(G1.length);
    expect(await digest()).toBe(before);
    expect(await versions()).toEqual(known);
  });

  test('D8 a dry run of what has not changed says that no row changes, and leaves nothing behind', async () => {
    const before = await digest();
    const states = await inDatabase('select id, state, projected_at from stripe_event order by seq');
    const report = await dryRunReplay(harness.account, {});
    expect(report).toMatchObject({ matching: G1.length, events: G1.length, owners: 17, sums: [], rows: [] });
    expect(report.outcomes).toEqual({ projected: G1.length, ignored: 0, failed: 0 });
    expect(await digest()).toBe(before);
    expect((await inDatabase('select id, state, projected_at from stripe_event order by seq')).rows).toEqual(
      states.rows,
    );
  });

  test('a dry run of more than it takes reads the oldest and says of how many', async () => {
    const report = await dryRunReplay(harness.account, {}, 5);
    expect(report).toMatchObject({ matching: G1.length, events: 5, owners: 5 });
  });
});

describe('a company of two years', () => {
  const events = companyHistory(7, 25);
  beforeEach(async () => {
    await harness.reset();
    await harness.deliver(...events);
  });

  test('D8 replaying everything, by parts or at once, changes nothing', async () => {
    const [before, known] = [await digest(), await versions()];
    await replayAll({ type: 'invoice.*' });
    await replayAll({ ids: events.slice(10, 60).map(({ id }) => id) });
    await replayAll();
    expect(await digest()).toBe(before);
    expect(await versions()).toEqual(known);
  });

  test.each([
    ['ledger_entry', "measure = 'sale'"],
    ['mrr_span', 'true'],
    ['series_span', 'true'],
    ['sale', 'true'],
    ['ledger_owner', 'not guest'],
    ['object_version', "kind = 'invoice'"],
  ])('a row of %s that was deleted comes back with the events of its owner, sums included', async (table, where) => {
    const before = await digest();
    const owner = table === 'ledger_owner' ? 'id' : 'owner_id';
    const [gone] = (
      await inDatabase(
        `delete from ${table} where ctid = (select ctid from ${table} where ${where} limit 1) returning ${owner} as owner`,
      )
    ).rows;
    const own = await inDatabase('select distinct event_id from object_version where owner_id = $1', [gone.owner]);
    const ids = table === 'object_version' ? undefined : own.rows.map(({ event_id }) => event_id);
    const report = await dryRunReplay(harness.account, { ids });
    if (table !== 'object_version') expect(report.sums).toMatchObject([{ table, added: 1, removed: 0, changed: 0 }]);
    await replayAll({ ids });
    expect(await digest()).toBe(before);
    expect(await compareRollups(harness.account.workspaceId)).toEqual([]);
  });

  test('a row that was added or altered is removed or put right, and the dry run says by how much', async () => {
    const before = await digest();
    await inDatabase(`insert into ledger_entry select workspace_id, connection_id, owner_id, 'made up', livemode, measure, day, occurred_at,
      known_at, currency, 700, 700, fx_rate, fx_day, quantity, product_id, price_id, interval, country, coupon, metadata, origin, detail, 'x'
      from ledger_entry where measure = 'sale' limit 1`);
    await inDatabase(`update ledger_entry set amount_minor = amount_minor + 5, digest = 'y'
      where ctid = (select ctid from ledger_entry where measure = 'sale_gross' limit 1)`);
    const report = await dryRunReplay(harness.account, {});
    expect(report.sums).toMatchObject([
      { table: 'ledger_entry', measure: 'sale', added: 0, removed: 1, changed: 0, difference: -700n },
      { table: 'ledger_entry', measure: 'sale_gross', added: 0, removed: 0, changed: 1, difference: -5n },
    ]);
    expect(report.rows.map(({ change, before: was, after }) => ({ change, by: (after ?? 0n) - (was ?? 0n) }))).toEqual(
      expect.arrayContaining([
        { change: 'removed', by: -700n },
        { change: 'changed', by: -5n },
      ]),
    );
    await replayAll();
    expect(await digest()).toBe(before);
  });
});

test('a failed event is tried again: it stays failed with its reason, or is projected once it can be read', async () => {
  await harness.reset();
  const broken = event(
    'charge.succeeded',
    '2026-02-01',
    charge('ch_1', 'cus_1', 1000, '2026-02-01', { amount: 'a lot' }),
  );
  await harness.deliver(broken);
  const report = await dryRunReplay(harness.account, { state: 'failed' });
  expect(report).toMatchObject({
    events: 1,
    outcomes: { failed: 1 },
    failures: [{ id: broken.id, type: 'charge.succeeded' }],
  });
  expect(report.failures[0]?.reason).toContain('amount');
  await replayAll({ state: 'failed' });
  const state = async () => (await inDatabase('select state, reason from stripe_event')).rows;
  expect(await state()).toMatchObject([{ state: 'failed', reason: report.failures[0]?.reason }]);

  await inDatabase(`update stripe_event set payload = replace(payload, '"a lot"', '1000')`);
  expect((await dryRunReplay(harness.account, { state: 'failed' })).sums.length).toBeGreaterThan(0);
  expect(await replayAll({ ids: [broken.id] })).toBe(1);
  expect(await state()).toEqual([{ state: 'projected', reason: null }]);
  expect(await compareRollups(harness.account.workspaceId)).toEqual([]);
});

test('what an event no longer says is taken back, from the figures of the one it was said of as well', async () => {
  await harness.reset();
  const paid = event('charge.succeeded', '2026-02-01', charge('ch_1', 'cus_1', 1000, '2026-02-01'));
  await harness.deliver(paid);
  await inDatabase("update connection set account_id = 'acct_other'");
  const report = await dryRunReplay(harness.account, {});
  expect(report).toMatchObject({ outcomes: { projected: 0, ignored: 1 } });
  expect(report.rows.every(({ change }) => change === 'removed')).toBe(true);
  await replayAll();
  expect((await inDatabase('select from ledger_entry')).rowCount).toBe(0);
  expect((await inDatabase('select from daily_rollup')).rowCount).toBe(0);
  await inDatabase('update connection set account_id = null');
});

test('what cannot be written is named by a dry run, and the rest of it is compared', async () => {
  await harness.reset();
  await harness.deliver(
    ...['1', '2', '3'].map((n) =>
      event('charge.succeeded', '2026-02-01', charge(`ch_${n}`, `cus_${n}`, 1000, '2026-02-01')),
    ),
  );
  await inDatabase("delete from sale where owner_id in ('cus_2', 'cus_3')");
  await inDatabase("alter table sale add constraint not_this check (owner_id <> 'cus_2') not valid");
  const report = await dryRunReplay(harness.account, {});
  await inDatabase('alter table sale drop constraint not_this');
  expect(report).toMatchObject({
    events: 3,
    outcomes: { projected: 2, failed: 1 },
    failures: [{ type: 'charge.succeeded' }],
  });
  expect(report.rows.filter(({ change }) => change === 'added')).toMatchObject([{ table: 'sale', ownerId: 'cus_3' }]);
});

test('events that arrive while others are replayed lead to the ledger they lead to alone', async () => {
  const history = companyHistory(11, 60);
  const half = Math.floor(history.length / 2);
  expect(history.length).toBeGreaterThan(600); // more than a page
  await harness.reset();
  await harness.deliver(...history);
  const quiet = await digest();
  await harness.reset();
  await harness.deliver(...history.slice(0, half));
  const arriving = (async () => {
    for (let at = half; at < history.length; at += 20) await harness.post(...history.slice(at, at + 20));
  })();
  const replaying = (async () => {
    for (let round = 0; round < 4; round += 1) {
      await replayAll();
      await dryRunReplay(harness.account, { type: 'invoice.*' });
    }
  })();
  await Promise.all([arriving, replaying]);
  await projectPending();
  expect(await digest()).toBe(quiet);
  expect(await compareRollups(harness.account.workspaceId)).toEqual([]);
});
