import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { loadReconciliation } from '@/lib/reports/load-reconciliation';
import { balanceTransaction, dispute } from '../testing/given-back-objects';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, type FakeEvent, invoice, invoicePayment, refund } from '../testing/stripe-objects';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const march = () => loadReconciliation(harness.account, { from: '2026-03-01', to: '2026-04-01' });
const moved = (id: string, amount: number, when: string, extra: Record<string, unknown>): FakeEvent =>
  event('balance_transaction.pulled', when, balanceTransaction(id, amount, when, extra));

/** A sale of 12000 with tax, 3000 of it refunded; a sale of 5000 lost in a dispute; a payout. */
const sold = (): FakeEvent[] => [
  event('invoice.paid', '2026-03-01', invoice('in_1', 'cus_1', 12000, '2026-03-01', { total_excluding_tax: 10000 })),
  event('invoice_payment.paid', '2026-03-01', invoicePayment('inpay_1', 'in_1', 'ch_1')),
  event(
    'charge.succeeded',
    '2026-03-01',
    charge('ch_1', 'cus_1', 12000, '2026-03-01', { balance_transaction: 'txn_1' }),
  ),
  event('refund.created', '2026-03-05', refund('re_1', 'ch_1', 3000, '2026-03-05')),
  event('charge.succeeded', '2026-03-02', charge('ch_2', 'cus_2', 5000, '2026-03-02')),
  event('charge.dispute.closed', '2026-03-20', dispute('dp_1', 'ch_2', 5000, '2026-03-10', { status: 'lost' })),
];
const balance = (): FakeEvent[] => [
  moved('txn_1', 12000, '2026-03-01', { type: 'charge', source: 'ch_1', fee: 378 }),
  moved('txn_2', 5000, '2026-03-03', { type: 'payment', reporting_category: 'charge', source: 'ch_2', fee: 175 }),
  moved('txn_3', -3000, '2026-03-05', { type: 'refund', source: 're_1' }),
  moved('txn_4', -5000, '2026-03-10', { reporting_category: 'dispute', source: 'dp_1', fee: 1500 }),
  moved('txn_5', -9000, '2026-03-15', { type: 'payout', source: 'po_1' }),
];

