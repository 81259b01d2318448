import { at, event, type FakeEvent, item, price, subscription } from '@/lib/inbox/testing/stripe-objects';

export interface Plan {
  /** Customer id; the subscription's id is the same with "sub_". */
  customer: string;
  amount: number;
  since: string;
  id?: string;
  /** Price and product are named after it. */
  product?: string;
  currency?: string;
  extra?: Record<string, unknown>;
}

/** The subscription of a plan with one monthly item. */
export function subscriptionOf({
  customer,
  amount,
  since,
  id = `sub_${customer}`,
  product = 'a',
  currency = 'usd',
  extra = {},
}: Plan) {
  const of = price(`price_${product}_${amount}`, amount, 'month', { product: `prod_${product}`, currency });
  return subscription(id, customer, [item(`si_${id}`, of)], since, { currency, ...extra });
}

export const subscribed = (plan: Plan): FakeEvent =>
  event('customer.subscription.created', plan.since, subscriptionOf(plan));

/** The plan after a change; `since` stays when it began. */
export const updated = (when: string, plan: Plan): FakeEvent =>
  event('customer.subscription.updated', when, subscriptionOf(plan));

/** Cancelled at once; `delivered` is when Stripe says so, later than it happened if given. */
export function cancelled(when: string, plan: Plan, delivered = when): FakeEvent {
  const over = {
    status: 'canceled',
    ended_at: at(when),
    canceled_at: at(when),
    cancellation_details: { reason: 'cancellation_requested' },
  };
  return event(
    'customer.subscription.deleted',
    delivered,
    subscriptionOf({ ...plan, extra: { ...plan.extra, ...over } }),
  );
}
