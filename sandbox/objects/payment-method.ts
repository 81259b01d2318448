import type { Metadata } from '../core/params';
import type { Address } from './customer';

const CONSTANTS = { customer_account: null } as const;

export interface BillingDetails {
  readonly address: Address | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly tax_id: null;
}

export interface CardOfMethod {
  readonly brand: string;
  readonly checks: {
    readonly address_line1_check: null;
    readonly address_postal_code_check: null;
    readonly cvc_check: 'pass';
  };
  readonly country: string;
  readonly display_brand: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly fingerprint: string;
  readonly funding: string;
  readonly generated_from: null;
  readonly last4: string;
  readonly networks: { readonly available: readonly string[]; readonly preferred: null };
  readonly regulated_status: 'unregulated';
  readonly three_d_secure_usage: { readonly supported: true };
  readonly wallet: null;
}

export interface DebitOfMethod {
  readonly bank_code: string;
  readonly branch_code: string;
  readonly country: string;
  readonly fingerprint: string;
  readonly generated_from: { readonly charge: null; readonly setup_attempt: null };
  readonly last4: string;
}

export type PaymentMethod = typeof CONSTANTS & {
  readonly id: string;
  readonly object: 'payment_method';
  readonly allow_redisplay: 'unspecified' | 'limited' | 'always';
  readonly billing_details: BillingDetails;
  readonly card?: CardOfMethod;
  readonly created: number;
  readonly customer: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly sepa_debit?: DebitOfMethod;
  readonly type: 'card' | 'sepa_debit';
};

export const newPaymentMethod = (fields: Omit<PaymentMethod, keyof typeof CONSTANTS | 'object'>): PaymentMethod => ({
  object: 'payment_method',
  ...fields,
  ...CONSTANTS,
});
