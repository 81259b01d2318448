import { change, type Sandbox } from '../core/sandbox';
import { type Invoice, subscriptionOf } from '../objects/invoice';
import { hasEnded, type Subscription, type SubscriptionStatus } from '../objects/subscription';
import { RETRY_AFTER_DAYS } from './attempt-payment';
import { endSubscription } from './end-subscription';
import { applyUpdate, heldUpdateOf } from './held-update';
import { isOnItsWay } from './invoice-intent';
import { isResumption, markResumed } from './pause-subscription';

/** What the fate of an invoice means for its subscription: active again, past due, or ended when retries are used up. */
export function settleSubscription(sandbox: Sandbox, invoice: Invoice): void {
  const subscription = sandbox.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (!subscription || hasEnded(subscription)) return;
  const held = heldUpdateOf(sandbox, subscription, invoice);
  if (held) {
    if (invoice.status === 'paid') applyUpdate(sandbox, subscription, held);
    return;
  }
  if (retriesUsedUp(invoice) && subscription.status !== 'incomplete') {
    giveUp(sandbox, invoice, subscription.id);
    return;
  }
  // A debit takes days: until it comes back it counts as paid.
  const status = isOnItsWay(sandbox, invoice)
    ? whileOnItsWay(subscription.status)
    : nextStatus(sandbox, invoice, subscription);
  if (subscription.status === 'paused' && status === 'active') {
    markResumed(sandbox, subscription);
    return;
  }
  change(sandbox, sandbox.store.subscriptions, subscription, { status }, 'customer.subscription.updated');
}

const whileOnItsWay = (status: SubscriptionStatus) => (status === 'incomplete' ? 'active' : status);

const isUncollected = (invoice: Invoice) =>
  invoice.status === 'open' && invoice.attempted && invoice.collection_method === 'charge_automatically';

const retriesUsedUp = (invoice: Invoice) =>
  isUncollected(invoice) && invoice.attempt_count > RETRY_AFTER_DAYS.length && invoice.next_payment_attempt === null;

function nextStatus(sandbox: Sandbox, invoice: Invoice, subscription: Subscription): SubscriptionStatus {
  const { status } = subscription;
  if (status === 'paused') return isResumption(subscription, invoice) ? 'active' : status;
  if (isUncollected(invoice)) return status === 'active' || status === 'trialing' ? 'past_due' : status;
  if (invoice.status !== 'paid') return status;
  if (status === 'incomplete') return 'active';
  if (status !== 'past_due' && status !== 'unpaid') return status;
  const others = sandbox.store.invoices.where('subscription', subscriptionOf(invoice) ?? '');
  return others.some(isUncollected) ? status : 'active';
}

function giveUp(sandbox: Sandbox, invoice: Invoice, id: string): void {
  const subscription = sandbox.store.subscriptions.get(id);
  if (!subscription) return;
  if (sandbox.settings.afterRetries === 'cancel') {
    endSubscription(sandbox, subscription, { reason: 'payment_failed' });
    return;
  }
  const status = sandbox.settings.afterRetries === 'mark_unpaid' ? 'unpaid' : 'past_due';
  change(sandbox, sandbox.store.subscriptions, subscription, { status }, 'customer.subscription.updated');
  change(sandbox, sandbox.store.invoices, invoice, { auto_advance: false }, 'invoice.updated');
}
