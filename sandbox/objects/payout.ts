import type { Metadata } from '../core/params';

const AT_FIRST = {
  application_fee: null,
  application_fee_amount: null,
  failure_balance_transaction: null as string | null,
  failure_code: null as string | null,
  failure_message: null as string | null,
  original_payout: null as string | null,
  payout_method: null,
  reversed_by: null as string | null,
  source_type: 'card',
  trace_id: null,
  type: 'bank_account',
} as const;

export type PayoutStatus = 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';

export type Payout = Readonly<typeof AT_FIRST> & {
  readonly id: string;
  readonly object: 'payout';
  readonly amount: number;
  readonly arrival_date: number;
  readonly automatic: boolean;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly destination: string;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly method: 'standard' | 'instant';
  readonly reconciliation_status: 'completed' | 'in_progress' | 'not_applicable';
  readonly statement_descriptor: string | null;
  readonly status: PayoutStatus;
};

export type PayoutFields = Omit<Payout, keyof typeof AT_FIRST | 'object'>;

export const newPayout = (fields: PayoutFields): Payout => ({ object: 'payout', ...fields, ...AT_FIRST });
