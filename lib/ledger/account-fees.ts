import type { BalanceTransactionFact } from './facts';

/** Reporting categories, and types of before there were any, under which Stripe books what it takes apart from payments. */
const COSTS = ['fee', 'network_cost', 'tax', 'stripe_fee', 'stripe_fx_fee', 'tax_fee'];
const OF_PAYMENT = ['charge', 'payment'];

/** Whether a transaction is nothing but a fee on the account, or one given back: it belongs to no customer. */
export const isAccountFee = ({ category, type }: Pick<BalanceTransactionFact, 'category' | 'type'>): boolean =>
  COSTS.includes(category) && !OF_PAYMENT.includes(type);

/** Whose such fees are, in either mode: nobody who buys. */
export const accountOwner = (livemode: boolean): string => (livemode ? 'guest:stripe' : 'guest:stripe-test');

export const isAccountOwner = (id: string): boolean => id === accountOwner(true) || id === accountOwner(false);

/** What it costs; negative where it comes back. */
export const accountFeeOf = ({ amount, fee }: Pick<BalanceTransactionFact, 'amount' | 'fee'>): bigint =>
  BigInt(fee) - BigInt(amount);
