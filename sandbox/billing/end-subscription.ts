import { change, type Sandbox } from '../core/sandbox';
import type { CancellationDetails, Subscription } from '../objects/subscription';
import { closeScheduleOf } from '../schedules/close-schedule';

/** Ends a subscription now: cancelled, with its drafts and open invoices no longer pursued. */
export function endSubscription(
  sandbox: Sandbox,
  subscription: Subscription,
  details: Partial<CancellationDetails>,
): Subscription {
  const now = sandbox.time();
  sandbox.store.heldUpdates.delete(subscription.id);
  const ended = change(sandbox, sandbox.store.subscriptions, subscription, {
    canceled_at: subscription.canceled_at ?? now,
    cancellation_details: { ...subscription.cancellation_details, ...details },
    ended_at: now,
    pending_update: null,
    status: 'canceled',
  });
  sandbox.emit('customer.subscription.deleted', ended);
  closeScheduleOf(sandbox, ended.schedule, ended.cancellation_details.reason === 'payment_failed');
  for (const invoice of sandbox.store.invoices.where('subscription', subscription.id)) {
    if (invoice.status !== 'draft' && invoice.status !== 'open') continue;
    change(
      sandbox,
      sandbox.store.invoices,
      invoice,
      { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null },
      'invoice.updated',
    );
  }
  return ended;
}
