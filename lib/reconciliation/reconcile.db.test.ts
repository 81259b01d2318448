import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { seal } from '@/lib/auth/secret-box';
import { pullBalanceTransactions } from '@/lib/connections/pull/pull-balance-transactions';
import { pullPayouts } from '@/lib/connections/pull/pull-payouts';
import { getDb, getPool } from '@/lib/db/client';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { loadReconciliation, reconciliationQuestion } from '@/lib/reports/load-reconciliation';
import { loadReconciliationRows } from '@/lib/reports/load-reconciliation-rows';
import { payoutsCsv, reconciliationCsv } from '@/lib/reports/reconciliation-csv';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import { startSandboxServer } from '@/sandbox/server';
import { fetchMissing } from './fetch-missing';

const DAY = 86_400_000;
const START = Date.parse('2026-03-01T10:00:00Z');
const RANGE = { from: '2026-03-01', to: '2026-05-01' };
const KEY = 'rk_live_reader';

let harness: Harness;
let account: SandboxAccount;
let sandbox: Awaited<ReturnType<typeof startSandboxServer>>;
beforeAll(async () => {
  harness = await startHarness();
  account = createSandboxAccount({ startAt: new Date(START), payouts: 'daily' });
  account.setExchangeRate('eur', 1.0827);
  play();
  sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
  const scope = { workspaceId: harness.account.workspaceId, connectionId: harness.connectionId };
  const where = { workspaceId_id: { workspaceId: scope.workspaceId, id: scope.connectionId } };
  await getDb().connection.update({ where, data: { apiKeyCipher: seal(KEY), apiKeyMode: 'live' } });
  const step = { kind: 'balance_transactions', phase: 'done' };
  await getDb().backfillStep.create({ data: { ...step, ...scope } });
  await harness.deliver(...account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event))));
  await pull();
});
afterAll(async () => {
  await sandbox.close();
  await harness.close();
});

const given = z.object({ id: z.string() });
const listed = z.object({ data: z.array(given) });
const post = (path: string, params: Record<string, unknown> = {}) =>
  given.parse(account.request('POST', path, params)).id;

/** Payments with a platform's fees, some given back; refunds, one of which fails; disputes won and lost; payouts of all kinds. */
function play() {
  let now = START;
  const pass = (days: number) => {
    now += days * DAY;
    account.advanceTo(new Date(now));
  };
  const pay = (amount: number, extra: Record<string, unknown> = {}) => {
    const customer = post('/v1/customers', { email: `c${amount}@example.com` });
    post('/v1/payment_intents', {
      amount,
      currency: 'usd',
      customer,
      confirm: true,
      payment_method: 'pm_card_visa',
      ...extra,
    });
    return listed.parse(account.request('GET', '/v1/charges', { customer })).data[0]?.id ?? '';
  };
  pay(100_00, { application_fee_amount: 10_00 });
  const [fee] = listed.parse(account.request('GET', '/v1/application_fees', {})).data;
  const refunded = pay(50_00, { application_fee_amount: 5_00 });
  const disputed = pay(70_00);
  const lost = pay(30_00);
  pay(80_00, { currency: 'eur' });
  pass(3);
  post(`/v1/application_fees/${fee?.id}/refunds`, { amount: 4_00 });
  post('/v1/refunds', { charge: refunded, amount: 20_00, refund_application_fee: true });
  const failing = post('/v1/refunds', { charge: refunded, amount: 10_00 });
  pass(1);
  account.failRefund(failing);
  account.decideDispute(account.disputeCharge(disputed).id, 'won');
  account.decideDispute(account.disputeCharge(lost).id, 'lost');
  pass(5);
  const first = listed.parse(account.request('GET', '/v1/payouts', {})).data[0]?.id ?? '';
  account.failPayout(first);
  pass(2);
  account.setPayoutSchedule('manual');
  pay(200_00);
  pass(3);
  const manual = post('/v1/payouts', { amount: 50_00, currency: 'usd' });
  pass(3);
  post(`/v1/payouts/${manual}/reverse`);
  post(`/v1/payouts/${post('/v1/payouts', { amount: 20_00, currency: 'usd' })}/cancel`);
  pass(2);
}

