import { z } from 'zod';
import type { ItemFact, SubscriptionFact } from '@/lib/ledger/facts';
import { currencyOrNull, flag, id, instantOr, instantOrNull, intOr, listOf, ref, tags, text } from './read';
import { discountList, discountRef, priceShape, taxRateShape } from './terms';

const itemShape = z.object({
  id,
  quantity: intOr(1),
  price: priceShape.nullish(),
  plan: priceShape.nullish(),
  discounts: z.array(discountRef).nullish(),
  tax_rates: z.array(taxRateShape).nullish(),
});

export const subscriptionShape = z
  .object({
    id,
    customer: ref,
    status: z.string().catch('unknown'),
    currency: currencyOrNull,
    created: instantOr(0),
    start_date: instantOrNull,
    start: instantOrNull,
    ended_at: instantOrNull,
    canceled_at: instantOrNull,
    cancel_at: instantOrNull,
    cancel_at_period_end: flag,
    cancellation_details: z.object({ reason: text }).nullish(),
    trial_start: instantOrNull,
    trial_end: instantOrNull,
    pause_collection: z.object({ behavior: text }).nullish(),
    discount: discountRef.nullish(),
    discounts: z.array(discountRef).nullish(),
    automatic_tax: z.object({ enabled: flag }).nullish(),
    default_tax_rates: z.array(taxRateShape).nullish(),
    items: listOf(itemShape),
    plan: priceShape.nullish(),
    quantity: intOr(1),
    metadata: tags,
  })
  .transform((subscription): SubscriptionFact => {
    const listed = subscription.items.data.flatMap((item) => itemOf(item) ?? []);
    const legacy = subscription.plan ? [legacyItem(subscription.id, subscription.plan, subscription.quantity)] : [];
    const items = listed.length > 0 ? listed : legacy;
    return {
      customer: subscription.customer,
      status: subscription.status,
      currency: subscription.currency ?? items[0]?.price.currency ?? 'usd',
      created: subscription.created,
      startDate: subscription.start_date ?? subscription.start,
      endedAt: subscription.ended_at,
      canceledAt: subscription.canceled_at,
      cancelAt: subscription.cancel_at,
      cancelAtPeriodEnd: subscription.cancel_at_period_end,
      cancellationReason: subscription.cancellation_details?.reason ?? null,
      trialStart: subscription.trial_start,
      trialEnd: subscription.trial_end,
      pausedCollection: subscription.pause_collection ? (subscription.pause_collection.behavior ?? 'void') : null,
      discounts: discountList(subscription.discounts, subscription.discount),
      taxRates: subscription.default_tax_rates ?? [],
      ...(subscription.automatic_tax?.enabled && { automaticTax: true }),
      items,
      itemsMissing: items.length === 0,
      itemsTruncated: subscription.items.truncated,
      ...subscription.metadata,
    };
  });

function itemOf(item: z.output<typeof itemShape>): ItemFact | null {
  const price = item.price ?? item.plan;
  if (!price) return null;
  return {
    id: item.id,
    quantity: item.quantity,
    price,
    discounts: item.discounts ?? [],
    taxRates: item.tax_rates ?? [],
  };
}

/** Payloads without `items` carry one plan at the top. */
const legacyItem = (subscriptionId: string, price: ItemFact['price'], quantity: number): ItemFact => ({
  id: `${subscriptionId}:plan`,
  quantity,
  price,
  discounts: [],
  taxRates: [],
});
