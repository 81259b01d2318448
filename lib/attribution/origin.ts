import { couponKey } from '@/lib/ledger/coupons';
import type { UsedPromotion } from '@/lib/ledger/discount-uses';
import { ORIGIN_DIMENSIONS, PROMOTION_CODE } from '@/lib/ledger/origin-dimensions';
import type { Share } from './types';

/** What a row of the ledger says of where it came from: only what is known, by dimension. Null for nothing. */
export type Origin = Record<string, string>;

/** As long as a value can be that is part of the key of a rollup. */
const LONGEST = 300;

export function originOf(share: Share | undefined, promotionCode: string): Origin | null {
  const known: [string, string][] = [];
  if (share)
    for (const dimension of ORIGIN_DIMENSIONS)
      if (share[dimension] !== '') known.push([dimension, share[dimension].slice(0, LONGEST)]);
  if (promotionCode !== '') known.push([PROMOTION_CODE, promotionCode]);
  return known.length === 0 ? null : Object.fromEntries(known);
}

/**
 * The promotion codes by which a customer got the coupons of a combination, as a combination; '' for none.
 *
 * @param coupons one of `lib/ledger/coupons.ts`.
 */
export function promotionCodesOf(coupons: readonly string[], used: readonly UsedPromotion[]): string {
  if (coupons.length === 0 || used.length === 0) return '';
  return couponKey(used.flatMap(({ id, coupon }) => (coupons.includes(coupon) ? [id] : [])));
}
