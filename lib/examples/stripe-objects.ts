/** Stripe objects in today's shape, reduced to what a story needs; any member can be overridden. */

export type StripeObject = { id: string; object: string; [member: string]: unknown };

/** Unix seconds of an ISO instant; a bare day is its first second, UTC. */
export const at = (iso: string): number => Math.floor(Date.parse(iso.includes('T') ? iso : `${iso}T00:00:00Z`) / 1000);

/** Unix seconds, or a day or instant of ISO 8601. */
export const secondsOf = (when: number | string): number => (typeof when === 'number' ? when : at(when));

export function price(
  id: string,
  unitAmount: number | string | null,
  interval = 'month',
  extra: Record<string, unknown> = {},
): StripeObject {
  const { interval_count = 1, usage_type = 'licensed', ...rest } = extra;
  return {
    id,
    object: 'price',
    currency: 'usd',
    product: `prod_${id.replace(/^price_/, '')}`,
    unit_amount: typeof unitAmount === 'number' ? unitAmount : null,
    unit_amount_decimal: unitAmount === null ? null : String(unitAmount),
    billing_scheme: 'per_unit',
    recurring: { interval, interval_count, usage_type },
    ...rest,
  };
}

export const item = (id: string, of: StripeObject, quantity = 1, extra: Record<string, unknown> = {}) => ({
  id,
  object: 'subscription_item',
  quantity,
  price: of,
  discounts: [],
  tax_rates: [],
  ...extra,
});

export function subscription(
  id: string,
  customer: string,
  items: unknown[],
  when: number | string,
  extra: Record<string, unknown> = {},
): StripeObject {
  const created = secondsOf(when);
  return {
    id,
    object: 'subscription',
    customer,
    status: 'active',
    currency: 'usd',
    created,
    start_date: created,
    ended_at: null,
    canceled_at: null,
    cancel_at: null,
    cancel_at_period_end: false,
    trial_start: null,
    trial_end: null,
    pause_collection: null,
    discounts: [],
    default_tax_rates: [],
    items: { object: 'list', data: items, has_more: false },
    ...extra,
  };
}

export const discount = (id: string, coupon: Record<string, unknown>, extra: Record<string, unknown> = {}) => ({
  id,
  object: 'discount',
  source: {
    type: 'coupon',
    coupon: {
      id: `c_${id}`,
      object: 'coupon',
      duration: 'forever',
      percent_off: null,
      amount_off: null,
      currency: null,
      ...coupon,
    },
  },
  start: 0,
  end: null,
  ...extra,
});

export function invoice(
  id: string,
  customer: string,
  total: number,
  when: number | string,
  extra: Record<string, unknown> = {},
): StripeObject {
  const created = secondsOf(when);
  const { lines, subscription: of = null, ...rest } = extra;
  return {
    id,
    object: 'invoice',
    customer,
    status: 'paid',
    currency: 'usd',
    total,
    subtotal: total,
    total_excluding_tax: total,
    total_discount_amounts: [],
    total_taxes: [],
    amount_due: total,
    amount_paid: total,
    amount_remaining: 0,
    created,
    status_transitions: { paid_at: created, finalized_at: created },
    parent: of === null ? null : { type: 'subscription_details', subscription_details: { subscription: of } },
    lines: { object: 'list', has_more: false, data: lines ?? [line(`il_${id}`, total)] },
    ...rest,
  };
}

export const line = (id: string, amount: number, extra: Record<string, unknown> = {}) => {
  const { product = 'prod_a', price: of = 'price_a', ...rest } = extra;
  return {
    id,
    object: 'line_item',
    amount,
    currency: 'usd',
    quantity: 1,
    description: null,
    discount_amounts: [],
    taxes: [],
    pricing: { type: 'price_details', price_details: { price: of, product } },
    parent: { type: 'subscription_item_details', subscription_item_details: { proration: false } },
    ...rest,
  };
};

export function charge(
  id: string,
  customer: string | null,
  amount: number,
  when: number | string,
  extra: Record<string, unknown> = {},
): StripeObject {
  return {
    id,
    object: 'charge',
    customer,
    status: 'succeeded',
    paid: true,
    captured: true,
    currency: 'usd',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    created: secondsOf(when),
    payment_intent: null,
    balance_transaction: null,
    ...extra,
  };
}

export function refund(
  id: string,
  chargeId: string,
  amount: number,
  when: number | string,
  extra: Record<string, unknown> = {},
): StripeObject {
  return {
    id,
    object: 'refund',
    charge: chargeId,
    amount,
    currency: 'usd',
    status: 'succeeded',
    created: secondsOf(when),
    payment_intent: null,
    reason: null,
    ...extra,
  };
}

/** A paid checkout; by default of the payment intent `pi_1`, and without an invoice. */
export function checkoutSession(
  id: string,
  customer: string | null,
  total: number,
  when: number | string,
  extra: Record<string, unknown> = {},
): StripeObject {
  return {
    id,
    object: 'checkout.session',
    customer,
    mode: 'payment',
    status: 'complete',
    payment_status: 'paid',
    currency: 'usd',
    amount_total: total,
    total_details: { amount_tax: 0, amount_discount: 0 },
    created: secondsOf(when),
    invoice: null,
    payment_intent: 'pi_1',
    ...extra,
  };
}

/** A payment that succeeded; by default with the charge `ch_1`. */
export function paymentIntent(
  id: string,
  customer: string | null,
  received: number,
  when: number | string,
  extra: Record<string, unknown> = {},
): StripeObject {
  return {
    id,
    object: 'payment_intent',
    customer,
    status: 'succeeded',
    currency: 'usd',
    amount_received: received,
    created: secondsOf(when),
    latest_charge: 'ch_1',
    ...extra,
  };
}
