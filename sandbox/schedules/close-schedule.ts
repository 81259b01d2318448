import { endSubscription } from '../billing/end-subscription';
import { change, type Sandbox } from '../core/sandbox';
import type { SubscriptionSchedule } from '../objects/subscription-schedule';

/** Lets the subscription go on by itself, as it now is. */
export function releaseSchedule(sandbox: Sandbox, schedule: SubscriptionSchedule): SubscriptionSchedule {
  const { subscriptions, subscriptionSchedules } = sandbox.store;
  const subscription = subscriptions.get(schedule.subscription ?? '');
  if (subscription) change(sandbox, subscriptions, subscription, { schedule: null }, 'customer.subscription.updated');
  const released = change(sandbox, subscriptionSchedules, schedule, {
    current_phase: null,
    released_at: sandbox.time(),
    released_subscription: schedule.subscription,
    status: 'released',
    subscription: null,
  });
  sandbox.emit('subscription_schedule.released', released);
  return released;
}

/** Ends the schedule and the subscription with it. One that has not started is aborted, as Stripe's own CLI has it. */
export function cancelSchedule(sandbox: Sandbox, schedule: SubscriptionSchedule): SubscriptionSchedule {
  const subscription = sandbox.store.subscriptions.get(schedule.subscription ?? '');
  if (subscription) {
    endSubscription(sandbox, subscription, { reason: 'cancellation_requested' });
    return sandbox.store.subscriptionSchedules.get(schedule.id) ?? schedule;
  }
  const canceled = close(sandbox, schedule);
  sandbox.emit('subscription_schedule.canceled', canceled);
  sandbox.emit('subscription_schedule.aborted', canceled);
  return canceled;
}

/** A subscription that ends takes its schedule with it; for want of payment that is called aborted. */
export function closeScheduleOf(sandbox: Sandbox, id: string | null, forWantOfPayment: boolean): void {
  const schedule = sandbox.store.subscriptionSchedules.get(id ?? '');
  if (schedule?.status !== 'active') return;
  const closed = close(sandbox, schedule);
  sandbox.emit(`subscription_schedule.${forWantOfPayment ? 'aborted' : 'canceled'}`, closed);
}

const close = (sandbox: Sandbox, schedule: SubscriptionSchedule): SubscriptionSchedule =>
  change(sandbox, sandbox.store.subscriptionSchedules, schedule, {
    canceled_at: sandbox.time(),
    current_phase: null,
    status: 'canceled',
  });
