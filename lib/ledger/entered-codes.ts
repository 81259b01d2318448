import type { SessionFact, Version } from './facts';
import type { Latest } from './link-payments';
import type { Problem } from './subscription-mrr';

/** Coupon of each promotion code, by the code's id. */
export type PromotionCoupons = ReadonlyMap<string, string>;

/**
 * A completed checkout names the promotion code that was entered, and its coupon seldom: the catalog does. What it does not know
 * is reported, so that the customer is folded again once it does.
 */
export function fillEnteredCodes(latest: Latest, coupons: PromotionCoupons, report: (problem: Problem) => void): void {
  for (const [session, versions] of latest.session) {
    const filled = versions.map((version) => ({ ...version, body: withCoupons(version.body, coupons) }));
    latest.session.set(session, filled);
    for (const id of unknownIn(filled))
      report({
        kind: 'unknown_promotion_code',
        objectId: id,
        message: `the coupon of promotion code ${id} is not known yet`,
      });
  }
}

function withCoupons(body: SessionFact, coupons: PromotionCoupons): SessionFact {
  if (!body.promotions?.some(({ couponId }) => couponId === null)) return body;
  const promotions = body.promotions.map(({ id, couponId }) => ({ id, couponId: couponId ?? coupons.get(id) ?? null }));
  const named = promotions.flatMap(({ couponId }) => couponId ?? []);
  return { ...body, promotions, coupons: [...new Set([...body.coupons, ...named])] };
}

/** Of a checkout that was paid and led to no invoice, which would tell. */
function unknownIn(versions: readonly Version<'session'>[]): string[] {
  const last = versions.at(-1)?.body;
  if (!last || last.invoice || last.subscription || last.paymentStatus !== 'paid') return [];
  return (last.promotions ?? []).flatMap(({ id, couponId }) => (couponId === null ? [id] : []));
}
