import { couponKey } from '@/lib/ledger/coupons';
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

/** That a customer was given a coupon: by which promotion code, null for none, and when. */
export interface CouponUse {
  coupon: string;
  promotionCode: string | null;
  at: number;
}

/**
 * The promotion codes by which a customer had got the coupons of a combination at some time, as a combination; '' for none. Of
 * several uses of a coupon the latest until then counts.
 *
 * @param coupons one of `lib/ledger/coupons.ts`.
 * @param at Unix milliseconds, like `CouponUse.at`.
 */
export function promotionCodesOf(coupons: readonly string[], uses: readonly CouponUse[], at: number): string {
  return couponKey(
    coupons.flatMap((coupon) =>
      codesAt(
        uses.filter((use) => use.coupon === coupon),
        at,
      ),
    ),
  );
}

/** A use that is dated after what it lowered, by another clock, is the one of then where there is no earlier. */
function codesAt(uses: readonly CouponUse[], at: number): string[] {
  const times = uses.map((use) => use.at);
  const before = times.filter((time) => time <= at);
  const when = before.length > 0 ? Math.max(...before) : Math.min(...times);
  return uses.flatMap((use) => (use.at === when && use.promotionCode !== null ? use.promotionCode : []));
}
