import type pg from 'pg';
import { z } from 'zod';
import { groupBy } from '@/lib/group-by';
import { UNKNOWN_COUPON } from '@/lib/ledger/coupons';
import type { AnyVersion, CouponFact, PriceFact, PromotionCodeFact } from '@/lib/ledger/facts';
import { wasSeenLate } from '@/lib/ledger/subscription-timeline';

/** The catalog terms these versions refer to without carrying them. */
export async function loadTerms(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  versions: readonly AnyVersion[],
) {
  const ids = new Set<string>();
  for (const version of versions) {
    if (version.kind === 'discount' && version.body.coupon === null && version.body.couponId !== null)
      ids.add(version.body.couponId);
    if (version.kind === 'customer' && version.body.discount?.couponId && version.body.discount.coupon === null)
      ids.add(version.body.discount.couponId);
    if (version.kind === 'session')
      for (const { id, couponId } of version.body.promotions ?? []) if (couponId === null) ids.add(id);
    if (version.kind !== 'subscription') continue;
    for (const { price, discounts } of version.body.items) {
      if (price.tiersMode !== null || price.currency !== version.body.currency) ids.add(price.id);
      for (const { couponId, coupon } of discounts) if (coupon === null && couponId !== null) ids.add(couponId);
    }
    for (const { couponId, coupon } of version.body.discounts)
      if (coupon === null && couponId !== null) ids.add(couponId);
  }
  for (const id of billedTerms(versions)) ids.add(id);
  const coupons = new Map<string, CouponFact>();
  const prices = new Map<string, PriceFact>();
  const promotionCoupons = new Map<string, string>();
  if (ids.size === 0) return { coupons, prices, promotionCoupons };
  const rows = await tx.query<{ id: string; kind: string; body: unknown }>(
    "select id, kind, body from catalog_item where workspace_id = $1 and connection_id = $2 and id = any($3) and kind in ('price', 'coupon', 'promotion_code')",
    [workspaceId, connectionId, [...ids]],
  );
  for (const [kind, list] of groupBy(rows.rows, (row) => row.kind)) {
    for (const { id, body } of list) {
      // Written by refreshCatalog with the shape of its kind.
      if (kind === 'coupon') coupons.set(id, z.custom<CouponFact>().parse(body));
      else if (kind === 'price') prices.set(id, z.custom<PriceFact>().parse(body));
      else promotionCoupons.set(id, z.custom<PromotionCodeFact>().parse(body).couponId ?? UNKNOWN_COUPON);
    }
  }
  return { coupons, prices, promotionCoupons };
}

/** Prices and coupons on the invoices of subscriptions whose creation was not seen: their past is read off these. */
function billedTerms(versions: readonly AnyVersion[]): string[] {
  const subscriptions = versions.filter(({ kind }) => kind === 'subscription');
  const created = new Set(subscriptions.filter((version) => !wasSeenLate(version)).map(({ objectId }) => objectId));
  if (subscriptions.every(({ objectId }) => created.has(objectId))) return [];
  return versions.flatMap((version) => {
    if (version.kind !== 'invoice') return [];
    const { lines, discounts } = version.body;
    return [...lines.map(({ priceId }) => priceId), ...discounts.map(({ couponId }) => couponId)].filter(
      (id) => id !== null,
    );
  });
}
