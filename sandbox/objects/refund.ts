import type { Metadata } from '../core/params';

const CONSTANTS = {
  customer_account: null,
  destination_details: {
    card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
    type: 'card',
  },
  receipt_number: null,
  source_transfer_reversal: null,
  transfer_reversal: null,
} as const;

export type RefundReason = 'duplicate' | 'fraudulent' | 'requested_by_customer';

export type Refund = typeof CONSTANTS & {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly balance_transaction: string | null;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly failure_balance_transaction?: string;
  readonly failure_reason?: string;
  readonly metadata: Metadata;
  readonly payment_intent: string | null;
  readonly payment_method: string | null;
  readonly reason: RefundReason | null;
  readonly status: 'succeeded' | 'failed' | 'canceled' | 'pending';
};

export type RefundFields = Omit<Refund, keyof typeof CONSTANTS | 'object'>;

export const newRefund = (fields: RefundFields): Refund => ({
  object: 'refund',
  ...fields,
  ...CONSTANTS,
});
