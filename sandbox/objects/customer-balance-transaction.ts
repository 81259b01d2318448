import type { Metadata } from '../core/params';

export type CustomerBalanceTransactionType =
  | 'adjustment'
  | 'applied_to_invoice'
  | 'credit_note'
  | 'initial'
  | 'unapplied_from_invoice';

/** Negative is credit for the customer, as on Stripe. */
export interface CustomerBalanceTransaction {
  readonly id: string;
  readonly object: 'customer_balance_transaction';
  readonly amount: number;
  readonly checkout_session: null;
  readonly created: number;
  readonly credit_note: string | null;
  readonly currency: string;
  readonly customer: string;
  readonly customer_account: null;
  readonly description: string | null;
  readonly ending_balance: number;
  readonly invoice: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly type: CustomerBalanceTransactionType;
}
