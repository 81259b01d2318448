import type { Metadata } from '../core/params';
import type { DiscountAmount, LineTax } from './line-item';
import type { TaxRate } from './tax-rate';

export interface CreditNoteLine {
  readonly id: string;
  readonly object: 'credit_note_line_item';
  readonly amount: number;
  readonly description: string | null;
  readonly discount_amount: number;
  readonly discount_amounts: readonly DiscountAmount[];
  readonly invoice_line_item?: string;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly pretax_credit_amounts: readonly { amount: number; discount: string; type: 'discount' }[];
  readonly quantity: number | null;
  readonly tax_rates: readonly TaxRate[];
  readonly taxes: readonly LineTax[];
  readonly type: 'custom_line_item' | 'invoice_line_item';
  readonly unit_amount: number | null;
  readonly unit_amount_decimal: string | null;
}

export type CreditNoteReason = 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory';

export interface CreditNote {
  readonly id: string;
  readonly object: 'credit_note';
  readonly amount: number;
  readonly amount_shipping: 0;
  readonly created: number;
  readonly currency: string;
  readonly customer: string;
  readonly customer_account: null;
  readonly customer_balance_transaction: string | null;
  readonly discount_amount: number;
  readonly discount_amounts: readonly DiscountAmount[];
  readonly effective_at: number;
  readonly invoice: string;
  readonly lines: {
    readonly object: 'list';
    readonly data: readonly CreditNoteLine[];
    readonly has_more: boolean;
    readonly url: string;
  };
  readonly livemode: boolean;
  readonly memo: string | null;
  readonly metadata: Metadata;
  readonly number: string;
  readonly out_of_band_amount: number | null;
  readonly pdf: string;
  /** What was given back after the invoice was paid: refunded, credited to the balance, or outside Stripe. */
  readonly post_payment_amount: number;
  /** By how much the open invoice owes less. */
  readonly pre_payment_amount: number;
  readonly pretax_credit_amounts: readonly { amount: number; discount: string; type: 'discount' }[];
  readonly reason: CreditNoteReason | null;
  readonly refunds: readonly {
    readonly amount_refunded: number;
    readonly payment_record_refund: null;
    readonly refund: string;
    readonly type: 'refund';
  }[];
  readonly shipping_cost: null;
  readonly status: 'issued' | 'void';
  readonly subtotal: number;
  readonly subtotal_excluding_tax: number;
  readonly total: number;
  readonly total_excluding_tax: number;
  readonly total_taxes: readonly LineTax[];
  readonly type: 'pre_payment' | 'post_payment' | 'mixed';
  readonly voided_at: number | null;
}
