import { createSubscription } from '../billing/create-subscription';
import { endSubscription } from '../billing/end-subscription';
import { DAY } from '../billing/period';
import { type SubscriptionChange, updateSubscription } from '../billing/update-subscription';
import { change, type Sandbox } from '../core/sandbox';
import type { Subscription } from '../objects/subscription';
import type { Phase, PhaseDiscount, SubscriptionSchedule } from '../objects/subscription-schedule';

/** Stripe's documentation says a week before the end; its own CLI waits for it nine days before. */
const EXPIRING_BEFORE = 9 * DAY;

/** The clock has come to the start or the end of a phase. */
export function turnPhase(sandbox: Sandbox, id: string, at: number): void {
  const schedule = sandbox.store.subscriptionSchedules.get(id);
  if (schedule?.status === 'not_started' && schedule.phases[0]?.start_date === at) startSchedule(sandbox, schedule);
  if (schedule?.status !== 'active' || schedule.current_phase?.end_date !== at) return;
  const next = schedule.phases.find(({ start_date: start }) => start === at);
  if (next) enterPhase(sandbox, schedule, next);
  else complete(sandbox, schedule);
}

/** The first phase creates the subscription. */
export function startSchedule(sandbox: Sandbox, schedule: SubscriptionSchedule): SubscriptionSchedule {
  const [phase] = schedule.phases;
  if (!phase) throw new Error(`${schedule.id} has no phases`);
  const created = createSubscription(sandbox, {
    collection_method: phase.collection_method ?? schedule.default_settings.collection_method,
    customer: schedule.customer,
    default_payment_method:
      phase.default_payment_method ?? schedule.default_settings.default_payment_method ?? undefined,
    default_tax_rates: phase.default_tax_rates.map((rate) => rate.id),
    description: phase.description ?? undefined,
    discounts: asRequest(phase.discounts),
    items: itemRequests(phase),
    metadata: phase.metadata,
    schedule: schedule.id,
    ...(phase.trial_end !== null && phase.trial_end > sandbox.time() && { trial_end: phase.trial_end }),
  });
  return follow(sandbox, schedule, phase, { status: 'active', subscription: created.id });
}

/** Every later phase changes it. */
export function enterPhase(sandbox: Sandbox, schedule: SubscriptionSchedule, phase: Phase): SubscriptionSchedule {
  const subscription = sandbox.store.subscriptions.get(schedule.subscription ?? '');
  if (!subscription) throw new Error(`${schedule.id} has no subscription`);
  updateSubscription(sandbox, subscription.id, changeTo(sandbox, subscription, phase));
  return follow(sandbox, schedule, phase, {});
}

function follow(
  sandbox: Sandbox,
  schedule: SubscriptionSchedule,
  phase: Phase,
  patch: Partial<SubscriptionSchedule>,
): SubscriptionSchedule {
  planTurn(sandbox, schedule.id, phase, phase.end_date === schedule.phases.at(-1)?.end_date);
  const current = { end_date: phase.end_date, start_date: phase.start_date };
  return change(
    sandbox,
    sandbox.store.subscriptionSchedules,
    schedule,
    { ...patch, current_phase: current },
    'subscription_schedule.updated',
  );
}

/** Puts the end of a phase on the clock, and before the last one the warning. */
export function planTurn(sandbox: Sandbox, id: string, phase: Phase, isLast: boolean): void {
  sandbox.schedule(phase.end_date, 'schedule.turn', id);
  const warnAt = phase.end_date - EXPIRING_BEFORE;
  if (isLast && warnAt > sandbox.time()) sandbox.schedule(warnAt, 'schedule.expiring', id);
}

export function announceExpiry(sandbox: Sandbox, id: string, at: number): void {
  const schedule = sandbox.store.subscriptionSchedules.get(id);
  if (schedule?.status !== 'active' || schedule.phases.at(-1)?.end_date !== at + EXPIRING_BEFORE) return;
  sandbox.emit('subscription_schedule.expiring', schedule);
}

function complete(sandbox: Sandbox, schedule: SubscriptionSchedule): void {
  const { subscriptions, subscriptionSchedules } = sandbox.store;
  const subscription = subscriptions.get(schedule.subscription ?? '');
  const done = change(sandbox, subscriptionSchedules, schedule, {
    completed_at: sandbox.time(),
    current_phase: null,
    status: 'completed',
  });
  if (subscription) {
    const freed = change(
      sandbox,
      subscriptions,
      subscription,
      { schedule: null },
      schedule.end_behavior === 'release' ? 'customer.subscription.updated' : undefined,
    );
    if (schedule.end_behavior === 'cancel') endSubscription(sandbox, freed, {});
  }
  sandbox.emit('subscription_schedule.completed', done);
}

function changeTo(sandbox: Sandbox, subscription: Subscription, phase: Phase): SubscriptionChange {
  const held = subscription.items.data;
  const wanted = itemRequests(phase);
  const trial = phase.trial_end !== null && phase.trial_end > sandbox.time() ? phase.trial_end : undefined;
  return {
    ...(phase.collection_method && { collection_method: phase.collection_method }),
    ...(phase.default_payment_method && { default_payment_method: phase.default_payment_method }),
    default_tax_rates: phase.default_tax_rates.map((rate) => rate.id),
    discounts: asRequest(phase.discounts),
    // Items keep their ids in their order; what a phase lacks goes, what it has more comes.
    items: [
      ...wanted.map((item, i) => ({ ...item, id: held[i]?.id })),
      ...held.slice(wanted.length).map(({ id }) => ({ id, deleted: true })),
    ],
    metadata: phase.metadata,
    proration_behavior: phase.proration_behavior,
    trial_end: trial,
  };
}

const itemRequests = (phase: Phase) =>
  phase.items.map((item) => ({
    discounts: asRequest(item.discounts),
    metadata: item.metadata,
    price: item.price,
    quantity: item.quantity,
    tax_rates: item.tax_rates.map((rate) => rate.id),
  }));

const asRequest = (discounts: readonly PhaseDiscount[]) =>
  discounts.map(({ coupon, promotion_code: code }) => ({
    coupon: coupon ?? undefined,
    promotion_code: code ?? undefined,
  }));
