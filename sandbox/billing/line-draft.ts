import type { Metadata } from '../core/params';
import type { Store } from '../core/store';
import type { InvoiceItem } from '../objects/invoice-item';
import type { LineParent, Period, Pricing } from '../objects/line-item';
import { quantityOf, type SubscriptionItem } from '../objects/subscription';
import type { TaxRate } from '../objects/tax-rate';
import { minorUnitDigits } from './fees';
import { priceAmount } from './price-amount';
import { priceIn } from './price-in';

/** A line before its invoice, discounts and taxes are known. */
export interface LineDraft {
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly discountable: boolean;
  /** Discounts of this line alone, which come before those of the whole invoice. */
  readonly discounts: readonly string[];
  readonly metadata: Metadata;
  readonly parent: LineParent;
  readonly period: Period;
  readonly pricing: Pricing | null;
  readonly product: string | null;
  readonly quantity: number;
  readonly subscription: string | null;
  readonly taxRates: readonly TaxRate[];
}

export interface ItemLineOptions {
  readonly inTrial: boolean;
  /** The part of a whole period that is billed; a part is a proration. */
  readonly share?: number;
  /** What the subscription is billed in: the price's own currency, or one of its options. */
  readonly currency: string;
  /** The subscription's metadata, which its lines repeat. */
  readonly metadata: Metadata;
}

/** The line for one period of a subscription item; a trial is billed at zero. */
export function itemLine(store: Store, item: SubscriptionItem, period: Period, options: ItemLineOptions): LineDraft {
  const { currency, inTrial, metadata, share = 1 } = options;
  const price = priceIn(store, item.price, currency) ?? item.price;
  const quantity = quantityOf(item);
  const name = store.products.get(item.price.product)?.name ?? item.price.product;
  return {
    amount: inTrial ? 0 : Math.round(share * priceAmount(price, quantity, store.tiers.get(price.id))),
    currency,
    description: inTrial ? `Trial period for ${name}` : `${quantity} × ${name}${priceLabel(price)}`,
    discountable: true,
    discounts: item.discounts,
    metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: share !== 1,
        proration_details: null,
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period,
    pricing: {
      price_details: { price: item.price.id, product: item.price.product },
      type: 'price_details',
      unit_amount_decimal: inTrial ? '0' : price.unit_amount_decimal,
    },
    product: item.price.product,
    quantity: quantity,
    subscription: item.subscription,
    taxRates: item.tax_rates,
  };
}

const formats = new Map<string, Intl.NumberFormat>();

/** ` (at $20.00 / month)`, as Stripe describes its lines. */
function priceLabel({ unit_amount: unit, currency, recurring }: SubscriptionItem['price']): string {
  if (unit === null) return '';
  const format = formats.get(currency) ?? new Intl.NumberFormat('en-US', { style: 'currency', currency });
  formats.set(currency, format);
  const every =
    recurring.interval_count === 1 ? recurring.interval : `${recurring.interval_count} ${recurring.interval}s`;
  return ` (at ${format.format(unit / 10 ** minorUnitDigits(currency))} / ${every})`;
}

/** The line for a pending invoice item: a proration of a subscription item, or a one-off. */
export function invoiceItemLine(item: InvoiceItem): LineDraft {
  return {
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discountable: item.discountable,
    discounts: item.discounts,
    metadata: item.metadata,
    parent: parentOf(item),
    period: item.period,
    pricing: item.pricing,
    product: item.pricing?.price_details?.product ?? null,
    quantity: item.quantity,
    subscription: item.parent?.subscription_details.subscription ?? null,
    taxRates: item.tax_rates,
  };
}

function parentOf(item: InvoiceItem): LineParent {
  const details = item.parent?.subscription_details;
  if (details?.subscription_item) {
    const credited = item.proration_details?.credited_items?.invoice_line_item_details ?? null;
    return {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: item.id,
        proration: item.proration,
        proration_details: item.proration ? { credited_items: credited } : null,
        subscription: details.subscription,
        subscription_item: details.subscription_item,
      },
      type: 'subscription_item_details',
    };
  }
  return {
    invoice_item_details: {
      invoice_item: item.id,
      proration: item.proration,
      proration_details: null,
      subscription: details?.subscription ?? null,
    },
    subscription_item_details: null,
    type: 'invoice_item_details',
  };
}
