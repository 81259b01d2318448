import type { DiscountRef } from './facts';
import type { Latest } from './link-payments';

/** Coupon under which a discount is shown whose coupon no event has told yet. */
export const UNKNOWN_COUPON = 'unknown_coupon';

/** Between the coupons of a combination. No id holds it, so that a combination is told from a coupon of that name. */
export const COUPON_SEPARATOR = '\n';

/** Longer combinations than the index of a rollup can hold are cut after a whole coupon. */
const LONGEST = 400;

/**
 * The combination of coupons that took something off: each once, in order, '' for none. It is one value of one dimension, so
 * that a breakdown by coupon adds up, whatever is stacked.
 */
export function couponKey(coupons: Iterable<string>): string {
  let key = '';
  for (const coupon of [...new Set(coupons)].filter(Boolean).sort()) {
    const longer = key === '' ? coupon.slice(0, LONGEST) : `${key}${COUPON_SEPARATOR}${coupon}`;
    if (longer.length > LONGEST) break;
    key = longer;
  }
  return key;
}

/** The coupons of a combination, as far as they are known. */
export const couponsIn = (key: string): string[] =>
  key === '' ? [] : key.split(COUPON_SEPARATOR).filter((coupon) => coupon !== UNKNOWN_COUPON);

/** Which coupon a discount is of, by discount id. */
export type CouponNames = ReadonlyMap<string, string>;

/** As told by anything of the customer that carried the discount: each tells it now and then only. */
export function couponNames(latest: Pick<Latest, 'discount' | 'subscription' | 'customer' | 'invoice'>): CouponNames {
  const names = new Map<string, string>();
  const learn = ({ id, couponId }: Pick<DiscountRef, 'id' | 'couponId'>) => {
    if (couponId !== null) names.set(id, couponId);
  };
  for (const versions of latest.discount.values()) for (const { body } of versions) learn(body);
  for (const versions of latest.customer.values())
    for (const { body } of versions) if (body.discount) learn(body.discount);
  for (const versions of latest.invoice.values()) for (const { body } of versions) body.discounts.forEach(learn);
  for (const versions of latest.subscription.values())
    for (const { body } of versions) {
      body.discounts.forEach(learn);
      for (const item of body.items) item.discounts.forEach(learn);
    }
  return names;
}

/** The combination that these discounts are of. */
export const couponsOf = (discounts: Iterable<string>, names: CouponNames): string =>
  couponKey([...discounts].map((id) => names.get(id) ?? UNKNOWN_COUPON));
