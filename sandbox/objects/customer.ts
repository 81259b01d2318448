import type { Metadata } from '../core/params';
import type { Discount } from './discount';

const AT_FIRST = {
  customer_account: null,
  default_source: null as string | null,
  discount: null as Discount | null,
  shipping: null,
  tax_exempt: 'none',
  test_clock: null as string | null,
} as const;

export interface Address {
  readonly city: string | null;
  readonly country: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postal_code: string | null;
  readonly state: string | null;
}

type AddressParts = { readonly [Part in keyof Address]?: string | null | undefined };

/** An address as it is shown: every part, null where nothing was given. */
export function wholeAddress(given: AddressParts | null | undefined): Address | null {
  if (!given) return null;
  const { city, country, line1, line2, postal_code: code, state } = given;
  return {
    city: city ?? null,
    country: country ?? null,
    line1: line1 ?? null,
    line2: line2 ?? null,
    postal_code: code ?? null,
    state: state ?? null,
  };
}

export type Customer = Readonly<typeof AT_FIRST> & {
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

export type CustomerFields = Omit<Customer, keyof typeof AT_FIRST | 'object'>;

export const newCustomer = (fields: CustomerFields): Customer => ({
  object: 'customer',
  ...fields,
  ...AT_FIRST,
});
