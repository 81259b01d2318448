import type { Sandbox } from '../core/sandbox';
import type { BalanceTransaction, BalanceTransactionType } from '../objects/balance-transaction';
import { minorUnitDigits, stripeFee } from './fees';
import { DAY } from './period';

export interface BalanceEntry {
  readonly type: BalanceTransactionType;
  /** Signed, in the currency of the payment. */
  readonly amount: number;
  readonly currency: string;
  readonly source: string;
  readonly description: string | null;
}

/** Books money into the account's balance, in the settlement currency where a rate is known; only charges bear a fee. */
export function bookBalance(sandbox: Sandbox, entry: BalanceEntry): BalanceTransaction {
  const settled = settle(sandbox, entry.amount, entry.currency);
  const fee = entry.type === 'charge' ? stripeFee(settled.amount, settled.currency) : 0;
  const now = sandbox.time();
  return sandbox.store.balanceTransactions.add({
    id: sandbox.ids.next('txn'),
    object: 'balance_transaction',
    amount: settled.amount,
    available_on: now + 2 * DAY,
    balance_type: 'payments',
    created: now,
    currency: settled.currency,
    description: entry.description,
    exchange_rate: settled.rate,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: settled.currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: settled.amount - fee,
    reporting_category: entry.type,
    source: entry.source,
    status: 'pending',
    type: entry.type,
  });
}

function settle(sandbox: Sandbox, amount: number, currency: string) {
  const rate = currency === sandbox.settings.currency ? undefined : sandbox.exchangeRates.get(currency);
  if (rate === undefined) return { amount, currency, rate: null };
  const scale = 10 ** (minorUnitDigits(sandbox.settings.currency) - minorUnitDigits(currency));
  return { amount: Math.round(amount * rate * scale), currency: sandbox.settings.currency, rate };
}

/** A transaction becomes available with the passing of time, without an event. */
export function asOfNow(sandbox: Sandbox, transaction: BalanceTransaction): BalanceTransaction {
  return transaction.available_on <= sandbox.time() ? { ...transaction, status: 'available' } : transaction;
}
