import type { Metadata } from '../core/params';
import type { Address } from './customer';
import type { Price } from './price';

const AT_FIRST = {
  after_expiration: null,
  allowed_payment_method_types: null,
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null as CurrencyConversion | null,
  custom_fields: [] as readonly never[],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer_account: null,
  customer_details: null as CustomerDetails | null,
  integration_identifier: null,
  invoice: null as string | null,
  locale: null,
  managed_payments: null,
  origin_context: null,
  payment_intent: null as string | null,
  payment_method_configuration_details: null,
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null as string | null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [] as readonly never[],
  submit_type: null,
  subscription: null as string | null,
  ui_mode: 'hosted_page',
  wallet_options: null,
};

/** The shape before 2025-03-31: the session is in the buyer's currency, and this tells what it is in the seller's. */
export interface CurrencyConversion {
  readonly amount_subtotal: number;
  readonly amount_total: number;
  readonly fx_rate: string;
  readonly source_currency: string;
}

/** The shape since: the session is in the seller's currency, and this tells what the buyer sees. */
export interface PresentmentDetails {
  readonly presentment_amount: number;
  readonly presentment_currency: string;
}

export interface CustomerDetails {
  readonly address: Address | null;
  readonly business_name: null;
  readonly email: string | null;
  readonly individual_name: null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly tax_exempt: 'none';
  readonly tax_ids: readonly never[];
}

export interface TotalDetails {
  readonly amount_discount: number;
  readonly amount_shipping: number;
  readonly amount_tax: number;
}

export type CheckoutMode = 'payment' | 'setup' | 'subscription';

export type CheckoutSession = Readonly<typeof AT_FIRST> & {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly adaptive_pricing: { readonly enabled: boolean } | null;
  readonly allow_promotion_codes: boolean | null;
  readonly amount_subtotal: number | null;
  readonly amount_total: number | null;
  readonly automatic_tax: {
    readonly enabled: boolean;
    readonly liability: { readonly type: 'self' } | null;
    readonly provider: 'stripe' | null;
    readonly status: 'complete' | 'requires_location_inputs' | null;
  };
  readonly cancel_url: string | null;
  readonly client_reference_id: string | null;
  readonly created: number;
  readonly currency: string | null;
  readonly customer: string | null;
  readonly customer_creation: 'always' | 'if_required' | null;
  readonly customer_email: string | null;
  readonly discounts: readonly { readonly coupon: string | null; readonly promotion_code: string | null }[];
  readonly expires_at: number;
  readonly invoice_creation: {
    readonly enabled: boolean;
    readonly invoice_data: {
      readonly account_tax_ids: null;
      readonly custom_fields: null;
      readonly description: null;
      readonly footer: null;
      readonly issuer: null;
      readonly metadata: Metadata;
      readonly rendering_options: null;
    };
  } | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly mode: CheckoutMode;
  readonly payment_link: string | null;
  readonly payment_method_collection: 'always' | 'if_required';
  readonly payment_method_types: readonly string[];
  readonly payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  readonly presentment_details?: PresentmentDetails;
  readonly status: 'open' | 'complete' | 'expired';
  readonly success_url: string | null;
  readonly total_details: TotalDetails | null;
  readonly url: string | null;
};

export const newCheckoutSession = (
  fields: Omit<CheckoutSession, keyof typeof AT_FIRST | 'object'>,
  details: CustomerDetails | null,
): CheckoutSession => ({
  object: 'checkout.session',
  ...fields,
  ...AT_FIRST,
  customer_details: details,
});

/** One line of a session or of a payment link. */
export interface CheckoutLine {
  readonly id: string;
  readonly object: 'item';
  readonly adjustable_quantity: null;
  readonly amount_discount: number;
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_total: number;
  readonly currency: string;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly price: Price;
  readonly quantity: number;
}
