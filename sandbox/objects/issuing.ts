import type { Metadata } from '../core/params';
import type { Address } from './customer';

const NO_LIMITS = {
  allowed_card_presences: null,
  allowed_categories: null,
  allowed_merchant_countries: null,
  blocked_card_presences: null,
  blocked_categories: null,
  blocked_merchant_countries: null,
  spending_limits: [] as readonly never[],
  spending_limits_currency: null,
};

export interface Cardholder {
  readonly id: string;
  readonly object: 'issuing.cardholder';
  readonly billing: { readonly address: Address };
  readonly company: null;
  readonly created: number;
  readonly email: string | null;
  readonly individual: null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly name: string;
  readonly phone_number: string | null;
  readonly preferred_locales: null;
  readonly requirements: { readonly disabled_reason: null; readonly past_due: readonly never[] };
  readonly spending_controls: typeof NO_LIMITS;
  readonly status: 'active';
  readonly type: 'company' | 'individual';
}

type CardholderFields = Pick<
  Cardholder,
  'id' | 'billing' | 'created' | 'email' | 'livemode' | 'metadata' | 'name' | 'phone_number' | 'type'
>;

export const newCardholder = (fields: CardholderFields): Cardholder => ({
  object: 'issuing.cardholder',
  ...fields,
  company: null,
  individual: null,
  preferred_locales: null,
  requirements: { disabled_reason: null, past_due: [] },
  spending_controls: NO_LIMITS,
  status: 'active',
});

const CARD_AT_FIRST = {
  brand: 'Visa',
  cancellation_reason: null,
  exp_month: 12,
  exp_year: 2034,
  latest_fraud_warning: null,
  lifecycle_controls: null,
  personalization_design: null,
  replaced_by: null,
  replacement_for: null,
  replacement_reason: null,
  second_line: null,
  shipping: null,
  spending_controls: NO_LIMITS,
  wallets: null,
};

export type IssuedCard = Readonly<typeof CARD_AT_FIRST> & {
  readonly id: string;
  readonly object: 'issuing.card';
  readonly cardholder: Cardholder;
  readonly created: number;
  readonly currency: string;
  readonly last4: string;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly status: 'active' | 'inactive';
  readonly type: 'physical' | 'virtual';
};

export const newIssuedCard = (fields: Omit<IssuedCard, keyof typeof CARD_AT_FIRST | 'object'>): IssuedCard => ({
  object: 'issuing.card',
  ...fields,
  ...CARD_AT_FIRST,
});

const MERCHANT = {
  category: 'taxicabs_limousines',
  category_code: '4121',
  city: 'San Francisco',
  country: 'US',
  name: 'Rocket Rides',
  network_id: '1234567890',
  postal_code: '94111',
  state: 'CA',
  tax_id: null,
  terminal_id: '99999999',
  url: null,
};

interface Spending {
  readonly id: string;
  readonly card: IssuedCard;
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly livemode: boolean;
}

/** What a merchant asks to hold on an issued card; approved. */
export const newAuthorization = ({ id, card, created, amount, currency, livemode }: Spending) => ({
  id,
  object: 'issuing.authorization' as const,
  amount,
  amount_details: null,
  approved: true,
  authorization_method: 'online',
  balance_transactions: [] as readonly never[],
  card,
  card_presence: null,
  cardholder: card.cardholder.id,
  created,
  currency,
  fleet: null,
  fuel: null,
  livemode,
  merchant_amount: amount,
  merchant_currency: currency,
  merchant_data: MERCHANT,
  metadata: {} as Metadata,
  network_data: null,
  pending_request: null,
  request_history: [] as readonly never[],
  status: 'pending',
  transactions: [] as readonly never[],
  verification_data: {
    address_line1_check: 'not_provided',
    address_postal_code_check: 'not_provided',
    authentication_exemption: null,
    cvc_check: 'not_provided',
    expiry_check: 'match',
    postal_code: null,
    three_d_secure: null,
  },
  verified_by_fraud_challenge: null,
  wallet: null,
});

export type Authorization = ReturnType<typeof newAuthorization>;

/** What a merchant took: negative, because it leaves the balance. */
export const newIssuingTransaction = ({ id, card, created, amount, currency, livemode }: Spending) => ({
  id,
  object: 'issuing.transaction' as const,
  amount: -amount,
  amount_details: null,
  authorization: null,
  balance_transaction: null,
  card: card.id,
  cardholder: card.cardholder.id,
  created,
  currency,
  dispute: null,
  livemode,
  merchant_amount: -amount,
  merchant_currency: currency,
  merchant_data: MERCHANT,
  metadata: {} as Metadata,
  network_data: null,
  type: 'capture',
  wallet: null,
});

export type IssuingTransaction = ReturnType<typeof newIssuingTransaction>;
