import type { Sandbox } from '../core/sandbox';

interface Funds {
  readonly amount: number;
  readonly currency: string;
  readonly source_types: { readonly card: number };
}

export interface Balance {
  readonly object: 'balance';
  readonly available: readonly Funds[];
  readonly livemode: boolean;
  readonly pending: readonly Funds[];
}

/** What the account holds: what may be paid out, and what payments will bring in a day or two. */
export function currentBalance(sandbox: Sandbox): Balance {
  const currencies = new Set([sandbox.settings.currency]);
  for (const { currency } of sandbox.store.balanceTransactions.all()) currencies.add(currency);
  const funds = (amountOf: (currency: string) => number) =>
    [...currencies].map((currency): Funds => {
      const amount = amountOf(currency);
      return { amount, currency, source_types: { card: amount } };
    });
  return {
    object: 'balance',
    available: funds((currency) => balanceOf(sandbox, currency).amount),
    livemode: sandbox.settings.livemode,
    pending: funds((currency) => balanceOf(sandbox, currency).pending),
  };
}

export interface CurrencyBalance {
  readonly amount: number;
  readonly pending: number;
  /** The transactions that make up what is available. */
  readonly transactions: readonly string[];
}

/** The balance in one currency: the sum of all transactions that no automatic payout has settled. */
export function balanceOf({ store, time }: Sandbox, currency: string): CurrencyBalance {
  const open = [...store.unpaid]
    .flatMap((id) => store.balanceTransactions.get(id) ?? [])
    .filter((transaction) => transaction.currency === currency);
  const available = open.filter((transaction) => transaction.available_on <= time());
  const sum = (nets: readonly { readonly net: number }[]) => nets.reduce((total, { net }) => total + net, 0);
  return {
    amount: sum(available),
    pending: sum(open) - sum(available),
    transactions: available.map(({ id }) => id),
  };
}