describe('B6-11 the ledger against the balance', () => {
  test('B6-11 per reporting category and day the difference is 0, amounts and fees', async () => {
    await harness.deliver(...sold(), ...balance());
    const report = await march();
    expect(report).toMatchObject({ available: true, balanced: true, unmatched: [] });
    expect(report.lines.map((line) => [line.day, line.category, line.balanceMinor, line.ledgerMinor])).toEqual([
      ['2026-03-01', 'charge', 12000, 12000],
      ['2026-03-03', 'charge', 5000, 5000],
      ['2026-03-05', 'refund', -3000, -3000],
      ['2026-03-10', 'dispute', -5000, -5000],
      ['2026-03-15', 'payout', -9000, null],
    ]);
    expect(report.lines.map(({ ledgerFeeMinor }) => ledgerFeeMinor)).toEqual([378, 175, 0, 1500, null]);
  });

  test('B6-11 a ledger row that is gone is named by its txn_', async () => {
    await harness.deliver(...sold(), ...balance());
    await getPool().query("delete from ledger_entry where workspace_id = 'ws_test' and entry_id = 'charge:ch_1'");
    const report = await march();
    expect(report.balanced).toBe(false);
    expect(report.lines[0]).toMatchObject({ category: 'charge', differenceMinor: 12000 });
    expect(report.unmatched).toEqual([
      {
        ...{ connectionId: 'default', id: 'txn_1', source: 'ch_1', day: '2026-03-01', category: 'charge' },
        ...{ currency: 'usd', amountMinor: 12000, ledgerMinor: null, problem: 'not in the ledger' },
      },
    ]);
  });

  test('B6-11 what the balance does not know, knows differently, or took on its own is named', async () => {
    const [first, , third, fourth] = balance();
    if (!first || !third || !fourth) throw new Error('story');
    await harness.deliver(
      ...sold(),
      first,
      moved('txn_3', -2900, '2026-03-05', { type: 'refund', source: 're_1' }),
      fourth,
      moved('txn_6', -250, '2026-03-31', { reporting_category: 'other_adjustment' }),
    );
    const { unmatched, lines } = await march();
    expect(unmatched.map(({ id, problem }) => [id, problem])).toEqual([
      ['txn_3', 'another amount in the ledger'],
      ['txn_6', 'not in the ledger'],
      ['ch_2', 'not in the balance'],
    ]);
    expect(lines.filter(({ differenceMinor }) => differenceMinor !== 0).map((line) => line.differenceMinor)).toEqual([
      -5000, 100, -250,
    ]);
  });

  test('B6-11 what Stripe takes from the account by the month is a fee of the ledger, and comes back as one', async () => {
    await harness.deliver(
      ...sold(),
      ...balance(),
      moved('txn_6', -250, '2026-03-31', { type: 'stripe_fee', reporting_category: 'fee' }),
      moved('txn_7', 100, '2026-03-31', { reporting_category: 'fee', source: 'fr_1' }),
    );
    const report = await march();
    expect(report).toMatchObject({ balanced: true, unmatched: [] });
    expect(report.lines.at(-1)).toMatchObject({ category: 'fee', balanceMinor: -150, ledgerMinor: -150 });
    const people = await getPool().query("select id from ledger_owner where workspace_id = 'ws_test' order by id");
    expect(people.rows).toEqual([{ id: 'cus_1' }, { id: 'cus_2' }]);
  });

  test('B6-11 what cannot be compared is said, and is not 0.00', async () => {
    await harness.deliver(...sold(), ...balance());
    const add = (id: string, mode: string | null) =>
      getDb().connection.create({
        data: { workspaceId: 'ws_test', id, name: id, apiKeyCipher: mode, apiKeyMode: mode },
      });
    await Promise.all([add('no-key', null), add('test-key', 'test'), add('unread', 'live')]);
    const { sources, balanced, uncompared } = await march();
    expect({ balanced, uncompared }).toEqual({ balanced: true, uncompared: 0 });
    expect(sources.map(({ connectionId, compared, reason }) => [connectionId, compared, reason])).toEqual([
      ['default', true, null],
      ...['no-key', 'test-key', 'unread'].map((id) => [id, false, expect.stringMatching(/key|not been read/)]),
    ]);
    await getPool().query(
      "update ledger_entry set connection_id = 'no-key' where workspace_id = 'ws_test' and entry_id like '%ch_2%'",
    );
    await getPool().query("delete from object_version where workspace_id = 'ws_test' and object_id = 'txn_2'");
    expect(await march()).toMatchObject({ balanced: false, uncompared: 1, unmatched: [] });
    await getDb().connection.deleteMany({ where: { workspaceId: 'ws_test', id: { not: 'default' } } });
  });

  test('B6-11 a failed refund comes back, and a refund that only its charge told of is found', async () => {
    await harness.deliver(
      event('charge.succeeded', '2026-03-01', charge('ch_1', 'cus_1', 5000, '2026-03-01')),
      event('charge.refunded', '2026-03-04', charge('ch_1', 'cus_1', 5000, '2026-03-01', { amount_refunded: 1000 })),
      event('charge.succeeded', '2026-03-01', charge('ch_2', 'cus_1', 5000, '2026-03-01')),
      event('refund.failed', '2026-03-09', refund('re_2', 'ch_2', 700, '2026-03-05', { status: 'failed' })),
      moved('txn_1', 5000, '2026-03-01', { type: 'charge', source: 'ch_1' }),
      moved('txn_2', 5000, '2026-03-01', { type: 'charge', source: 'ch_2' }),
      moved('txn_3', -1000, '2026-03-04', { type: 'refund', source: 're_1' }),
      moved('txn_4', -700, '2026-03-05', { type: 'refund', source: 're_2' }),
      moved('txn_5', 700, '2026-03-09', { type: 'refund_failure', source: 're_2' }),
    );
    expect(await march()).toMatchObject({ balanced: true, unmatched: [] });
  });

  test('B6-11 a payment in another currency is compared at the rate of its transaction', async () => {
    await harness.deliver(
      event('charge.succeeded', '2026-03-01', charge('ch_1', 'cus_1', 999, '2026-03-01', { currency: 'eur' })),
      moved('txn_1', 1082, '2026-03-01', { type: 'charge', source: 'ch_1', fee: 61, exchange_rate: 1.08271 }),
    );
    const { lines, balanced } = await march();
    expect(balanced).toBe(true);
    expect(lines).toMatchObject([{ currency: 'usd', balanceMinor: 1082, ledgerMinor: 1082, ledgerFeeMinor: 61 }]);
  });

  test('B6-11 without stored balance transactions it says that there is nothing to compare with', async () => {
    await harness.deliver(...sold());
    expect(await march()).toMatchObject({ available: false, balanced: false, lines: [] });
  });

  test.each([
    [{ from: 'yesterday' }, 'from'],
    [{ from: '2026-03-01', to: '2026-03-01' }, 'to'],
    [{ from: '2020-01-01', to: '2026-03-01' }, 'from'],
    [{ mode: "live' or '1'='1" }, 'mode'],
  ])('F33 %o is refused by its name', async (search, field) => {
    await expect(loadReconciliation(harness.account, search)).rejects.toMatchObject({ code: 'bad_request', field });
  });
});
