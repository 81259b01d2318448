import { invalidRequest, resourceMissing } from '../core/errors';
import { type Metadata, mergeMetadata } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import { type Price, planOf, type Recurring } from '../objects/price';
import type { BillingModeType, SubscriptionItem } from '../objects/subscription';
import type { TaxRate } from '../objects/tax-rate';
import { replaceDiscounts } from './held-discounts';
import { createDiscount, type DiscountRequest } from './redeem-coupon';

export interface ItemRequest {
  readonly id?: string | undefined;
  readonly price?: string | undefined;
  readonly quantity?: number | undefined;
  readonly deleted?: boolean | undefined;
  readonly discounts?: readonly DiscountRequest[] | null | undefined;
  readonly metadata?: Readonly<Record<string, string | null>> | null | undefined;
  readonly tax_rates?: readonly string[] | null | undefined;
}

type RecurringPrice = Price & { readonly recurring: Recurring };

export function recurringPrice(sandbox: Sandbox, id: string, param: string): RecurringPrice {
  const price = sandbox.store.prices.get(id);
  if (!price) throw resourceMissing('price', id, param);
  const { recurring } = price;
  if (!recurring) {
    throw invalidRequest(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
      param,
    );
  }
  if (!price.active)
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', param);
  return { ...price, recurring };
}

export function taxRatesOf(
  sandbox: Sandbox,
  ids: readonly string[] | null | undefined,
  param: string,
): readonly TaxRate[] {
  return (ids ?? []).map((id) => {
    const rate = sandbox.store.taxRates.get(id);
    if (!rate) throw resourceMissing('tax rate', id, param);
    return rate;
  });
}

export interface ItemHome {
  readonly subscription: string;
  readonly customer: string;
  readonly start: number;
  readonly end: number;
}

export function newItem(
  sandbox: Sandbox,
  request: ItemRequest,
  price: RecurringPrice,
  home: ItemHome,
): SubscriptionItem {
  const id = sandbox.ids.next('si');
  sandbox.store.subscriptionOfItem.set(id, home.subscription);
  return {
    id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: sandbox.time(),
    current_period_end: home.end,
    current_period_start: home.start,
    current_trial: null,
    discounts: (request.discounts ?? []).map(
      (one) =>
        createDiscount(sandbox, one, { customer: home.customer, subscription: home.subscription, subscriptionItem: id })
          .id,
    ),
    metadata: mergeMetadata({}, request.metadata),
    plan: planOf(price, price.recurring),
    price,
    ...(price.recurring.usage_type === 'licensed' && { quantity: request.quantity ?? 1 }),
    subscription: home.subscription,
    tax_rates: taxRatesOf(sandbox, request.tax_rates, 'items[0][tax_rates]'),
  };
}

export function changedItem(
  sandbox: Sandbox,
  item: SubscriptionItem,
  request: ItemRequest,
  customer: string,
  /** The period of another cycle in which now is. */
  cycle: (recurring: Recurring) => Pick<SubscriptionItem, 'current_period_end' | 'current_period_start'>,
): SubscriptionItem {
  const price =
    request.price === undefined || request.price === item.price.id
      ? item.price
      : recurringPrice(sandbox, request.price, 'items[0][price]');
  const metadata: Metadata = mergeMetadata(item.metadata, request.metadata);
  return {
    ...item,
    ...(!sameCycle(price.recurring, item.price.recurring) && cycle(price.recurring)),
    discounts:
      request.discounts === undefined
        ? item.discounts
        : replaceDiscounts(sandbox, item.discounts, request.discounts ?? [], {
            customer,
            subscription: item.subscription,
            subscriptionItem: item.id,
          }),
    metadata,
    plan: price === item.price ? item.plan : planOf(price, price.recurring),
    price,
    quantity: price.recurring.usage_type === 'licensed' ? (request.quantity ?? item.quantity ?? 1) : undefined,
    tax_rates:
      request.tax_rates === undefined ? item.tax_rates : taxRatesOf(sandbox, request.tax_rates, 'items[0][tax_rates]'),
  };
}

/** Some items at all, and in the classic billing mode one cycle for all of them. */
export function checkTogether(items: readonly { readonly price: RecurringPrice }[], mode: BillingModeType): void {
  const [first, ...others] = items;
  if (!first) throw invalidRequest('A subscription must have at least one item.', 'items');
  if (mode === 'classic' && others.some(({ price }) => !sameCycle(price.recurring, first.price.recurring))) {
    throw invalidRequest(
      'Prices with different recurring intervals need `billing_mode[type]=flexible`.',
      'billing_mode[type]',
    );
  }
}

export const sameCycle = (a: Recurring, b: Recurring) =>
  a.interval === b.interval && a.interval_count === b.interval_count;
