import type { Metadata } from '../core/params';

const CONSTANTS = {
  allowed_payment_method_types: null,
  amount_details: { tip: {} },
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  confirmation_method: 'automatic',
  customer_account: null,
  excluded_payment_method_types: null,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_method_options: {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} as const;

export interface PaymentError {
  readonly charge: string;
  readonly code: 'card_declined';
  readonly decline_code: string;
  readonly doc_url: string;
  readonly message: string;
  readonly type: 'card_error';
}

export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export type PaymentIntent = typeof CONSTANTS & {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly amount_capturable: number;
  readonly amount_received: number;
  readonly canceled_at: number | null;
  readonly cancellation_reason: string | null;
  readonly capture_method: 'automatic' | 'automatic_async' | 'manual';
  readonly client_secret: string;
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly last_payment_error: PaymentError | null;
  readonly latest_charge: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly payment_method: string | null;
  readonly receipt_email: string | null;
  readonly status: PaymentIntentStatus;
};

export type PaymentIntentFields = Omit<PaymentIntent, keyof typeof CONSTANTS | 'object'>;

export const newPaymentIntent = (fields: PaymentIntentFields): PaymentIntent => ({
  object: 'payment_intent',
  ...fields,
  ...CONSTANTS,
});
