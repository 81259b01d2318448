import { nextPeriodStart } from '@/lib/calendar/next-period-start';
import type { Definitions } from './definitions';
import type { ActiveDiscount } from './discount-items';
import type { CouponFact, DiscountRef, SubscriptionFact } from './facts';
import type { Problem, Terms } from './subscription-mrr';

/** Coupons by duration that MRR is net of (definitions B1 rule 2). */
const COUNTED: Record<Definitions['discounts'], readonly CouponFact['duration'][]> = {
  none: [],
  forever: ['forever'],
  recurring: ['forever', 'repeating'],
  all: ['forever', 'repeating', 'once'],
};

/** The discounts in force that count, with their terms; `start <= t < end`. */
export function activeDiscounts(
  subscription: SubscriptionFact,
  refs: readonly DiscountRef[],
  at: number,
  terms: Terms,
  report: (problem: Problem) => void,
): ActiveDiscount[] {
  const counted = COUNTED[terms.definitions.discounts];
  if (counted.length === 0) return [];
  return refs.flatMap((ref) => {
    const { coupon, start, end } = periodOf(subscription, ref, terms);
    if ((start !== null && at < start) || (end !== null && at >= end)) return [];
    if (!coupon) {
      report({
        kind: 'unknown_discount',
        objectId: ref.id,
        message: `the terms of discount ${ref.id} are not known yet`,
      });
      return [];
    }
    return counted.includes(coupon.duration) ? [{ id: ref.id, coupon }] : [];
  });
}

/** Instants (Unix seconds) inside a state at which a discount begins or ends. */
export function discountEdges(subscription: SubscriptionFact, terms: Terms): number[] {
  if (terms.definitions.discounts === 'none') return [];
  const refs = [
    ...subscription.discounts,
    ...subscription.items.flatMap((item) => item.discounts),
    ...terms.customerDiscounts,
  ];
  return refs.flatMap((ref) => {
    const { start, end } = periodOf(subscription, ref, terms);
    return [start, end].filter((edge) => edge !== null);
  });
}

function periodOf(subscription: SubscriptionFact, ref: DiscountRef, terms: Terms) {
  const known = terms.discounts.get(ref.id);
  const couponId = ref.couponId ?? known?.couponId ?? null;
  const coupon = ref.coupon ?? known?.coupon ?? (couponId === null ? null : (terms.coupons.get(couponId) ?? null));
  const start = ref.start ?? known?.start ?? null;
  const end = known?.end ?? ref.end ?? null;
  if (coupon?.duration !== 'once' || terms.definitions.discounts !== 'all') return { coupon, start, end };
  const used = onceEnd(subscription, start, terms.renewals);
  return { coupon, start, end: earliest([end, used]) };
}

/** An invoice that a discount came with may be a little younger than the discount. */
const INVOICE_SLACK_SECONDS = 3600;

/** A discount that is used once counts until the next invoice: the one made, or else the end of the running period. */
function onceEnd(subscription: SubscriptionFact, start: number | null, renewals: readonly number[]): number | null {
  const began = subscription.startDate ?? subscription.created;
  const from = Math.max(start ?? began, began);
  const { trialEnd } = subscription;
  const anchor = trialEnd !== null && trialEnd <= from ? trialEnd : began;
  const periods = subscription.items.flatMap(({ price }) =>
    price.interval === null ? [] : [nextPeriodStart(anchor, from, price.interval, price.intervalCount)],
  );
  return earliest([...periods, renewals.find((made) => made > from + INVOICE_SLACK_SECONDS) ?? null]);
}

function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}
