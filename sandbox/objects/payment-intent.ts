import type { Metadata } from '../core/params';
import type { PresentmentDetails } from './checkout-session';
import type { Address } from './customer';

const AT_FIRST = {
  allowed_payment_method_types: null,
  amount_details: { tip: {} },
  application: null,
  application_fee_amount: null as number | null,
  automatic_payment_methods: null,
  confirmation_method: 'automatic' as 'automatic' | 'manual',
  customer_account: null,
  excluded_payment_method_types: null,
  managed_payments: null,
  next_action: null as NextAction | null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_method_options: {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_method_types: ['card'] as readonly string[],
  payment_record: null,
  processing: null,
  review: null,
  setup_future_usage: null as 'off_session' | 'on_session' | null,
  shipping: null as Shipping | null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} as const;

export interface Shipping {
  readonly address: Address | null;
  readonly name: string;
  readonly phone: string | null;
}

/** Where the buyer proves who they are; without a page to return to it is left to Stripe's own script. */
export type NextAction =
  | {
      readonly type: 'redirect_to_url';
      readonly redirect_to_url: { readonly return_url: string; readonly url: string };
    }
  | {
      readonly type: 'use_stripe_sdk';
      readonly use_stripe_sdk: { readonly type: 'three_d_secure_redirect'; readonly stripe_js: string };
    };

export interface PaymentError {
  readonly charge?: string;
  readonly code: string;
  readonly decline_code?: string;
  readonly doc_url: string;
  readonly message: string;
  readonly type: 'card_error';
}

export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export type PaymentIntent = typeof AT_FIRST & {
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
  readonly presentment_details?: PresentmentDetails;
  readonly receipt_email: string | null;
  readonly status: PaymentIntentStatus;
};

export type PaymentIntentFields = Omit<PaymentIntent, keyof typeof AT_FIRST | 'object'>;

/** What a request can set of that which a new payment mostly has none of. */
export type PaymentIntentExtras = Partial<
  Pick<
    PaymentIntent,
    | 'application_fee_amount'
    | 'confirmation_method'
    | 'payment_method_types'
    | 'presentment_details'
    | 'setup_future_usage'
    | 'shipping'
  >
>;

export const newPaymentIntent = (fields: PaymentIntentFields, extras: PaymentIntentExtras = {}): PaymentIntent => ({
  object: 'payment_intent',
  ...fields,
  ...AT_FIRST,
  ...extras,
});
