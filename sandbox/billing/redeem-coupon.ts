import { invalidRequest, resourceMissing } from '../core/errors';
import { previousAttributes } from '../core/previous-attributes';
import { change, type Sandbox } from '../core/sandbox';
import type { Coupon } from '../objects/coupon';
import { type Discount, newDiscount } from '../objects/discount';
import type { PromotionCode } from '../objects/promotion-code';
import { addMonths } from './period';

/** One entry of a `discounts` parameter: a coupon, a promotion code of one, or a discount that is held already. */
export interface DiscountRequest {
  readonly coupon?: string | undefined;
  readonly discount?: string | undefined;
  readonly promotion_code?: string | undefined;
}

/** A sum before discounts and tax. */
export interface Purchase {
  readonly amount: number;
  readonly currency: string;
}

export interface DiscountOwner {
  readonly customer: string;
  /** Used up by the one invoice it is for, and so held by nobody. */
  readonly forOneInvoice?: true;
  readonly invoiceItem?: string;
  readonly subscription?: string;
  readonly subscriptionItem?: string;
  readonly checkoutSession?: string;
  /** What is bought with it: some codes want that to be worth something. */
  readonly purchase?: Purchase | undefined;
  /** The discount from which its holder is switched to this one. */
  readonly replaces?: Discount | undefined;
}

/** The coupon, and the promotion code that leads to it, if this customer can still redeem them. */
export function redeemable(
  sandbox: Sandbox,
  request: DiscountRequest,
  customer: string | null,
  purchase?: Purchase,
): { readonly coupon: Coupon; readonly code: PromotionCode | null } {
  const code =
    request.promotion_code === undefined ? null : usableCode(sandbox, request.promotion_code, customer, purchase);
  const id = code?.promotion.coupon ?? request.coupon ?? '';
  const coupon = sandbox.store.coupons.get(id);
  if (!coupon) throw resourceMissing('coupon', id, 'discounts[0][coupon]');
  if (!coupon.valid || (coupon.redeem_by !== null && coupon.redeem_by < sandbox.time())) {
    throw invalidRequest(`Coupon ${id} is used up or expired and cannot be redeemed.`, 'discounts', 'coupon_expired');
  }
  return { coupon, code };
}

function usableCode(
  sandbox: Sandbox,
  id: string,
  customer: string | null,
  purchase: Purchase | undefined,
): PromotionCode {
  const code = sandbox.store.promotionCodes.get(id);
  if (!code) throw resourceMissing('promotion code', id, 'discounts[0][promotion_code]');
  const refuse = (why: string) =>
    invalidRequest(`Promotion code ${code.code} ${why}.`, 'discounts[0][promotion_code]', 'promotion_code_invalid');
  if (!code.active) throw refuse('is expired, used up or inactive');
  if (code.customer !== null && code.customer !== customer) throw refuse('is for another customer');
  if (code.restrictions.first_time_transaction && customer !== null && hasPaid(sandbox, customer)) {
    throw refuse('is for first-time customers only');
  }
  if (purchase && !isEnough(sandbox, code, purchase)) throw refuse('needs a larger purchase');
  return code;
}

/** A code with a minimum is for purchases in the currencies of its minimum. */
function isEnough({ store }: Sandbox, { id, restrictions }: PromotionCode, { amount, currency }: Purchase): boolean {
  const { minimum_amount: own, minimum_amount_currency: ownCurrency } = restrictions;
  if (own === null) return true;
  const least = currency === ownCurrency ? own : store.codeCurrencies.get(id)?.[currency]?.minimum_amount;
  return least !== undefined && amount >= least;
}

const hasPaid = ({ store }: Sandbox, customer: string) =>
  store.charges.where('customer', customer).some(({ paid }) => paid) ||
  store.invoices.where('customer', customer).some(({ status, total }) => status === 'paid' && total > 0);

/** Redeems a coupon for its owner. Discounts that are held are announced and end when their months are over. */
export function createDiscount(sandbox: Sandbox, request: DiscountRequest, owner: DiscountOwner): Discount {
  const { coupon, code } = redeemable(sandbox, request, owner.customer, owner.purchase);
  const now = sandbox.time();
  const end =
    coupon.duration === 'repeating' && coupon.duration_in_months ? addMonths(now, coupon.duration_in_months) : null;
  const discount = sandbox.store.discounts.add({
    ...newDiscount({
      id: sandbox.ids.next('di'),
      customer: owner.customer,
      end,
      invoice: null,
      source: { coupon: coupon.id, type: 'coupon' },
      start: now,
      subscription: owner.subscription ?? null,
    }),
    checkout_session: owner.checkoutSession ?? null,
    invoice_item: owner.invoiceItem ?? null,
    promotion_code: code?.id ?? null,
    subscription_item: owner.subscriptionItem ?? null,
  });
  countRedemption(sandbox, coupon, code);
  if (!owner.forOneInvoice) {
    const { replaces } = owner;
    if (replaces) sandbox.emit('customer.discount.updated', discount, previousAttributes(replaces, discount));
    else sandbox.emit('customer.discount.created', discount);
    if (end !== null) sandbox.schedule(end, 'discount.end', discount.id);
  }
  return discount;
}

/** Counts one use of a coupon, and of the code that led to it. */
export function countRedemption(sandbox: Sandbox, coupon: Coupon, code: PromotionCode | null): void {
  const redeemed = coupon.times_redeemed + 1;
  const valid = coupon.max_redemptions === null || redeemed < coupon.max_redemptions;
  change(sandbox, sandbox.store.coupons, coupon, { times_redeemed: redeemed, valid });
  if (code) {
    const times = code.times_redeemed + 1;
    const counted = change(sandbox, sandbox.store.promotionCodes, code, { times_redeemed: times });
    if (code.max_redemptions !== null && times >= code.max_redemptions) deactivate(sandbox, counted);
  }
  if (!valid) deactivateCodesOf(sandbox, coupon.id);
}

/** A promotion code is only as active as its coupon. */
export function deactivateCodesOf(sandbox: Sandbox, coupon: string): void {
  for (const code of sandbox.store.promotionCodes.where('coupon', coupon)) deactivate(sandbox, code);
}

function deactivate(sandbox: Sandbox, code: PromotionCode): void {
  change(sandbox, sandbox.store.promotionCodes, code, { active: false }, 'promotion_code.updated');
}

/** A promotion code whose time is over. */
export function expireCode(sandbox: Sandbox, id: string): void {
  const code = sandbox.store.promotionCodes.get(id);
  if (code) deactivate(sandbox, code);
}
