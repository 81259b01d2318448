import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { playReactivation, playRefundPartialThenFull, playUpgradeMidMonth } from '@/prisma/stories/small-lives';
import { createSandboxAccount } from '@/sandbox/account';
import { checkFigures } from './check-figures';
import { compareLedger } from './compare-ledger';

const NOW = new Date('2026-11-01T00:00:00Z');
const TABLES = [
  ...['ledger_owner', 'ledger_entry', 'mrr_span', 'series_span', 'sale', 'buyer_day', 'buyer_rollup', 'buyer_monthly'],
  ...[
    'person_joined',
    'cohort_size',
    'cohort_rollup',
    'daily_rollup',
    'period_rollup',
    'mrr_leaf_daily',
    'mrr_leaf_period',
  ],
];

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ currency: 'eur' }); // what is sold in dollars has leaves
  for (const [seed, play] of [playUpgradeMidMonth, playRefundPartialThenFull, playReactivation].entries()) {
    const account = createSandboxAccount({
      startAt: new Date('2026-01-01T00:00:00Z'),
      seed: seed + 1,
      currency: 'eur',
    });
    play(account);
    await harness.deliver(...account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event))));
  }
  await getPool().query('create schema kept');
  for (const table of TABLES) await getPool().query(`create table kept.${table} as select * from ${table}`);
});
beforeEach(async () => {
  for (const table of TABLES) {
    await getPool().query(`truncate ${table}`);
    await getPool().query(`insert into ${table} select * from kept.${table}`);
  }
});
afterAll(() => harness.close());

const id = () => harness.account.workspaceId;
const broken = async () => (await checkFigures(id(), NOW)).filter(({ ok }) => !ok).map(({ detail }) => detail);

test('D3 nothing differs while nobody touches the tables', async () => {
  expect(await compareLedger(id())).toEqual([]);
  expect(await broken()).toEqual([]);
});

test('D3 one row of each measure, deleted behind the back of the app, is named with its customer', async () => {
  const measures = await getPool().query<{ measure: string; owner_id: string; entry_id: string }>(
    'select distinct on (measure) measure, owner_id, entry_id from ledger_entry where workspace_id = $1 order by 1, 2, 3',
    [id()],
  );
  expect(measures.rows.length).toBeGreaterThan(20);
  for (const { owner_id, entry_id } of measures.rows) {
    const where = 'where workspace_id = $1 and owner_id = $2 and entry_id = $3';
    const gone = await getPool().query(`delete from ledger_entry ${where} returning *`, [id(), owner_id, entry_id]);
    expect(gone.rowCount).toBe(1);
    expect(await compareLedger(id())).toEqual([
      { table: 'ledger_entry', customer: owner_id, row: entry_id, problem: 'missing' },
    ]);
    await getPool().query(`insert into ledger_entry select * from kept.ledger_entry ${where}`, [
      id(),
      owner_id,
      entry_id,
    ]);
  }
});

test.each(['ledger_owner', 'mrr_span', 'series_span', 'sale'])('D3 a deleted row of %s is named', async (table) => {
  await getPool().query(`delete from ${table} where ctid = (select max(ctid) from ${table})`);
  expect(await compareLedger(id())).toMatchObject([{ table, problem: 'missing' }]);
});

test.each(TABLES)('D3 verify names %s when any row of it is deleted', async (table) => {
  const gone = await getPool().query(`delete from ${table} where ctid = (select max(ctid) from ${table})`);
  expect(gone.rowCount).toBe(1);
  expect((await broken()).join()).toContain(table);
});

test('D3 a changed amount and a row that nobody told of are named as what they are', async () => {
  await getPool().query(
    'update ledger_entry set amount_minor = amount_minor + 1 where ctid = (select min(ctid) from ledger_entry)',
  );
  await getPool().query(
    `insert into sale select workspace_id, connection_id, 'in_invented', owner_id, livemode, occurred_at, currency, gross_minor, discount_minor,
       tax_minor, net_minor, fee_minor, refunded_minor, objects, digest from sale limit 1`,
  );
  await getPool().query(
    `insert into sale select workspace_id, connection_id, 'in_stray', 'cus_stray', livemode, occurred_at, currency, gross_minor, discount_minor,
       tax_minor, net_minor, fee_minor, refunded_minor, objects, digest from sale limit 1`,
  );
  const found = await compareLedger(id());
  expect(found.map(({ table, problem }) => [table, problem]).sort()).toEqual([
    ['ledger_entry', 'changed'],
    ['sale', 'extra'],
    ['sale', 'extra'],
  ]);
  expect(found.map(({ row }) => row)).toEqual(
    expect.arrayContaining(['in_invented', expect.stringContaining('in_stray')]),
  );
});
