import { invalidRequest } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import { itemList, type PausedDetails, type Subscription, type SubscriptionItem } from '../objects/subscription';
import { billNow } from './bill-now';
import { voidInvoice } from './close-invoice';
import { invoiceSubscription } from './invoice-subscription';
import { addIntervals, HOUR, nextBoundary } from './period';
import { prorate } from './prorations';
import { scheduleRenewal, withPeriod } from './renew-subscription';

const RESUMPTION_OPEN_FOR = 23 * HOUR;

/** Halts a subscription: nothing is billed and no period begins until it is resumed. */
export function pauseSubscription(
  sandbox: Sandbox,
  subscription: Subscription,
  request: { readonly creditFrom: 'item_current_period_start' | 'none' | 'now'; readonly invoiceNow: boolean },
): Subscription {
  const { schedule, status } = subscription;
  if (status !== 'active' && status !== 'trialing' && status !== 'past_due') {
    throw invalidRequest(`A subscription that is ${status} cannot be paused.`);
  }
  if (schedule !== null) throw invalidRequest('A subscription that has a schedule cannot be paused.');
  if (status !== 'trialing' && request.creditFrom !== 'none') {
    const gone = subscription.items.data.map((before) => ({ before, after: null }));
    const at = request.creditFrom === 'now' ? sandbox.time() : 'start of period';
    prorate(sandbox, subscription, gone, { creditOnly: true, at });
  }
  const paused = markPaused(sandbox, subscription, 'pause_requested');
  if (request.invoiceNow) billNow(sandbox, draft(sandbox, paused, null));
  return sandbox.store.subscriptions.get(subscription.id) ?? paused;
}

export function markPaused(
  sandbox: Sandbox,
  subscription: Subscription,
  why: PausedDetails['subscription']['type'],
  patch: Partial<Subscription> = {},
): Subscription {
  const details: PausedDetails = { subscription: { type: why }, transitioned_at: sandbox.time(), type: 'subscription' };
  const paused = change(
    sandbox,
    sandbox.store.subscriptions,
    subscription,
    { ...patch, status: 'paused', status_details: { paused: details } },
    'customer.subscription.updated',
  );
  sandbox.emit('customer.subscription.paused', paused);
  return paused;
}

/** Bills the time to come at once; the subscription is active again when that is paid. */
export function resumeSubscription(
  sandbox: Sandbox,
  subscription: Subscription,
  request: { readonly keepAnchor: boolean; readonly prorate: boolean },
): Subscription {
  if (subscription.status !== 'paused') throw invalidRequest('Only a paused subscription can be resumed.');
  const now = sandbox.time();
  const anchor = request.keepAnchor ? subscription.billing_cycle_anchor : now;
  const endOf = ({ price }: SubscriptionItem) => (anchor > now ? anchor : nextBoundary(anchor, now, price.recurring));
  const startOf = (item: SubscriptionItem) =>
    request.keepAnchor ? addIntervals(endOf(item), item.price.recurring, -1) : now;
  const items = itemList(
    subscription.id,
    withPeriod(subscription.items.data, now, endOf).map((item) => ({ ...item, current_period_start: startOf(item) })),
  );
  const moved = sandbox.store.subscriptions.replace({ ...subscription, billing_cycle_anchor: anchor, items });
  const share = (item: SubscriptionItem) => {
    const part = (endOf(item) - now) / (endOf(item) - startOf(item));
    return request.keepAnchor ? (request.prorate ? part : 0) : 1;
  };
  const invoice = draft(sandbox, moved, { start: now }, share);
  const updated = change(
    sandbox,
    sandbox.store.subscriptions,
    subscription,
    { billing_cycle_anchor: anchor, items, latest_invoice: invoice.id },
    'customer.subscription.updated',
  );
  scheduleRenewal(sandbox, updated);
  billNow(sandbox, invoice);
  sandbox.schedule(now + RESUMPTION_OPEN_FOR, 'resumption.void', invoice.id);
  return sandbox.store.subscriptions.get(updated.id) ?? updated;
}

/** Whether paying that invoice is what a paused subscription waits for. */
export const isResumption = (subscription: Subscription, invoice: Invoice): boolean =>
  invoice.status === 'paid' &&
  invoice.billing_reason === 'subscription_update' &&
  invoice.id === subscription.latest_invoice;

export function markResumed(sandbox: Sandbox, subscription: Subscription): void {
  const patch = { status: 'active', status_details: undefined } as const;
  const resumed = change(sandbox, sandbox.store.subscriptions, subscription, patch, 'customer.subscription.updated');
  sandbox.emit('customer.subscription.resumed', resumed);
}

/** A resumption that nobody paid in time: the subscription stays paused. */
export function voidResumption(sandbox: Sandbox, id: string): void {
  const invoice = sandbox.store.invoices.get(id);
  if (invoice?.status === 'open') voidInvoice(sandbox, invoice);
}

function draft(
  sandbox: Sandbox,
  subscription: Subscription,
  bill: { readonly start: number } | null,
  share?: (item: SubscriptionItem) => number,
): Invoice {
  const now = sandbox.time();
  return invoiceSubscription(sandbox, subscription, {
    billingReason: 'subscription_update',
    bill,
    period: { start: now, end: now },
    inTrial: false,
    ...(share && { share }),
    finalizesAt: null,
  });
}
