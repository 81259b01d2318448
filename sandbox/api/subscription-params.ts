import { z } from 'zod';
import { createdPaging } from '../core/list';
import { clearable, decimal, flag, integer, listOf, metadata, text, timeRange } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import { createPrice, priceData } from './create-price';

export const discounts = clearable(
  listOf(z.strictObject({ coupon: text.optional(), discount: text.optional(), promotion_code: text.optional() })),
);
/** What an item of a subscription can be given. */
export const itemFields = {
  discounts: discounts.optional(),
  metadata: metadata.optional(),
  price: text.optional(),
  price_data: z.strictObject({ ...priceData, product: text }).optional(),
  quantity: integer.optional(),
  tax_rates: clearable(listOf(text)).optional(),
};
const cancellationDetails = z.strictObject({
  comment: clearable(text).optional(),
  feedback: clearable(text).optional(),
});
const trialSettings = z.strictObject({
  end_behavior: z.strictObject({ missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']) }),
});
/** Settings that change nothing here but are sent by ordinary integrations. */
const accepted = {
  off_session: flag.optional(),
  payment_settings: z.record(z.string(), z.unknown()).optional(),
};

export const automaticTax = z.strictObject({ enabled: flag, liability: z.unknown().optional() });
const billingMode = z.strictObject({
  flexible: z.strictObject({ proration_discounts: z.literal('included') }).optional(),
  type: z.enum(['classic', 'flexible']),
});
const percent = decimal.pipe(z.number().min(0).max(100));

/** One-time prices for the next bill. */
const oneOffs = listOf(
  z.strictObject({
    price: text.optional(),
    price_data: z
      .strictObject({ ...priceData, product: text })
      .omit({ recurring: true })
      .optional(),
    quantity: integer.optional(),
    tax_rates: clearable(listOf(text)).optional(),
  }),
);

const anchor = z.enum(['now', 'unchanged']);
/** As it is sent now, and as it was before. */
export const anchorChange = z.union([z.strictObject({ type: anchor }).transform(({ type }) => type), anchor]);

export const createParams = z.strictObject({
  ...accepted,
  add_invoice_items: oneOffs.optional(),
  application_fee_percent: percent.optional(),
  automatic_tax: automaticTax.optional(),
  billing_mode: billingMode.optional(),
  billing_cycle_anchor: integer.optional(),
  cancel_at: integer.optional(),
  cancel_at_period_end: flag.optional(),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  currency: text.optional(),
  customer: text,
  days_until_due: integer.optional(),
  default_payment_method: text.optional(),
  default_tax_rates: clearable(listOf(text)).optional(),
  description: text.optional(),
  discounts: discounts.optional(),
  items: listOf(z.strictObject(itemFields)),
  metadata: metadata.optional(),
  payment_behavior: z.enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete']).optional(),
  proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
  trial_end: z.union([z.literal('now'), integer]).optional(),
  trial_period_days: integer.optional(),
  trial_settings: trialSettings.optional(),
});

export const updateParams = z.strictObject({
  ...accepted,
  add_invoice_items: oneOffs.optional(),
  application_fee_percent: clearable(percent).optional(),
  automatic_tax: automaticTax.optional(),
  billing_cycle_anchor: anchorChange.optional(),
  cancel_at: clearable(z.union([z.enum(['max_period_end', 'min_period_end']), integer])).optional(),
  cancel_at_period_end: flag.optional(),
  cancellation_details: cancellationDetails.optional(),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  days_until_due: integer.optional(),
  default_payment_method: clearable(text).optional(),
  default_tax_rates: clearable(listOf(text)).optional(),
  description: clearable(text).optional(),
  discounts: discounts.optional(),
  items: listOf(z.strictObject({ ...itemFields, id: text.optional(), deleted: flag.optional() })).optional(),
  metadata: metadata.optional(),
  pause_collection: clearable(
    z.strictObject({
      behavior: z.enum(['keep_as_draft', 'mark_uncollectible', 'void']),
      resumes_at: integer.optional(),
    }),
  ).optional(),
  payment_behavior: z
    .enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete'])
    .optional(),
  proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
  proration_date: integer.optional(),
  trial_end: z.union([z.literal('now'), integer]).optional(),
  trial_settings: trialSettings.optional(),
});

export const pauseParams = z.strictObject({
  bill_for: z
    .strictObject({
      outstanding_usage_through: z.strictObject({ type: z.enum(['none', 'now']) }).optional(),
      unused_time_from: z.strictObject({ type: z.enum(['item_current_period_start', 'none', 'now']) }).optional(),
    })
    .optional(),
  invoicing_behavior: z.enum(['invoice', 'pending_invoice_item']).optional(),
  type: z.literal('subscription').optional(),
});

export const resumeParams = z.strictObject({
  billing_cycle_anchor: z.union([anchor.transform((type) => ({ type })), z.strictObject({ type: anchor })]).optional(),
  payment_behavior: z.string().optional(),
  proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
  proration_date: integer.optional(),
});

/** Only towards the flexible mode: there is no way back. */
export const migrateParams = z.strictObject({ billing_mode: billingMode.extend({ type: z.literal('flexible') }) });

export const cancelParams = z.strictObject({
  cancellation_details: cancellationDetails.optional(),
  invoice_now: flag.optional(),
  prorate: flag.optional(),
});

export const listParams = z.strictObject({
  ...createdPaging,
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  current_period_end: timeRange.optional(),
  current_period_start: timeRange.optional(),
  customer: text.optional(),
  price: text.optional(),
  plan: text.optional(),
  status: z
    .enum([
      'active',
      'all',
      'canceled',
      'ended',
      'incomplete',
      'incomplete_expired',
      'past_due',
      'paused',
      'trialing',
      'unpaid',
    ])
    .optional(),
});

type PriceData = NonNullable<z.output<typeof itemFields.price_data>>;

/** An inline price becomes a price of its own, as on Stripe. */
export function resolvePriceData<
  T extends { readonly price?: string | undefined; readonly price_data?: PriceData | undefined },
>(sandbox: Sandbox, { price_data: data, ...item }: T): Omit<T, 'price_data'> {
  return data ? { ...item, price: createPrice(sandbox, data).id } : item;
}
