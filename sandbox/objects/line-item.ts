import type { Metadata } from '../core/params';

export interface LineTax {
  readonly amount: number;
  readonly tax_behavior: 'exclusive' | 'inclusive';
  readonly tax_rate_details: { readonly tax_rate: string };
  readonly taxability_reason: 'standard_rated';
  readonly taxable_amount: number;
  readonly type: 'tax_rate_details';
}

export interface Period {
  readonly start: number;
  readonly end: number;
}

export interface CreditedItems {
  readonly invoice: string;
  readonly invoice_line_items: readonly string[];
}

export type LineParent =
  | {
      readonly invoice_item_details: null;
      readonly subscription_item_details: {
        readonly invoice_item: string | null;
        readonly proration: boolean;
        readonly proration_details: { readonly credited_items: CreditedItems | null } | null;
        readonly subscription: string;
        readonly subscription_item: string;
      };
      readonly type: 'subscription_item_details';
    }
  | {
      readonly invoice_item_details: {
        readonly invoice_item: string;
        readonly proration: boolean;
        readonly proration_details: null;
        readonly subscription: string | null;
      };
      readonly subscription_item_details: null;
      readonly type: 'invoice_item_details';
    };

export interface Pricing {
  readonly price_details?: { readonly price: string; readonly product: string };
  readonly type: 'price_details';
  readonly unit_amount_decimal: string | null;
}

export interface DiscountAmount {
  readonly amount: number;
  readonly discount: string;
}

export interface LineItem {
  readonly id: string;
  readonly object: 'line_item';
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly discount_amounts: readonly DiscountAmount[];
  readonly discountable: boolean;
  readonly discounts: readonly string[];
  readonly invoice: string;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly parent: LineParent;
  readonly period: Period;
  readonly pretax_credit_amounts: readonly { amount: number; discount: string; type: 'discount' }[];
  readonly pricing: Pricing | null;
  readonly quantity: number;
  readonly quantity_decimal: string;
  readonly subscription: string | null;
  readonly subtotal: number;
  readonly taxes: readonly LineTax[];
}
