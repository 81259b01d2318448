import { nextPeriodStart } from '@/lib/calendar/next-period-start';
import type { Definitions } from './definitions';
import type { ActiveDiscount } from './discount-items';
import type { CouponFact, DiscountRef, ItemFact, SubscriptionFact } from './facts';
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

/** The discounts on an item, or on the whole subscription, with those for one time that came off it and still count. */
export function discountsOn(
  subscription: SubscriptionFact,
  item: ItemFact | null,
  at: number,
  terms: Terms,
): DiscountRef[] {
  const own = (item ?? subscription).discounts;
  if (terms.definitions.discounts !== 'all') return own;
  const usedUp = terms.everHad.filter(({ ref, itemId }) => {
    if (itemId !== (item?.id ?? null) || own.some(({ id }) => id === ref.id)) return false;
    const { coupon, start, end } = periodOf(subscription, ref, terms);
    const counts = (start === null || at >= start) && (end === null || at < end);
    return coupon?.duration === 'once' && terms.billing.used.has(ref.id) && counts;
  });
  return [...usedUp.map(({ ref }) => ref), ...own];
}

/** Instants (Unix seconds) inside a state at which a discount begins or ends, whether it counts or only names its coupon. */
export function discountEdges(subscription: SubscriptionFact, terms: Terms): number[] {
  const refs = [
    ...subscription.discounts,
    ...subscription.items.flatMap((item) => item.discounts),
    ...terms.customerDiscounts,
    ...terms.everHad.filter(({ ref }) => terms.billing.used.has(ref.id)).map(({ ref }) => ref),
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
  const used = terms.billing.used.get(ref.id);
  // It is taken off the subscription by being used, which is not its end.
  if (used !== undefined) return { coupon, start, end: onceEnd(subscription, used, terms) };
  return { coupon, start, end: earliest([end, onceEnd(subscription, start, terms)]) };
}

/** An invoice that a discount came with may be a little younger than the discount. */
const INVOICE_SLACK_SECONDS = 3600;

/** A discount that is used once counts until the next invoice: the one made, or else the end of the running period. */
function onceEnd(subscription: SubscriptionFact, since: number | null, { billing }: Terms): number | null {
  const began = subscription.startDate ?? subscription.created;
  const from = Math.max(since ?? began, began);
  const { trialEnd } = subscription;
  const anchor = trialEnd !== null && trialEnd <= from ? trialEnd : began;
  const periods = subscription.items.flatMap(({ price }) =>
    price.interval === null ? [] : [nextPeriodStart(anchor, from, price.interval, price.intervalCount)],
  );
  return earliest([...periods, billing.renewals.find((made) => made > from + INVOICE_SLACK_SECONDS) ?? null]);
}

function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}
