import type { Metadata } from '../core/params';

const AT_FIRST = {
  application: null,
  application_fee_amount: null,
  application_fee_percent: null,
  billing_address_collection: 'auto',
  consent_collection: null,
  custom_fields: [] as readonly never[],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  managed_payments: null,
  on_behalf_of: null,
  payment_method_options: null,
  phone_number_collection: { enabled: false },
  restrictions: null,
  shipping_address_collection: null,
  shipping_options: [] as readonly never[],
  submit_type: 'auto',
  tax_id_collection: { enabled: false, required: 'never' },
  transfer_data: null,
};

export type AfterCompletion =
  | { readonly type: 'hosted_confirmation'; readonly hosted_confirmation: { readonly custom_message: string | null } }
  | { readonly type: 'redirect'; readonly redirect: { readonly url: string } };

export type PaymentLink = Readonly<typeof AT_FIRST> & {
  readonly id: string;
  readonly object: 'payment_link';
  readonly active: boolean;
  readonly after_completion: AfterCompletion;
  readonly allow_promotion_codes: boolean;
  readonly automatic_tax: { readonly enabled: boolean; readonly liability: { readonly type: 'self' } | null };
  readonly currency: string;
  readonly customer_creation: 'always' | 'if_required';
  readonly inactive_message: string | null;
  readonly invoice_creation: { readonly enabled: boolean; readonly invoice_data: null } | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly payment_intent_data: {
    readonly capture_method: string | null;
    readonly description: string | null;
    readonly metadata: Metadata;
    readonly setup_future_usage: string | null;
    readonly statement_descriptor: string | null;
    readonly statement_descriptor_suffix: string | null;
    readonly transfer_group: null;
  } | null;
  readonly payment_method_collection: 'always' | 'if_required';
  readonly payment_method_types: readonly string[] | null;
  readonly subscription_data: {
    readonly description: string | null;
    readonly invoice_settings: {
      readonly account_tax_ids: null;
      readonly custom_fields: null;
      readonly description: null;
      readonly footer: null;
      readonly issuer: { readonly type: 'self' };
    };
    readonly metadata: Metadata;
    readonly trial_period_days: number | null;
    readonly trial_settings: { readonly end_behavior: { readonly missing_payment_method: string } } | null;
  } | null;
  readonly url: string;
};

export const newPaymentLink = (fields: Omit<PaymentLink, keyof typeof AT_FIRST | 'object'>): PaymentLink => ({
  object: 'payment_link',
  ...fields,
  ...AT_FIRST,
});
