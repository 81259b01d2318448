import { change, type Sandbox } from '../core/sandbox';
import { currentPeriod, isMetered, type Subscription, type SubscriptionItem } from '../objects/subscription';
import { finalizeAndCollect } from './bill-now';
import { invoiceSubscription } from './invoice-subscription';
import { usageOf } from './usage';

/** A subscription that ends by the clock still owes what was used in its last period. */
export function billLastUsage(sandbox: Sandbox, subscription: Subscription): Subscription {
  const end = sandbox.time();
  const period = { start: currentPeriod(subscription).start, end };
  const closing = (item: SubscriptionItem) => ({ start: item.current_period_start, end });
  const used = subscription.items.data.some(
    (item) =>
      isMetered(item) && usageOf(sandbox.store, item.price.recurring.meter, subscription.customer, closing(item)) > 0,
  );
  if (!used || subscription.status === 'paused') return subscription;
  const draft = invoiceSubscription(sandbox, subscription, {
    billingReason: 'subscription_cycle',
    bill: null,
    closing,
    period,
    inTrial: false,
    finalizesAt: null,
    withUsage: true,
  });
  finalizeAndCollect(sandbox, draft);
  const { subscriptions } = sandbox.store;
  return change(sandbox, subscriptions, subscriptions.get(subscription.id) ?? subscription, {
    latest_invoice: draft.id,
  });
}
