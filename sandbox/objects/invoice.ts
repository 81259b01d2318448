import type { Metadata } from '../core/params';
import type { Address } from './customer';
import type { DiscountAmount, LineItem, LineTax } from './line-item';
import type { CollectionMethod } from './subscription';
import type { TaxRate } from './tax-rate';

const AT_FIRST = {
  account_tax_ids: null,
  amount_shipping: 0,
  application: null as string | null,
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [] as readonly never[],
  default_payment_method: null,
  default_source: null,
  footer: null,
  from_invoice: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0 as number,
  pre_payment_credit_notes_amount: 0 as number,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  test_clock: null as string | null,
} as const;

export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

export type BillingReason =
  | 'manual'
  | 'subscription_create'
  | 'subscription_cycle'
  | 'subscription_update'
  | 'upcoming';

/** The sums that follow from the lines. */
export interface InvoiceTotals {
  readonly subtotal: number;
  readonly subtotal_excluding_tax: number;
  readonly total: number;
  readonly total_excluding_tax: number;
  readonly total_discount_amounts: readonly DiscountAmount[];
  readonly total_pretax_credit_amounts: readonly { amount: number; discount: string; type: 'discount' }[];
  readonly total_taxes: readonly LineTax[];
}

export type Invoice = Readonly<typeof AT_FIRST> &
  InvoiceTotals & {
    readonly id: string;
    readonly object: 'invoice';
    readonly account_country: string;
    readonly account_name: string;
    readonly amount_due: number;
    readonly amount_overpaid: number;
    /** Present from when something was paid outside Stripe. */
    readonly amount_paid_off_stripe?: number;
    readonly amount_paid: number;
    readonly amount_remaining: number;
    readonly attempt_count: number;
    readonly attempted: boolean;
    readonly auto_advance: boolean;
    readonly automatic_tax: {
      readonly disabled_reason: 'finalization_requires_location_inputs' | null;
      readonly enabled: boolean;
      readonly liability: { readonly type: 'self' } | null;
      readonly provider: 'stripe' | null;
      readonly status: 'complete' | 'requires_location_inputs' | null;
    };
    readonly automatically_finalizes_at: number | null;
    readonly billing_reason: BillingReason;
    readonly collection_method: CollectionMethod;
    readonly created: number;
    readonly currency: string;
    readonly customer: string;
    readonly customer_address: Address | null;
    readonly customer_email: string | null;
    readonly customer_name: string | null;
    readonly customer_phone: string | null;
    readonly default_tax_rates: readonly TaxRate[];
    readonly description: string | null;
    readonly discounts: readonly string[];
    readonly due_date: number | null;
    readonly effective_at: number | null;
    readonly ending_balance: number | null;
    readonly hosted_invoice_url: string | null;
    readonly invoice_pdf: string | null;
    readonly lines: {
      readonly object: 'list';
      readonly data: readonly LineItem[];
      readonly has_more: boolean;
      readonly total_count: number;
      readonly url: string;
    };
    readonly livemode: boolean;
    readonly metadata: Metadata;
    readonly next_payment_attempt: number | null;
    readonly number: string | null;
    readonly parent: {
      readonly quote_details: null;
      readonly subscription_details: { readonly metadata: Metadata; readonly subscription: string };
      readonly type: 'subscription_details';
    } | null;
    readonly period_end: number;
    readonly period_start: number;
    readonly starting_balance: number;
    readonly status: InvoiceStatus;
    readonly status_transitions: {
      readonly finalized_at: number | null;
      readonly marked_uncollectible_at: number | null;
      readonly paid_at: number | null;
      readonly voided_at: number | null;
    };
    readonly webhooks_delivered_at: number | null;
  };

export type InvoiceFields = Omit<Invoice, keyof typeof AT_FIRST | 'object'>;

export const newInvoice = (fields: InvoiceFields): Invoice => ({
  object: 'invoice',
  ...fields,
  ...AT_FIRST,
});

const EMBEDDED_LINES = 10;

/** An invoice shows its first ten lines; the rest are read through its own list. */
export const embeddedLines = (invoice: string, lines: readonly LineItem[]): Invoice['lines'] => ({
  object: 'list',
  data: lines.slice(0, EMBEDDED_LINES),
  has_more: lines.length > EMBEDDED_LINES,
  total_count: lines.length,
  url: `/v1/invoices/${invoice}/lines`,
});

export const subscriptionOf = (invoice: Invoice): string | null =>
  invoice.parent?.subscription_details.subscription ?? null;
