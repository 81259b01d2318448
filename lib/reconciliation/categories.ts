import { isAccountFee } from '@/lib/ledger/account-fees';
import type { Movement, Transaction } from './load-movements';

/** Stripe's reporting categories that the ledger answers for; payouts, transfers and the like are not revenue. */
const ANSWERED = [
  'charge',
  'charge_failure',
  'refund',
  'refund_failure',
  'partial_capture_reversal',
  'dispute',
  'dispute_reversal',
  'fee',
  'network_cost',
  'tax',
  'other_adjustment',
];
export const isAnswered = (category: string): boolean => ANSWERED.includes(category);

const OLD_NAMES: Record<string, string> = {
  payment: 'charge',
  payment_refund: 'refund',
  payment_failure_refund: 'charge_failure',
  payment_reversal: 'charge_failure',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
  stripe_fee: 'fee',
  stripe_fx_fee: 'fee',
  tax_fee: 'tax',
};

/** Before Stripe named categories, the type tells; of an adjustment for a dispute, its sign. */
export function categoryOf({ category, type, source, amount }: Transaction): string {
  const disputed = (source?.startsWith('dp_') || source?.startsWith('du_')) ?? false;
  if (type === 'adjustment' && disputed) return amount < 0n ? 'dispute' : 'dispute_reversal';
  return OLD_NAMES[category] ?? (category === 'adjustment' ? 'other_adjustment' : category);
}

/** Under which category Stripe books what the ledger says moved. */
export function ledgerCategory({ measure, amount }: Pick<Movement, 'measure' | 'amount'>): string {
  if (measure === 'charge' || measure === 'fee') return measure;
  if (measure === 'refund') return amount > 0n ? 'refund' : 'refund_failure';
  return measure === 'dispute_withdrawn' ? 'dispute' : 'dispute_reversal';
}

/** What a movement does to the balance: positive when it grows. */
export const signedOf = ({ measure, amount }: Pick<Movement, 'measure' | 'amount'>): bigint =>
  measure === 'charge' || measure === 'dispute_reinstated' ? amount : -amount;

export const isPayment = ({ type }: Pick<Transaction, 'type'>): boolean => type === 'charge' || type === 'payment';

/** The whole transaction is a fee, which the ledger holds as one. */
export const isFee = (transaction: Transaction): boolean => isAccountFee(transaction);
