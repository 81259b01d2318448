import type { Sandbox } from '../core/sandbox';
import type {
  BalanceTransaction,
  BalanceTransactionType,
  FeeDetail,
  ReportingCategory,
} from '../objects/balance-transaction';
import { minorUnitDigits, stripeFee } from './fees';
import { DAY } from './period';

export type BalanceEntry = {
  /** Signed, in the currency of the payment. */
  readonly amount: number;
  readonly currency: string;
  readonly source: string;
  readonly description: string | null;
  /** What Stripe or a platform keeps of it, in the settlement currency; by default a charge bears Stripe's fee. */
  readonly fees?: (settled: Settled) => readonly Fee[];
  /** Money that has been in the balance already is there at once; a payment takes two days. */
  readonly available?: 'now' | 'in two days';
} & (
  | { readonly type: BalanceTransactionType; readonly category: ReportingCategory }
  | { readonly type: BalanceTransactionType & ReportingCategory; readonly category?: undefined }
);

export type Fee = Pick<FeeDetail, 'amount' | 'description' | 'type' | 'application'>;

export interface Settled {
  readonly amount: number;
  readonly currency: string;
  readonly rate: number | null;
}

export const processingFee = ({ amount, currency }: Settled): readonly Fee[] => [
  {
    amount: stripeFee(amount, currency),
    application: null,
    description: 'Stripe processing fees',
    type: 'stripe_fee',
  },
];

/** Books money into the account's balance, in the settlement currency where a rate is known. */
export function bookBalance(sandbox: Sandbox, entry: BalanceEntry): BalanceTransaction {
  const settled = settle(sandbox, entry.amount, entry.currency);
  const feesOf = entry.fees ?? (entry.type === 'charge' ? processingFee : () => []);
  const fees = feesOf(settled).filter(({ amount }) => amount !== 0);
  const fee = fees.reduce((sum, { amount }) => sum + amount, 0);
  const now = sandbox.time();
  const id = sandbox.ids.next('txn');
  sandbox.store.unpaid.add(id);
  return sandbox.store.balanceTransactions.add({
    id,
    object: 'balance_transaction',
    amount: settled.amount,
    available_on: entry.available === 'now' ? now : now + 2 * DAY,
    balance_type: 'payments',
    created: now,
    currency: settled.currency,
    description: entry.description,
    exchange_rate: settled.rate,
    fee,
    fee_details: fees.map(({ amount, application, description, type }) => ({
      amount,
      application,
      currency: settled.currency,
      description,
      type,
    })),
    net: settled.amount - fee,
    reporting_category: entry.category ?? entry.type,
    source: entry.source,
    status: entry.available === 'now' ? 'available' : 'pending',
    type: entry.type,
  });
}

function settle(sandbox: Sandbox, amount: number, currency: string): Settled {
  const rate = currency === sandbox.settings.currency ? undefined : sandbox.exchangeRates.get(currency);
  if (rate === undefined) return { amount, currency, rate: null };
  const scale = 10 ** (minorUnitDigits(sandbox.settings.currency) - minorUnitDigits(currency));
  return { amount: Math.round(amount * rate * scale), currency: sandbox.settings.currency, rate };
}

/** A transaction becomes available with the passing of time, without an event. */
export function asOfNow(sandbox: Sandbox, transaction: BalanceTransaction): BalanceTransaction {
  return transaction.available_on <= sandbox.time() ? { ...transaction, status: 'available' } : transaction;
}
