import { type Fraction, over, roundFraction, times, whole } from '@/lib/money/decimal';
import { majorText } from '@/lib/money/major-text';
import { activeDiscounts, discountsOn } from './active-discounts';
import { type CouponNames, couponKey } from './coupons';
import type { Definitions } from './definitions';
import { applyDiscount, type Discountable, withoutInclusiveTax } from './discount-items';
import type { CouponFact, DiscountFact, DiscountRef, ItemFact, PriceFact, SubscriptionFact } from './facts';
import { type IncludedTax, includedTaxOf } from './included-tax';
import { perMonth, perMonthText, priceItem } from './price-item';
import type { Billing } from './subscription-billing';

/** Terms that live outside the subscription: its customer's discounts, the catalog, its invoices and what is chosen to count. */
export interface Terms {
  discounts: ReadonlyMap<string, DiscountFact>;
  /** Discounts of the customer that belong to no subscription. */
  customerDiscounts: readonly DiscountFact[];
  coupons: ReadonlyMap<string, CouponFact>;
  prices: ReadonlyMap<string, PriceFact>;
  definitions: Definitions;
  billing: Pick<Billing, 'renewals' | 'taxes' | 'used'>;
  /** Every discount the subscription or an item of it ever had: one for one time comes off it when an invoice uses it. */
  everHad: readonly { ref: DiscountRef; itemId: string | null }[];
  /** Coupons of discounts, by discount id. */
  couponNames: CouponNames;
}

export interface ItemMrr {
  item: ItemFact;
  minor: bigint;
  arithmetic: string;
  discounts: { id: string; coupon: string; minor: string }[];
  /** The coupons of these discounts, as one combination. */
  coupon: string;
}

export interface Problem {
  kind:
    | 'unsupported_price'
    | 'unknown_discount'
    | 'unknown_promotion_code'
    | 'unknown_status'
    | 'missing_items'
    | 'truncated_items'
    | 'truncated_lines'
    | 'missing_rate'
    | 'guest_checkout';
  objectId: string;
  message: string;
}

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

  const active = (refs: readonly DiscountRef[]) => activeDiscounts(subscription, refs, at, terms, report);
  for (const { item, target } of priced) {
    for (const discount of active(discountsOn(subscription, item, at, terms)))
      applyDiscount([target], discount, currency);
  }
  const refs = discountsOn(subscription, null, at, terms);
  const own = active(refs);
  const shared = refs.length > 0 ? own : active(terms.customerDiscounts);
  for (const discount of shared)
    applyDiscount(
      priced.map(({ target }) => target),
      discount,
      currency,
    );

  return priced.map(({ item, price, target }) => {
    const { interval, intervalCount } = item.price;
    const rates = inclusiveRates(item, subscription, terms.definitions);
    const billed = billedTax(item, subscription, at, terms);
    const left = target.remaining.n < 0n ? whole(0n) : target.remaining;
    const net = withoutInclusiveTax(billed ? withoutBilledTax(left, billed) : left, rates);
    const monthly = perMonth(net, interval ?? 'month', intervalCount, terms.definitions);
    return {
      item,
      minor: roundFraction(monthly),
      arithmetic: arithmeticOf(
        price.arithmetic,
        target,
        rates.map(({ percentage }) => `${percentage}%`).concat(billed ? billedText(billed, currency) : []),
        perMonthText(interval ?? 'month', intervalCount, terms.definitions),
        currency,
      ),
      discounts: target.discounts.map((discount) => ({ ...discount, minor: discount.minor.toString() })),
      coupon: couponKey(target.discounts.map(({ coupon }) => coupon)),
    };
  });
}

const discountable = (item: ItemFact, amount: Discountable['remaining']): Discountable => ({
  productId: item.price.productId,
  remaining: amount,
  discounts: [],
});

/** The rates of the tax that is in the price and does not count; the item's own before the subscription's. */
function inclusiveRates(item: ItemFact, subscription: SubscriptionFact, { inclusiveTax }: Definitions) {
  if (inclusiveTax === 'included') return [];
  const rates = item.taxRates.length > 0 ? item.taxRates : subscription.taxRates;
  return rates.filter(({ inclusive }) => inclusive);
}

/** What Stripe's own tax took of the price, where that is in it and does not count; rates come before it. */
function billedTax(item: ItemFact, subscription: SubscriptionFact, at: number, terms: Terms): IncludedTax | null {
  const { automaticTax, taxRates } = subscription;
  if (!automaticTax || item.taxRates.length + taxRates.length > 0) return null;
  if (terms.definitions.inclusiveTax === 'included') return null;
  const billed = includedTaxOf(item, at, terms.billing.taxes);
  return billed && billed.tax > 0 ? billed : null;
}

const withoutBilledTax = (amount: Fraction, { sum, tax }: IncludedTax): Fraction =>
  times(amount, over(whole(BigInt(sum - tax)), whole(BigInt(sum))));

const billedText = ({ sum, tax }: IncludedTax, currency: string) =>
  `${majorText(BigInt(tax), currency)} of ${majorText(BigInt(sum), currency)}`;

function arithmeticOf(
  list: string,
  target: Discountable,
  inclusive: readonly string[],
  months: string,
  currency: string,
): string {
  const off = target.discounts.map(({ coupon, minor }) => ` − ${majorText(minor, currency)} (${coupon})`).join('');
  const tax = inclusive.map((part) => ` − ${part} included tax`).join('');
  return [`${list}${off}${tax}`, months].filter(Boolean).join(' ');
}
