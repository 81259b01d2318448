import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { balanceTransaction } from '@/lib/inbox/testing/given-back-objects';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, type FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { loadHealth } from '@/lib/reports/load-health';
import { playReactivation, playRefundPartialThenFull, playUpgradeMidMonth } from '@/prisma/stories/small-lives';
import { createSandboxAccount } from '@/sandbox/account';
import { compareRollups } from './compare-rollups';
import { checkWhatIsDue } from './start-nightly-checks';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.reset();
  await getPool().query('truncate pull_cursor');
  for (const [seed, play] of [playUpgradeMidMonth, playRefundPartialThenFull, playReactivation].entries()) {
    const account = createSandboxAccount({ startAt: new Date('2026-01-01T00:00:00Z'), seed: seed + 1 });
    play(account);
    await harness.deliver(...account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event))));
  }
});

const id = () => harness.account.workspaceId;
const alarms: string[] = [];
const check = async (at: string) => {
  alarms.length = 0;
  return checkWhatIsDue(new Date(at), (workspaceId, problem) => alarms.push(`${workspaceId}: ${problem}`));
};
const problems = async () =>
  (await loadHealth(harness.account, 'live')).issues.filter(({ kind }) => kind === 'figures_do_not_add_up');

test('F43 rollups made anew are those that the projector keeps, to the cent', async () => {
  expect(await compareRollups(id())).toEqual([]);
  expect(await check('2026-07-01T03:00:00Z')).toEqual([id()]);
  expect(alarms).toEqual([]);
  expect(await problems()).toEqual([]);
});

test.each([
  [
    'daily_rollup',
    'update daily_rollup set reporting_minor = reporting_minor + 1 where ctid = (select min(ctid) from daily_rollup)',
  ],
  ['period_rollup', 'delete from period_rollup where ctid = (select max(ctid) from period_rollup)'],
  ['buyer_rollup', 'update buyer_rollup set buyers = buyers + 1'],
  ['cohort_rollup', 'update cohort_rollup set net_minor = net_minor + 1'],
])('F43 one cent that differs in %s raises the alarm and shows in the data health', async (table, harm) => {
  await getPool().query(harm);
  await check('2026-07-01T03:00:00Z');
  expect(alarms.join()).toContain(table);
  expect((await problems())[0]?.message).toContain(table);
});

test('D3 a day that is over and is not Stripe’s balance raises the alarm with the transaction’s id; today waits', async () => {
  const sold = { type: 'charge', reporting_category: 'charge', source: 'ch_unknown' };
  const moved = balanceTransaction('txn_unknown', 5000, '2026-06-30', sold);
  await harness.deliver(event('balance_transaction.pulled', '2026-06-30', moved));
  await check('2026-06-30T03:00:00Z');
  expect(alarms.join()).not.toContain('txn_unknown');
  await check('2026-07-01T03:00:00Z');
  expect(alarms.join()).toContain('txn_unknown (charge of $50.00 on 2026-06-30) is not in the ledger');
  expect((await problems())[0]?.message).toContain('txn_unknown');
});

test('F43 a night checks once, however often it is looked, and the next night again', async () => {
  expect(await check('2026-07-01T12:00:00Z')).toEqual([]);
  expect(await check('2026-07-02T02:10:00Z')).toEqual([id()]);
  expect(await check('2026-07-02T03:10:00Z')).toEqual([]);
  expect(await check('2026-07-03T02:10:00Z')).toEqual([id()]);
  expect(await check('2026-07-05T12:00:00Z')).toEqual([id()]);
});
