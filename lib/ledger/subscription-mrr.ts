import { roundFraction, whole } from '@/lib/money/decimal';
import { majorText } from '@/lib/money/major-text';
import { type ActiveDiscount, applyDiscount, type Discountable, withoutInclusiveTax } from './discount-items';
import type { CouponFact, DiscountFact, DiscountRef, ItemFact, PriceFact, SubscriptionFact } from './facts';
import { perMonth, priceItem } from './price-item';

/** Terms that live outside the subscription: its customer's discounts and the catalog. */
export interface Terms {
  discounts: ReadonlyMap<string, DiscountFact>;
  /** Discounts of the customer that belong to no subscription. */
  customerDiscounts: readonly DiscountFact[];
  coupons: ReadonlyMap<string, CouponFact>;
  prices: ReadonlyMap<string, PriceFact>;
}

export interface ItemMrr {
  item: ItemFact;
  minor: bigint;
  arithmetic: string;
  discounts: { id: string; coupon: string; minor: string }[];
}

export interface Problem {
  kind: 'unsupported_price' | 'unknown_discount' | 'unknown_status' | 'missing_items' | 'truncated_items';
  objectId: string;
  message: string;
}

const OUT = ['trialing', 'incomplete', 'incomplete_expired', 'unpaid', 'paused', 'canceled'];
const IN = ['active', 'past_due'];
/** Collection paused so that nothing will be collected later either (definitions B1, `pausedCollection=auto`). */
const PAUSED_OUT = ['void', 'mark_uncollectible'];

/** Whether a subscription in this state counts towards MRR (definitions B1, default settings). */
export function countsTowardsMrr(fact: SubscriptionFact): boolean {
  return IN.includes(fact.status) && !(fact.pausedCollection !== null && PAUSED_OUT.includes(fact.pausedCollection));
}

/** The status is one this version of the rules knows. */
export const isKnownStatus = (status: string) => IN.includes(status) || OUT.includes(status);

/**
 * Monthly value of each item at an instant (Unix seconds), in the subscription's currency, each rounded once
 * (definitions B1). `report` hears of everything that could not be computed, and then counts 0.
 */
export function subscriptionMrr(
  subscription: SubscriptionFact,
  at: number,
  terms: Terms,
  report: (problem: Problem) => void,
): ItemMrr[] {
  const { currency } = subscription;
  const priced = subscription.items.flatMap((item) => {
    const price = priceItem(item, currency, terms.prices.get(item.price.id) ?? null);
    if (price.ok) return [{ item, price, target: discountable(item, price.amount) }];
    if (price.problem === 'unsupported_price')
      report({ kind: 'unsupported_price', objectId: item.price.id, message: price.message });
    return [];
  });

  for (const { item, target } of priced) {
    for (const discount of activeDiscounts(item.discounts, at, terms, report))
      applyDiscount([target], discount, currency);
  }
  const own = activeDiscounts(subscription.discounts, at, terms, report);
  const shared = subscription.discounts.length > 0 ? own : activeDiscounts(terms.customerDiscounts, at, terms, report);
  for (const discount of shared)
    applyDiscount(
      priced.map(({ target }) => target),
      discount,
      currency,
    );

  return priced.map(({ item, price, target }) => {
    const { interval, intervalCount } = item.price;
    const rates = item.taxRates.length > 0 ? item.taxRates : subscription.taxRates;
    const left = target.remaining.n < 0n ? whole(0n) : target.remaining;
    const monthly = perMonth(withoutInclusiveTax(left, rates), interval ?? 'month', intervalCount);
    return {
      item,
      minor: roundFraction(monthly),
      arithmetic: arithmeticOf(
        price.arithmetic,
        target,
        rates.filter(({ inclusive }) => inclusive),
        interval ?? 'month',
        intervalCount,
        currency,
      ),
      discounts: target.discounts.map((discount) => ({ ...discount, minor: discount.minor.toString() })),
    };
  });
}

const discountable = (item: ItemFact, amount: Discountable['remaining']): Discountable => ({
  productId: item.price.productId,
  remaining: amount,
  discounts: [],
});

/** The discounts in force, with their terms; `start <= t < end`. */
function activeDiscounts(
  refs: readonly DiscountRef[],
  at: number,
  terms: Terms,
  report: (problem: Problem) => void,
): ActiveDiscount[] {
  return refs.flatMap((ref) => {
    const known = terms.discounts.get(ref.id);
    const couponId = ref.couponId ?? known?.couponId ?? null;
    const coupon = ref.coupon ?? known?.coupon ?? (couponId === null ? null : (terms.coupons.get(couponId) ?? null));
    const start = ref.start ?? known?.start ?? null;
    const end = known?.end ?? ref.end ?? null;
    if ((start !== null && at < start) || (end !== null && at >= end)) return [];
    if (!coupon) {
      report({
        kind: 'unknown_discount',
        objectId: ref.id,
        message: `the terms of discount ${ref.id} are not known yet`,
      });
      return [];
    }
    return [{ id: ref.id, coupon }];
  });
}

/** Instants (Unix seconds) inside a state at which a discount begins or ends. */
export function discountEdges(subscription: SubscriptionFact, terms: Terms): number[] {
  const refs = [
    ...subscription.discounts,
    ...subscription.items.flatMap((item) => item.discounts),
    ...terms.customerDiscounts,
  ];
  return refs.flatMap((ref) => {
    const known = terms.discounts.get(ref.id);
    return [ref.start ?? known?.start, known?.end ?? ref.end].filter(
      (edge): edge is number => typeof edge === 'number',
    );
  });
}

function arithmeticOf(
  list: string,
  target: Discountable,
  inclusive: SubscriptionFact['taxRates'],
  interval: string,
  count: number,
  currency: string,
): string {
  const off = target.discounts.map(({ coupon, minor }) => ` − ${majorText(minor, currency)} (${coupon})`).join('');
  const tax = inclusive.map(({ percentage }) => ` − ${percentage}% included tax`).join('');
  const months = {
    year: `÷ ${12 * count}`,
    month: count === 1 ? '' : `÷ ${count}`,
    week: `× 52 ÷ ${12 * count}`,
    day: `× 365 ÷ ${12 * count}`,
  }[interval];
  return [`${list}${off}${tax}`, months].filter(Boolean).join(' ');
}
