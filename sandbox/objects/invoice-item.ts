import type { Metadata } from '../core/params';
import type { CreditedItems, Period, Pricing } from './line-item';
import type { TaxRate } from './tax-rate';

export interface InvoiceItem {
  readonly id: string;
  readonly object: 'invoiceitem';
  readonly amount: number;
  readonly currency: string;
  readonly customer: string;
  readonly customer_account: null;
  readonly date: number;
  readonly description: string | null;
  readonly discountable: boolean;
  readonly discounts: readonly string[];
  readonly invoice: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly net_amount: number;
  readonly parent: {
    readonly subscription_details: { readonly subscription: string; readonly subscription_item?: string };
    readonly type: 'subscription_details';
  } | null;
  readonly period: Period;
  readonly pricing: Pricing | null;
  readonly proration: boolean;
  readonly proration_details?: {
    readonly credited_items: {
      readonly invoice_line_item_details: CreditedItems;
      readonly type: 'invoice_line_items';
    } | null;
    readonly discount_amounts: readonly { readonly amount: number; readonly discount: string }[];
  };
  readonly quantity: number;
  readonly quantity_decimal: string;
  readonly tax_rates: readonly TaxRate[];
  readonly test_clock: string | null;
}
