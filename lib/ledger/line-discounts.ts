import { type CouponNames, couponsOf } from './coupons';
import type { LineFact } from './facts';

/** The discounts that took something off a line. */
export const takenOff = ({ discounts }: LineFact) =>
  discounts.filter(({ amount }) => amount !== 0).map(({ discount }) => discount);

/** What each coupon took off a line: of several discounts on it, each its own (definitions B11-3). */
export function offOf(line: LineFact, names: CouponNames): Map<string, bigint> {
  const off = new Map<string, bigint>();
  for (const { discount, amount } of line.discounts) {
    const coupon = couponsOf([discount], names);
    if (amount !== 0) off.set(coupon, (off.get(coupon) ?? 0n) + BigInt(amount));
  }
  return off;
}

/** All that they took off. */
export const discountOf = (line: LineFact) => line.discounts.reduce((total, { amount }) => total + BigInt(amount), 0n);
