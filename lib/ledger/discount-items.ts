import { type Fraction, over, parseDecimal, plus, roundFraction, times, whole } from '@/lib/money/decimal';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { splitByWeight } from '@/lib/money/split-by-weight';
import type { CouponFact, TaxRateFact } from './facts';

/** A discount with its terms known, active at the instant in question. */
export interface ActiveDiscount {
  id: string;
  coupon: CouponFact;
}

export interface Discountable {
  productId: string | null;
  /** What is left of the item's amount. */
  remaining: Fraction;
  discounts: { id: string; coupon: string; minor: bigint }[];
}

/**
 * Subtracts a discount from the items it applies to (definitions B1 rule 2), on what those before left of them and never
 * below zero. An amount off is split over its items by largest remainder; one in another currency than the subscription's
 * is skipped, as Stripe skips it.
 */
export function applyDiscount(items: readonly Discountable[], discount: ActiveDiscount, currency: string): void {
  const { coupon } = discount;
  const targets = items.filter(
    ({ productId }) => coupon.appliesTo.length === 0 || (productId !== null && coupon.appliesTo.includes(productId)),
  );
  const percent = coupon.percentOff === null ? null : parseDecimal(coupon.percentOff);
  const offs = percent
    ? targets.map(({ remaining }) => divideHalfUp(remaining.n * percent.n, remaining.d * percent.d * 100n))
    : amountsOff(targets, coupon, currency);
  for (const [index, item] of targets.entries()) {
    const off = offs[index] ?? 0n;
    if (off === 0n) continue;
    item.remaining = plus(item.remaining, whole(-off));
    item.discounts.push({ id: discount.id, coupon: coupon.id, minor: off });
  }
}

function amountsOff(targets: readonly Discountable[], coupon: CouponFact, currency: string): bigint[] {
  const off = coupon.currency === currency ? coupon.amountOff : coupon.currencyOptions[currency];
  if (!off) return [];
  const weights = targets.map(({ remaining }) => roundFraction(remaining));
  const total = weights.reduce((a, b) => a + b, 0n);
  if (total <= 0n) return [];
  return splitByWeight(BigInt(off) < total ? BigInt(off) : total, weights);
}

/** The amount without its inclusive tax (definitions B1 rule 3). Exclusive tax is not in a price. */
export function withoutInclusiveTax(amount: Fraction, rates: readonly TaxRateFact[]): Fraction {
  const percent = rates
    .filter((rate) => rate.inclusive)
    .map((rate) => parseDecimal(rate.percentage))
    .reduce<Fraction>((sum, rate) => (rate ? plus(sum, rate) : sum), whole(0n));
  if (percent.n === 0n) return amount;
  return times(amount, over(whole(100n), plus(whole(100n), percent)));
}