async function pull() {
  await pullBalanceTransactions();
  await projectPending();
  await pullPayouts(new Date());
  await projectPending();
}

const compare = () => loadReconciliation(harness.account, RANGE);
const question = () => reconciliationQuestion(harness.account, RANGE);

test('D3 a company with application fees, their refunds, failed and reversed payouts comes out at 0.00', async () => {
  const report = await compare();
  expect(report.unmatched).toEqual([]);
  expect(report).toMatchObject({ available: true, balanced: true, uncompared: 0 });
  expect([...new Set(report.lines.map(({ category }) => category))].sort()).toEqual([
    ...['charge', 'dispute', 'dispute_reversal', 'fee', 'payout', 'payout_reversal', 'refund', 'refund_failure'],
  ]);
  const fees = report.lines.filter(({ category }) => category === 'fee');
  expect(fees.reduce((sum, { ledgerMinor }) => sum + (ledgerMinor ?? 0), 0)).toBe(4_00 + 2_00);
});

test('D3 each automatic payout is the sum of the transactions in it; a manual one says that it cannot be told', async () => {
  const { payouts } = await compare();
  const automatic = payouts.filter((payout) => payout.automatic);
  expect(automatic.length).toBeGreaterThan(1);
  for (const payout of automatic) {
    expect(payout).toMatchObject({ differenceMinor: 0, missing: [], sumMinor: payout.amountMinor });
    const { rows } = await loadReconciliationRows(harness.account, { payout: payout.id });
    expect(rows).toHaveLength(payout.transactions ?? -1);
    expect(rows.every(({ problem }) => problem === null)).toBe(true);
  }
  const manual = payouts.filter((payout) => payout.automatic === false);
  expect(
    manual.map(({ status, bookedMinor, sumMinor, differenceMinor }) => [
      status,
      bookedMinor,
      sumMinor,
      differenceMinor,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ['paid', 50_00, null, 0],
      ['canceled', 20_00, null, 0],
    ]),
  );
  expect(manual.find(({ reverses }) => reverses !== null)).toMatchObject({ bookedMinor: -50_00, differenceMinor: 0 });
});

test('D3 every amount opens to transactions that sum to it, on both sides', async () => {
  for (const { day, category, currency, transactions, balanceMinor, balanceFeeMinor, ledgerMinor } of (await compare())
    .lines) {
    const { rows } = await loadReconciliationRows(harness.account, { day, category, currency });
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
    expect(rows).toHaveLength(transactions);
    expect(sum(({ transaction }) => transaction?.amountMinor ?? 0)).toBe(balanceMinor);
    expect(sum(({ transaction }) => transaction?.feeMinor ?? 0)).toBe(balanceFeeMinor);
    const moved = rows.flatMap(({ ledger }) =>
      ledger.filter(({ measure }) => (measure === 'fee') === (category === 'fee')),
    );
    if (ledgerMinor !== null && moved.every((entry) => entry.currency === currency))
      expect(moved.reduce((total, { amountMinor }) => total + amountMinor, 0)).toBe(ledgerMinor);
  }
});

test('D3 both come as CSV, a line for each day, category and currency, and for each payout', async () => {
  const report = await compare();
  const csv = reconciliationCsv(report).split('\r\n');
  expect(csv).toHaveLength(report.lines.length + 2);
  expect(csv.join('\n')).toContain(',charge,USD,');
  expect(payoutsCsv(report).split('\r\n')).toHaveLength(report.payouts.length + 2);
});

