export interface FeeDetail {
  readonly amount: number;
  readonly application: string | null;
  readonly currency: string;
  readonly description: string;
  readonly type: 'application_fee' | 'stripe_fee';
}

export type BalanceTransactionType =
  | 'adjustment'
  | 'charge'
  | 'payout'
  | 'payout_cancel'
  | 'payout_failure'
  | 'refund'
  | 'refund_failure';

/** What the money is to an accountant, where the type says too little. */
export type ReportingCategory =
  | 'charge'
  | 'dispute'
  | 'dispute_reversal'
  | 'fee'
  | 'payout'
  | 'payout_reversal'
  | 'refund'
  | 'refund_failure';

export interface BalanceTransaction {
  readonly id: string;
  readonly object: 'balance_transaction';
  readonly amount: number;
  readonly available_on: number;
  readonly balance_type: 'payments';
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly exchange_rate: number | null;
  readonly fee: number;
  readonly fee_details: readonly FeeDetail[];
  readonly net: number;
  readonly reporting_category: ReportingCategory;
  readonly source: string;
  readonly status: 'pending' | 'available';
  readonly type: BalanceTransactionType;
}
