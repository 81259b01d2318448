import { z } from 'zod';
import { createPrice, priceData } from '../api/create-price';
import { createProduct } from '../api/products';
import { taxRatesOf } from '../billing/subscription-items';
import { invalidRequest, resourceMissing } from '../core/errors';
import { flag, integer, listOf, metadata, text } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import type { Price } from '../objects/price';
import type { CheckoutItem } from './checkout-amounts';

/** Settings of the page that change nothing here but are sent by ordinary integrations. */
const anything = z.unknown().optional();
export const pageSettings = {
  after_expiration: anything,
  billing_address_collection: anything,
  consent_collection: anything,
  custom_fields: anything,
  custom_text: anything,
  locale: anything,
  name_collection: anything,
  optional_items: anything,
  payment_method_options: anything,
  phone_number_collection: anything,
  saved_payment_method_options: anything,
  shipping_address_collection: anything,
  submit_type: anything,
  tax_id_collection: anything,
};

export const lineItems = listOf(
  z.strictObject({
    adjustable_quantity: anything,
    price: text.optional(),
    price_data: z
      .strictObject({
        ...priceData,
        product: text.optional(),
        product_data: z
          .strictObject({ name: text, description: text.optional(), metadata: metadata.optional(), images: anything })
          .optional(),
      })
      .optional(),
    quantity: integer.optional(),
    tax_rates: listOf(text).optional(),
  }),
);

export const subscriptionData = z.strictObject({
  billing_cycle_anchor: integer.optional(),
  default_tax_rates: listOf(text).optional(),
  description: text.optional(),
  invoice_settings: anything,
  metadata: metadata.optional(),
  proration_behavior: z.enum(['create_prorations', 'none']).optional(),
  trial_end: integer.optional(),
  trial_period_days: integer.optional(),
  trial_settings: z
    .strictObject({
      end_behavior: z.strictObject({ missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']) }),
    })
    .optional(),
});

export const paymentIntentData = z.strictObject({
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
  shipping: anything,
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
});

/** What sessions and payment links have in common. */
export const offerParams = {
  ...pageSettings,
  allow_promotion_codes: flag.optional(),
  automatic_tax: z.strictObject({ enabled: flag, liability: anything }).optional(),
  currency: text.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  invoice_creation: z.strictObject({ enabled: flag, invoice_data: anything }).optional(),
  metadata: metadata.optional(),
  payment_intent_data: paymentIntentData.optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  payment_method_types: listOf(text).optional(),
  subscription_data: subscriptionData.optional(),
};

export const sessionParams = z.strictObject({
  ...offerParams,
  adaptive_pricing: z.strictObject({ enabled: flag }).optional(),
  cancel_url: text.optional(),
  client_reference_id: text.optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  customer_update: anything,
  discounts: listOf(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() })).optional(),
  expires_at: integer.optional(),
  line_items: lineItems.optional(),
  mode: z.enum(['payment', 'setup', 'subscription']).optional(),
  return_url: text.optional(),
  setup_intent_data: z.strictObject({ description: text.optional(), metadata: metadata.optional() }).optional(),
  success_url: text.optional(),
  ui_mode: text.optional(),
});

export type SessionRequest = z.output<typeof sessionParams>;
export type LineItemRequest = z.output<typeof lineItems>[number];

/** Inline prices and products become objects of their own, as on Stripe. */
export function checkoutItem(sandbox: Sandbox, line: LineItemRequest, i: number): CheckoutItem {
  return {
    id: sandbox.ids.next('li'),
    price: priceOf(sandbox, line, i),
    quantity: line.quantity ?? 1,
    taxRates: taxRatesOf(sandbox, line.tax_rates, `line_items[${i}][tax_rates]`),
  };
}

function priceOf(sandbox: Sandbox, { price: id, price_data: data }: LineItemRequest, i: number): Price {
  if (data) {
    const { product, product_data: made, ...amounts } = data;
    const owner = product ?? (made && createProduct(sandbox, { name: made.name, metadata: made.metadata }).id);
    if (!owner)
      throw invalidRequest('You must specify either `product` or `product_data`.', `line_items[${i}][price_data]`);
    return createPrice(sandbox, { ...amounts, product: owner });
  }
  const price = sandbox.store.prices.get(id ?? '');
  if (!price) throw resourceMissing('price', id ?? '', `line_items[${i}][price]`);
  return price;
}
