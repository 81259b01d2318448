import type { Metadata } from '../core/params';

const CONSTANTS = {
  customer_account: null,
  default_source: null,
  discount: null,
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
} as const;

export interface Address {
  readonly city: string | null;
  readonly country: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postal_code: string | null;
  readonly state: string | null;
}

export type Customer = typeof CONSTANTS & {
  readonly id: string;
  readonly object: 'customer';
  readonly address: Address | null;
  /** Negative is credit for the next invoice, as on Stripe. */
  readonly balance: number;
  readonly created: number;
  readonly currency: string | null;
  readonly delinquent: boolean;
  readonly description: string | null;
  readonly email: string | null;
  readonly invoice_prefix: string;
  readonly invoice_settings: {
    readonly custom_fields: null;
    readonly default_payment_method: string | null;
    readonly footer: null;
    readonly rendering_options: null;
  };
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly name: string | null;
  readonly next_invoice_sequence: number;
  readonly phone: string | null;
  readonly preferred_locales: readonly string[];
};

export type CustomerFields = Omit<Customer, keyof typeof CONSTANTS | 'object'>;

export const newCustomer = (fields: CustomerFields): Customer => ({
  object: 'customer',
  ...fields,
  ...CONSTANTS,
});