test('B6-11 D3 a deleted charge is named with both sides, and is back after fetching what is missing', async () => {
  const gone = await getPool().query<{ entry_id: string; day: string }>(
    `delete from ledger_entry where workspace_id = 'ws_test' and entry_id = (
       select min(entry_id) from ledger_entry where measure = 'charge') returning entry_id, day`,
  );
  const charge = gone.rows[0]?.entry_id.split(':')[1] ?? '';
  const { balanced, unmatched } = await compare();
  expect(balanced).toBe(false);
  expect(unmatched).toMatchObject([
    { id: expect.stringMatching(/^txn_/), source: charge, problem: 'not in the ledger' },
  ]);
  const { rows } = await loadReconciliationRows(harness.account, { day: unmatched[0]?.day ?? '', category: 'charge' });
  expect(rows[0]).toMatchObject({
    problem: 'not in the ledger',
    transaction: { source: { type: 'charge', id: charge } },
  });

  expect(await fetchMissing(question())).toMatchObject({ repaired: true, left: 0, problems: [], gone: [] });
  expect(await compare()).toMatchObject({ balanced: true, unmatched: [] });
});

test('D3 a charge whose events never came is named, and fetched from Stripe', async () => {
  const { unmatched: before } = await compare();
  expect(before).toEqual([]);
  const customer = post('/v1/customers', { email: 'late@example.com' });
  const params = { amount: 42_00, currency: 'usd', customer, confirm: true, payment_method: 'pm_card_visa' };
  post('/v1/payment_intents', params);
  await pull();
  const { unmatched } = await compare();
  expect(unmatched).toMatchObject([{ amountMinor: 42_00, problem: 'not in the ledger' }]);
  expect(await fetchMissing(question())).toMatchObject({ repaired: false, left: 0, problems: [] });
  expect(await compare()).toMatchObject({ balanced: true, unmatched: [] });
});

test('D3 a charge that a webhook tells of waits for the next reading of the balance, and is no difference', async () => {
  await pull();
  const before = account.events().length;
  const customer = post('/v1/customers', { email: 'new@example.com' });
  post('/v1/payment_intents', {
    amount: 7_00,
    currency: 'usd',
    customer,
    confirm: true,
    payment_method: 'pm_card_visa',
  });
  await harness.deliver(
    ...account
      .events()
      .slice(before)
      .map((event): FakeEvent => JSON.parse(JSON.stringify(event))),
  );
  expect(await compare()).toMatchObject({ balanced: true, awaiting: 1, uncompared: 0 });
  await pull();
  expect(await compare()).toMatchObject({ balanced: true, awaiting: 0, uncompared: 0 });
});

test('D3 a transaction that was lost is fetched by what it moved', async () => {
  await pull(); // what was learned since the last reading is not compared
  const lost = await getPool().query<{ id: string }>(
    `delete from object_version where workspace_id = 'ws_test' and kind = 'balance_transaction' and object_id = (
       select object_id from object_version where kind = 'balance_transaction' and body->>'amount' = '10000') returning event_id as id`,
  );
  await getPool().query('delete from stripe_event where id = any($1)', [lost.rows.map(({ id }) => id)]);
  await getPool().query("delete from pulled_object where kind = 'balance_transaction'");
  const { unmatched, payouts } = await compare();
  expect(unmatched).toMatchObject([{ id: expect.stringMatching(/^ch_/), problem: 'not in the balance' }]);
  expect(payouts.flatMap(({ missing }) => missing)).toHaveLength(1);
  expect(await fetchMissing(question())).toMatchObject({ left: 0, problems: [] });
  expect(await compare()).toMatchObject({ balanced: true, unmatched: [] });
});

test('D3 a key that may not read payouts keeps the rest comparable and is said', async () => {
  sandbox.keys.restrict(KEY, { '*': 'read', payouts: 'none' });
  await getPool().query("delete from object_version where workspace_id = 'ws_test' and kind = 'payout'");
  await pull();
  const { sources, payouts, balanced } = await compare();
  expect(sources[0]?.payoutProblem).toContain('Payouts');
  expect(payouts.every(({ differenceMinor, sumMinor }) => differenceMinor === null && sumMinor === null)).toBe(true);
  expect(balanced).toBe(true);
  expect((await fetchMissing(question())).problems.join()).toContain('lacks the permission');
});
