import { invalidRequest, resourceMissing } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { Customer } from '../objects/customer';
import type { Discount } from '../objects/discount';
import type { Invoice } from '../objects/invoice';
import { itemList, type Subscription } from '../objects/subscription';
import { createDiscount, type DiscountOwner, type DiscountRequest } from './redeem-coupon';

/** The discounts a holder is to have after a request: held ones stay, new ones are redeemed, the rest are deleted. */
export function replaceDiscounts(
  sandbox: Sandbox,
  held: readonly string[],
  requests: readonly DiscountRequest[],
  owner: DiscountOwner,
): readonly string[] {
  const wanted = requests.map((request) => {
    if (request.discount && held.includes(request.discount)) return request.discount;
    if (!request.coupon && !request.promotion_code) {
      throw resourceMissing('discount', request.discount ?? '', 'discounts[0][discount]');
    }
    return held.find((id) => isOf(sandbox, id, request)) ?? createDiscount(sandbox, request, owner).id;
  });
  for (const id of held) {
    const discount = sandbox.store.discounts.get(id);
    if (discount && !wanted.includes(id)) sandbox.emit('customer.discount.deleted', discount);
  }
  return wanted;
}

function isOf(sandbox: Sandbox, id: string, request: DiscountRequest): boolean {
  const discount = sandbox.store.discounts.get(id);
  return request.promotion_code
    ? discount?.promotion_code === request.promotion_code
    : discount?.source.coupon === request.coupon;
}

/** Takes a discount off whoever holds it when its time is over: a subscription, one of its items, or a customer. */
export function endDiscount(sandbox: Sandbox, id: string): void {
  const discount = sandbox.store.discounts.get(id);
  if (!discount) return;
  if (discount.subscription !== null) endOnSubscription(sandbox, discount, discount.subscription);
  else endOnCustomer(sandbox, discount);
}

function endOnSubscription(sandbox: Sandbox, discount: Discount, id: string): void {
  const subscription = sandbox.store.subscriptions.get(id);
  const patch = subscription && withoutDiscount(subscription, discount);
  if (!subscription || !patch || subscription.status === 'canceled') return;
  sandbox.emit('customer.discount.deleted', discount);
  change(sandbox, sandbox.store.subscriptions, subscription, patch, 'customer.subscription.updated');
}

function withoutDiscount(subscription: Subscription, { id, subscription_item: itemId }: Discount) {
  const left = (discounts: readonly string[]) => discounts.filter((held) => held !== id);
  if (itemId === null) {
    return subscription.discounts.includes(id) ? { discounts: left(subscription.discounts) } : undefined;
  }
  const items = subscription.items.data;
  if (!items.some(({ discounts }) => discounts.includes(id))) return undefined;
  const lighter = items.map((item) => (item.id === itemId ? { ...item, discounts: left(item.discounts) } : item));
  return { items: itemList(subscription.id, lighter) };
}

function endOnCustomer(sandbox: Sandbox, discount: Discount): void {
  const customer = sandbox.store.customers.get(discount.customer ?? '');
  if (customer?.discount?.id === discount.id) discountCustomer(sandbox, customer, null);
}

/** Gives a customer a discount of their own, or takes it away; subscriptions without any of their own are billed by it. */
export function discountCustomer(sandbox: Sandbox, customer: Customer, request: DiscountRequest | null): Customer {
  const before = customer.discount;
  const code = sandbox.store.promotionCodes.get(request?.promotion_code ?? '');
  if (code && code.restrictions.minimum_amount !== null) {
    throw invalidRequest(
      'A promotion code with a minimum amount cannot be applied to a customer.',
      'promotion_code',
      'promotion_code_invalid',
    );
  }
  const discount =
    request && createDiscount(sandbox, request, { customer: customer.id, replaces: before ?? undefined });
  if (before && !discount) sandbox.emit('customer.discount.deleted', before);
  return change(sandbox, sandbox.store.customers, customer, { discount }, 'customer.updated');
}

/** What applies to a subscription's bill as a whole: its own discounts, or for want of any the customer's. */
export function discountsFor(sandbox: Sandbox, customerId: string, own: readonly string[]): readonly string[] {
  const inherited = sandbox.store.customers.get(customerId)?.discount;
  return own.length > 0 || !inherited ? own : [inherited.id];
}

/** A `once` coupon is used up by the first invoice from which it took something. */
export function endUsedDiscounts(sandbox: Sandbox, invoice: Invoice): void {
  for (const { discount: id, amount } of invoice.total_discount_amounts) {
    const coupon = sandbox.store.coupons.get(sandbox.store.discounts.get(id)?.source.coupon ?? '');
    if (amount > 0 && coupon?.duration === 'once') endDiscount(sandbox, id);
  }
}
