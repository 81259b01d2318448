import { change, type Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import {
  currentPeriod,
  hasEnded,
  itemList,
  periodOf,
  type Subscription,
  type SubscriptionItem,
} from '../objects/subscription';
import { voidInvoice } from './close-invoice';
import { endSubscription } from './end-subscription';
import { endUsedDiscounts } from './held-discounts';
import { invoiceSubscription } from './invoice-subscription';
import { markPaused } from './pause-subscription';
import { ownMethodOf } from './payment-method';
import { HOUR, nextBoundary } from './period';

/** Gives every item the period and puts the next renewal on the clock. */
export function scheduleRenewal(sandbox: Sandbox, subscription: Subscription): void {
  sandbox.schedule(currentPeriod(subscription).end, 'subscription.renew', subscription.id);
}

/** The items in a period that starts now; each ends when its own cycle does, or all together. */
export const withPeriod = (
  items: readonly SubscriptionItem[],
  start: number,
  end: number | ((item: SubscriptionItem) => number),
): readonly SubscriptionItem[] =>
  items.map((item) => ({
    ...item,
    current_period_start: start,
    current_period_end: typeof end === 'number' ? end : end(item),
  }));

/** Moves a subscription into its next period and drafts the invoice for it; Stripe finalizes that an hour later. */
export function renewSubscription(sandbox: Sandbox, id: string, dueAt: number): void {
  const before = sandbox.store.subscriptions.get(id);
  if (!before || hasEnded(before) || before.status === 'incomplete' || before.status === 'paused') return;
  const { end: start } = currentPeriod(before);
  if (start !== dueAt) return;
  if (before.status === 'trialing' && !endTrial(sandbox, before)) return;

  const due = before.items.data.filter((item) => item.current_period_end === start);
  const next = withPeriod(due, start, ({ price }) => nextBoundary(before.billing_cycle_anchor, start, price.recurring));
  const moved = sandbox.store.subscriptions.replace({
    ...before,
    items: itemList(
      id,
      before.items.data.map((item) => next.find((one) => one.id === item.id) ?? item),
    ),
    status: before.status === 'trialing' ? 'active' : before.status,
  });
  const invoice = invoiceSubscription(sandbox, moved, {
    billingReason: 'subscription_cycle',
    bill: { start, items: due.map((item) => item.id) },
    closing: (item) => periodOf(due.find((one) => one.id === item.id) ?? item),
    period: { start: currentPeriod(before).start, end: start },
    inTrial: false,
    finalizesAt: start + HOUR,
  });
  const renewed = change(
    sandbox,
    sandbox.store.subscriptions,
    before,
    { items: moved.items, status: moved.status, latest_invoice: invoice.id },
    'customer.subscription.updated',
  );
  advanceLater(sandbox, renewed, invoice);
  endUsedDiscounts(sandbox, invoice);
  scheduleRenewal(sandbox, renewed);
}

/** False when the trial ends the subscription, or halts it, for want of a card. */
export function endTrial(sandbox: Sandbox, subscription: Subscription, patch: Partial<Subscription> = {}): boolean {
  const behavior = subscription.trial_settings.end_behavior.missing_payment_method;
  const hasCard = subscription.default_payment_method ?? ownMethodOf(sandbox, subscription.customer);
  if (hasCard || behavior === 'create_invoice') return true;
  if (behavior === 'cancel') endSubscription(sandbox, subscription, {});
  else markPaused(sandbox, subscription, 'trial_end_without_payment_method', patch);
  return false;
}

function advanceLater(sandbox: Sandbox, subscription: Subscription, invoice: Invoice): void {
  const pause = subscription.pause_collection?.behavior;
  if (!pause && subscription.status !== 'unpaid') {
    sandbox.schedule(invoice.created + HOUR, 'invoice.finalize', invoice.id);
    return;
  }
  const held = change(sandbox, sandbox.store.invoices, invoice, {
    auto_advance: false,
    automatically_finalizes_at: null,
    next_payment_attempt: null,
  });
  if (pause === 'void') voidInvoice(sandbox, held);
  if (pause === 'mark_uncollectible') sandbox.schedule(invoice.created + HOUR, 'invoice.finalize', invoice.id);
}
