import { expect, test } from 'vitest';
import type { Movement, Transaction } from './load-movements';
import { matchTransactions } from './match-transactions';
import { notInBalance, problemOf } from './unmatched';

const transaction = (id: string, amount: bigint, extra: Partial<Transaction> = {}): Transaction => ({
  ...{ connectionId: 'one', id, day: '2026-03-01', source: null, type: 'charge', category: 'charge', currency: 'usd' },
  ...{ amount, fee: 0n, exchangeRate: null },
  ...extra,
});
const movement = (measure: string, amount: bigint, id: string, extra: Partial<Movement> = {}): Movement => ({
  ...{
    connectionId: 'one',
    ownerId: 'cus_1',
    entryId: `${measure}:${id}`,
    measure,
    day: '2026-03-01',
    currency: 'usd',
  },
  ...{ occurredAt: new Date(0), knownAt: new Date(0), amount, objects: [{ type: measure, id }] },
  ...extra,
});
const charge = (id: string, amount: bigint, extra: Partial<Movement> = {}) => movement('charge', amount, id, extra);
const fee = (amount: bigint, ...ids: string[]): Movement => ({
  ...movement('fee', amount, ids[0] ?? ''),
  objects: ids.map((id) => ({ type: id.startsWith('txn_') ? 'balance_transaction' : 'charge', id })),
});

function compare(transactions: Transaction[], movements: Movement[]) {
  const { matches, left } = matchTransactions(transactions, movements);
  return [...matches.flatMap((match) => problemOf(match) ?? []), ...left.map(notInBalance)].map(({ id, problem }) => [
    id,
    problem,
  ]);
}

test('B6-11 each side finds the other by the ids both know', () => {
  const transactions = [transaction('txn_1', 1000n, { source: 'ch_1', fee: 59n })];
  expect(compare(transactions, [charge('ch_1', 1000n), fee(59n, 'ch_1', 'txn_1')])).toEqual([]);
  expect(compare(transactions, [charge('ch_1', 1000n), fee(59n, 'ch_1')])).toEqual([]);
  expect(compare(transactions, [charge('ch_1', 900n), fee(59n, 'ch_1')])).toEqual([
    ['txn_1', 'another amount in the ledger'],
  ]);
  expect(compare(transactions, [charge('ch_1', 1000n)])).toEqual([['txn_1', 'another fee in the ledger']]);
  expect(compare(transactions, [])).toEqual([['txn_1', 'not in the ledger']]);
  expect(compare([], [charge('ch_1', 1000n), fee(59n, 'ch_1')])).toEqual([['ch_1', 'not in the balance']]);
  expect(compare([], [fee(59n, 'txn_9')])).toEqual([['txn_9', 'not in the balance']]);
});

test('AM-02 the same ids of two connections are two things', () => {
  const transactions = [transaction('txn_1', 1000n, { source: 'ch_1' })];
  expect(compare(transactions, [charge('ch_1', 1000n, { connectionId: 'two' })])).toEqual([
    ['txn_1', 'not in the ledger'],
    ['ch_1', 'not in the balance'],
  ]);
});

test('D3 fees on the account, and fees given back, are fees of the ledger', () => {
  const monthly = transaction('txn_1', -250n, { type: 'stripe_fee', category: 'fee' });
  const back = transaction('txn_2', 400n, { type: 'adjustment', category: 'fee', source: 'fr_1' });
  expect(compare([monthly, back], [fee(250n, 'txn_1'), fee(-400n, 'txn_2')])).toEqual([]);
  expect(compare([monthly, back], [])).toEqual([
    ['txn_1', 'not in the ledger'],
    ['txn_2', 'not in the ledger'],
  ]);
});

test('D3 what was held and not captured is a pair of the balance, and what was captured is the ledger’s', () => {
  const held = [
    transaction('txn_1', 1000n, { source: 'py_1', type: 'payment' }),
    transaction('txn_2', -300n, { source: 'pyr_1', type: 'payment_refund', category: 'partial_capture_reversal' }),
  ];
  expect(compare(held, [charge('py_1', 700n)])).toEqual([]);
  expect(compare(held, [charge('py_1', 600n)])).toEqual([
    ['txn_1', 'another amount in the ledger'],
    ['txn_2', 'not in the ledger'],
  ]);
});

test('D3 a payment that failed after it had come cancels out; one that only came does not', () => {
  const came = transaction('txn_1', 1000n, { source: 'py_1', type: 'payment' });
  const went = transaction('txn_2', -1000n, {
    source: 'py_1',
    type: 'payment_failure_refund',
    category: 'charge_failure',
  });
  expect(compare([came, went], [])).toEqual([]);
  expect(compare([came], [])).toEqual([['txn_1', 'not in the ledger']]);
});

test('D3 payouts and transfers are nothing the ledger answers for', () => {
  expect(
    compare(
      [
        transaction('txn_1', -5000n, { type: 'payout', category: 'payout', source: 'po_1' }),
        transaction('txn_2', 5000n, { type: 'payout_failure', category: 'payout_reversal', source: 'po_1' }),
      ],
      [],
    ),
  ).toEqual([]);
});
