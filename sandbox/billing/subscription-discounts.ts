import { invalidRequest, resourceMissing } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { Coupon } from '../objects/coupon';
import { type Discount, newDiscount } from '../objects/discount';
import type { Invoice } from '../objects/invoice';
import type { Subscription } from '../objects/subscription';
import { addMonths } from './period';

export interface DiscountRequest {
  readonly coupon?: string | undefined;
  readonly discount?: string | undefined;
}

/** The coupon if it can still be redeemed. */
export function redeemableCoupon(sandbox: Sandbox, id: string): Coupon {
  const coupon = sandbox.store.coupons.get(id);
  if (!coupon) throw resourceMissing('coupon', id, 'discounts[0][coupon]');
  if (!coupon.valid || (coupon.redeem_by !== null && coupon.redeem_by < sandbox.time())) {
    throw invalidRequest(`Coupon ${id} is used up or expired and cannot be redeemed.`, 'discounts', 'coupon_expired');
  }
  return coupon;
}

export function createDiscount(
  sandbox: Sandbox,
  couponId: string,
  owner: { readonly customer: string; readonly subscription?: string; readonly invoice?: string },
): Discount {
  const coupon = redeemableCoupon(sandbox, couponId);
  const now = sandbox.time();
  const end =
    coupon.duration === 'repeating' && coupon.duration_in_months ? addMonths(now, coupon.duration_in_months) : null;
  const discount = sandbox.store.discounts.add(
    newDiscount({
      id: sandbox.ids.next('di'),
      customer: owner.customer,
      end,
      invoice: owner.invoice ?? null,
      source: { coupon: couponId, type: 'coupon' },
      start: now,
      subscription: owner.subscription ?? null,
    }),
  );
  const redeemed = coupon.times_redeemed + 1;
  change(sandbox, sandbox.store.coupons, coupon, {
    times_redeemed: redeemed,
    valid: coupon.max_redemptions === null || redeemed < coupon.max_redemptions,
  });
  if (owner.subscription) {
    sandbox.emit('customer.discount.created', discount);
    if (end !== null) sandbox.schedule(end, 'discount.end', discount.id);
  }
  return discount;
}

/** The discounts a subscription is to have after a request: kept ones by id, new ones by coupon; the rest are deleted. */
export function replaceDiscounts(
  sandbox: Sandbox,
  subscription: Subscription,
  requests: readonly DiscountRequest[],
): readonly string[] {
  const wanted = requests.map(({ coupon, discount }) => {
    if (discount && subscription.discounts.includes(discount)) return discount;
    if (!coupon) throw resourceMissing('discount', discount ?? '', 'discounts[0][discount]');
    const held = subscription.discounts.find((id) => sandbox.store.discounts.get(id)?.source.coupon === coupon);
    return (
      held ?? createDiscount(sandbox, coupon, { customer: subscription.customer, subscription: subscription.id }).id
    );
  });
  for (const id of subscription.discounts) {
    const discount = sandbox.store.discounts.get(id);
    if (discount && !wanted.includes(id)) sandbox.emit('customer.discount.deleted', discount);
  }
  return wanted;
}

/** Takes a discount off its subscription when its time is over. */
export function endDiscount(sandbox: Sandbox, id: string): void {
  const discount = sandbox.store.discounts.get(id);
  const subscription = sandbox.store.subscriptions.get(discount?.subscription ?? '');
  if (!discount || !subscription?.discounts.includes(id) || subscription.status === 'canceled') return;
  sandbox.emit('customer.discount.deleted', discount);
  change(
    sandbox,
    sandbox.store.subscriptions,
    subscription,
    { discounts: subscription.discounts.filter((held) => held !== id) },
    'customer.subscription.updated',
  );
}

/** A `once` coupon is used up by the first invoice from which it took something. */
export function endUsedDiscounts(sandbox: Sandbox, invoice: Invoice): void {
  for (const { discount: id, amount } of invoice.total_discount_amounts) {
    const coupon = sandbox.store.coupons.get(sandbox.store.discounts.get(id)?.source.coupon ?? '');
    if (amount > 0 && coupon?.duration === 'once') endDiscount(sandbox, id);
  }
}
