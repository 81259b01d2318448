import { exponentOf } from '@/lib/money/currencies';
import { asDecimal } from '@/lib/money/format';
import type { ReconciliationReport } from './load-reconciliation';
import { toCsv } from './to-csv';

const money = (minor: number | null, currency: string) =>
  minor === null ? null : asDecimal(BigInt(minor), exponentOf(currency));

/** A line per day, category and currency; what is unmatched is a line of its own under its id. */
export function reconciliationCsv({ lines, unmatched }: ReconciliationReport): string {
  const header = ['day', 'category', 'currency', 'id', 'source', 'transactions', 'balance', 'ledger', 'difference'];
  return toCsv(
    [...header, 'balance_fees', 'ledger_fees', 'fee_difference', 'problem'],
    [
      ...lines.map((line) => [
        ...[line.day, line.category, line.currency.toUpperCase(), null, null, line.transactions],
        ...[line.balanceMinor, line.ledgerMinor].map((minor) => money(minor, line.currency)),
        line.ledgerMinor === null ? null : money(line.differenceMinor, line.currency),
        ...[line.balanceFeeMinor, line.ledgerFeeMinor].map((minor) => money(minor, line.currency)),
        line.ledgerFeeMinor === null ? null : money(line.feeDifferenceMinor, line.currency),
        null,
      ]),
      ...unmatched.map((one) => [
        ...[one.day, one.category, one.currency.toUpperCase(), one.id, one.source, null],
        one.problem === 'not in the balance' ? null : money(one.amountMinor, one.currency),
        money(one.ledgerMinor, one.currency),
        ...[null, null, null, null, one.problem],
      ]),
    ],
  );
}

/** A line per payout. */
export function payoutsCsv({ payouts }: ReconciliationReport): string {
  const header = ['day', 'arrival_day', 'payout', 'status', 'currency', 'booked', 'amount', 'transactions', 'sum'];
  return toCsv(
    [...header, 'difference', 'missing'],
    payouts.map((payout) => [
      ...[payout.day, payout.arrivalDay, payout.id, payout.status, payout.currency.toUpperCase()],
      ...[payout.bookedMinor, payout.amountMinor].map((minor) => money(minor, payout.currency)),
      payout.transactions,
      ...[payout.sumMinor, payout.differenceMinor].map((minor) => money(minor, payout.currency)),
      payout.missing.join(' '),
    ]),
  );
}
