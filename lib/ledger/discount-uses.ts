import { dayOf } from '@/lib/calendar/days';
import { type CouponNames, UNKNOWN_COUPON } from './coupons';
import type { Entry } from './entry';
import type { DiscountRef } from './facts';
import type { Latest } from './link-payments';
import { compareText } from './order-versions';
import { entry, OF_NO_PRODUCT } from './revenue-entry';

/** A discount that a customer was given, however many invoices it lowers. */
export interface DiscountUse {
  /** Of the discount, or of the checkout that names none. */
  id: string;
  coupon: string;
  promotionCode: string | null;
  /** Unix seconds: when it started, or else when the first object that carries it was made. */
  first: number;
  knownAt: Date;
}

/** A promotion code a customer used, the coupon it gave, and when first, in Unix seconds. */
export interface UsedPromotion {
  id: string;
  coupon: string;
  first: number;
}

type Carried = Pick<DiscountRef, 'id'> & { start?: number | null; promotionCode?: string };

/** Every discount of one customer, in the order of time. The same for the same facts, in whatever order they came. */
export function discountUses(latest: Latest, names: CouponNames): DiscountUse[] {
  const uses = new Map<string, DiscountUse & { isStart: boolean }>();
  const note = ({ id, start = null, promotionCode }: Carried, made: number | null, knownAt: Date) => {
    const at = start ?? made ?? Math.floor(knownAt.getTime() / 1000);
    const isStart = start !== null;
    const known = uses.get(id);
    if (!known) {
      const coupon = names.get(id) ?? UNKNOWN_COUPON;
      uses.set(id, { id, coupon, promotionCode: promotionCode ?? null, first: at, knownAt, isStart });
      return;
    }
    // Its own start goes before the time of what carries it.
    if (isStart && !known.isStart) known.first = at;
    else if (isStart === known.isStart) known.first = Math.min(known.first, at);
    known.isStart ||= isStart;
    if (promotionCode && (known.promotionCode === null || promotionCode < known.promotionCode))
      known.promotionCode = promotionCode;
    if (knownAt < known.knownAt) known.knownAt = knownAt;
  };
  for (const { body, knownAt } of all(latest.discount)) note(body, null, knownAt);
  for (const { body, knownAt } of all(latest.customer)) if (body.discount) note(body.discount, body.created, knownAt);
  for (const { body, knownAt } of all(latest.subscription))
    for (const discount of [...body.discounts, ...body.items.flatMap(({ discounts }) => discounts)])
      note(discount, body.created, knownAt);
  for (const { body, knownAt } of all(latest.invoice))
    for (const discount of body.discounts) note(discount, body.created, knownAt);
  return [...uses.values(), ...ofCheckouts(latest)]
    .map(({ id, coupon, promotionCode, first, knownAt }) => ({ id, coupon, promotionCode, first, knownAt }))
    .sort((a, b) => a.first - b.first || compareText(a.id, b.id));
}

/** The promotion codes a customer used, each once, by the first time. */
export function usedPromotions(uses: readonly DiscountUse[]): UsedPromotion[] {
  const used = new Map<string, UsedPromotion>();
  for (const { promotionCode, coupon, first } of uses)
    if (promotionCode && !used.has(`${promotionCode} ${coupon}`))
      used.set(`${promotionCode} ${coupon}`, { id: promotionCode, coupon, first });
  return [...used.values()];
}

/** One for each discount, on the day it started: what a redemption is (definitions B11). */
export const redemptionEntries = (uses: readonly DiscountUse[], timeZone: string): Entry[] =>
  uses.map(({ id, coupon, promotionCode, first, knownAt }) => {
    const occurredAt = new Date(first * 1000);
    const base = { day: dayOf(occurredAt, timeZone), occurredAt, knownAt, currency: '', ...OF_NO_PRODUCT, coupon };
    return entry(`redeemed:${id}`, 'redemption', base, 0n, 1n, {
      objects: [
        { type: 'coupon', id: coupon },
        ...(promotionCode ? [{ type: 'promotion_code', id: promotionCode }] : []),
      ],
      description: 'Coupon redeemed',
      arithmetic: '1',
    });
  });

/** Checkouts that were paid at once name no discount, only its coupon or code. */
function ofCheckouts(latest: Latest): DiscountUse[] {
  const hangsOn = new Set(all(latest.discount).map(({ body }) => body.subscription));
  return [...latest.session].flatMap(([session, versions]) => {
    const completed = versions.find(({ body }) => body.status === 'complete' || body.paymentStatus === 'paid');
    const body = versions.at(-1)?.body;
    if (!completed || !body || body.invoice || body.subscription || hangsOn.has(session)) return [];
    const promotions = body.promotions ?? [];
    const byCode = promotions.map(({ id, couponId }) => ({ promotionCode: id, coupon: couponId ?? UNKNOWN_COUPON }));
    const plain = body.coupons.filter((coupon) => !promotions.some(({ couponId }) => couponId === coupon));
    return [...byCode, ...plain.map((coupon) => ({ promotionCode: null, coupon }))].map((use) => ({
      id: `${session}:${use.promotionCode ?? use.coupon}`,
      ...use,
      first: body.created,
      knownAt: completed.knownAt,
    }));
  });
}

const all = <V>(objects: ReadonlyMap<string, readonly V[]>): V[] => [...objects.values()].flat();
