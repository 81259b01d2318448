import type { Metadata } from '../core/params';
import type { NextAction } from './payment-intent';
import type { PaymentMethod } from './payment-method';

const AT_FIRST = {
  allowed_payment_method_types: null,
  application: null,
  automatic_payment_methods: null,
  cancellation_reason: null as string | null,
  customer_account: null,
  excluded_payment_method_types: null,
  flow_directions: null,
  last_setup_error: null as SetupError | null,
  latest_attempt: null,
  managed_payments: null,
  mandate: null,
  next_action: null as NextAction | null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
  single_use_mandate: null,
};

export interface SetupError {
  readonly code: string;
  readonly decline_code?: string;
  readonly doc_url: string;
  readonly message: string;
  readonly payment_method?: PaymentMethod;
  readonly type: 'card_error';
}

export type SetupIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'succeeded'
  | 'canceled';

export type SetupIntent = Readonly<typeof AT_FIRST> & {
  readonly id: string;
  readonly object: 'setup_intent';
  readonly client_secret: string;
  readonly created: number;
  readonly customer: string | null;
  readonly description: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly payment_method: string | null;
  readonly payment_method_types: readonly string[];
  readonly status: SetupIntentStatus;
  readonly usage: 'off_session' | 'on_session';
};

export const newSetupIntent = (fields: Omit<SetupIntent, keyof typeof AT_FIRST | 'object'>): SetupIntent => ({
  object: 'setup_intent',
  ...fields,
  ...AT_FIRST,
});
