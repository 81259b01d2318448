import { expect, test } from 'vitest';
import type { ReconciliationLine, ReconciliationReport } from '@/lib/reports/load-reconciliation';
import { categoryName, currencyTables } from './day-rows';

const line = (day: string, category: string, balanceMinor: number, extra: Partial<ReconciliationLine> = {}) => ({
  ...{ day, category, currency: 'usd', transactions: 1, balanceMinor, balanceFeeMinor: 0, ledgerMinor: balanceMinor },
  ...{ ledgerFeeMinor: 0, differenceMinor: 0, feeDifferenceMinor: 0 },
  ...extra,
});
const report = (lines: ReconciliationLine[], extra: Partial<ReconciliationReport> = {}): ReconciliationReport => ({
  ...{ from: '2026-03-01', to: '2026-04-01', timeZone: 'UTC', mode: 'live', available: true, balanced: true },
  ...{ uncompared: 0, awaiting: 0, sources: [], lines, unmatched: [], payouts: [] },
  ...extra,
});

test('D3 a month is every day of it up to today, columns in the order of the money', () => {
  const lines = [
    line('2026-03-02', 'payout', -900),
    line('2026-03-01', 'refund', -100),
    line('2026-03-01', 'charge', 1000),
  ];
  const [table] = currencyTables(report(lines), '2026-03-10');
  expect(table?.categories).toEqual(['charge', 'refund', 'payout']);
  expect(table?.rows.map(({ day }) => day)).toHaveLength(10);
  expect(table?.rows[0]).toMatchObject({ netMinor: 900, apartMinor: 0, transactions: 2 });
  expect(table?.total).toMatchObject({ netMinor: 0, transactions: 3 });
});

test('D3 differences of one day do not cancel out, and each currency is a table of its own', () => {
  const lines = [
    line('2026-03-01', 'charge', 1000, { differenceMinor: 500, balanceFeeMinor: 59, feeDifferenceMinor: -3 }),
    line('2026-03-01', 'refund', -500, { differenceMinor: -500 }),
    line('2026-03-01', 'charge', 70, { currency: 'eur' }),
  ];
  const [eur, usd] = currencyTables(report(lines), '2026-03-01');
  expect([eur?.currency, eur?.total.apartMinor]).toEqual(['eur', 0]);
  expect(usd?.rows[0]).toMatchObject({ netMinor: 441, apartMinor: 1003, fees: { balanceMinor: -59, differs: true } });
});

test('D3 what both sides hold under other names is counted although the sums agree', () => {
  const one = {
    connectionId: 'one',
    source: null,
    day: '2026-03-02',
    category: 'charge',
    currency: 'usd',
    amountMinor: 5,
  };
  const unmatched: ReconciliationReport['unmatched'] = [
    { ...one, id: 'txn_1', ledgerMinor: null, problem: 'not in the ledger' },
    { ...one, id: 'ch_1', ledgerMinor: 5, problem: 'not in the balance' },
  ];
  const [table] = currencyTables(report([line('2026-03-02', 'charge', 5)], { unmatched }), '2026-03-03');
  expect(table?.rows.map(({ unmatched: count }) => count)).toEqual([0, 2, 0]);
  expect(categoryName('connect_collection_transfer')).toBe('Connect collection transfer');
});
