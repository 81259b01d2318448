import { z } from 'zod';
import type { SpecialPlan } from './special-plans';
import { specialPlans } from './special-plans';
import type { StageSet } from './stage';
import { actorOf, known, post, priceKey } from './stage';
import type { Deed, PauseBehavior, Slot, Subscribe, SubscribeSpecial, Terms } from './steps';

export function performSubscribe(stage: StageSet, life: string, deed: Subscribe): void {
  const actor = actorOf(stage, life);
  const { slot, terms, trialDays, withoutCard, coupon, tax, byInvoice } = deed;
  actor.subscriptions[slot] = post(stage.account, '/v1/subscriptions', {
    customer: known(actor.customer, `customer of ${life}`),
    items: [{ price: priceOf(stage, terms), quantity: terms.seats }],
    ...(trialDays && { trial_period_days: trialDays }),
    ...(withoutCard && { trial_settings: { end_behavior: { missing_payment_method: withoutCard } } }),
    ...(coupon && { discounts: [{ coupon: known(stage.coupons[coupon], coupon) }] }),
    ...(tax && { default_tax_rates: [known(stage.taxRates[tax], tax)] }),
    ...(byInvoice && { collection_method: 'send_invoice', days_until_due: 30 }),
  });
}

/** The first to want a special plan has it put on the price list. */
export function performSubscribeSpecial(stage: StageSet, life: string, deed: SubscribeSpecial): void {
  const actor = actorOf(stage, life);
  actor.subscriptions.main = post(stage.account, '/v1/subscriptions', {
    customer: known(actor.customer, `customer of ${life}`),
    items: [{ price: specialPrice(stage, deed.plan), quantity: deed.quantity }],
    ...(deed.coupon && { discounts: [{ coupon: known(stage.coupons[deed.coupon], deed.coupon) }] }),
  });
}

function specialPrice(stage: StageSet, plan: SpecialPlan): string {
  const offered = stage.specials.get(plan);
  if (offered) return offered;
  const { name, price } = specialPlans[plan];
  const product = post(stage.account, '/v1/products', { name });
  const id = post(stage.account, '/v1/prices', { product, currency: 'usd', ...price });
  stage.specials.set(plan, id);
  return id;
}

/** Pauses the collection of payments, or (null) takes it up again. */
export function performPause(stage: StageSet, life: string, behavior: PauseBehavior | null): void {
  stage.account.request('POST', subscriptionPath(stage, life, 'main'), {
    pause_collection: behavior === null ? '' : { behavior },
  });
}

const withItems = z.object({ items: z.object({ data: z.tuple([z.object({ id: z.string() })]) }) });

export function performChange(stage: StageSet, life: string, deed: Deed & { kind: 'change' }): void {
  const { slot, terms, settlement } = deed;
  const path = subscriptionPath(stage, life, slot);
  const [item] = withItems.parse(stage.account.request('GET', path)).items.data;
  stage.account.request('POST', path, {
    items: [{ id: item.id, price: priceOf(stage, terms), quantity: terms.seats }],
    proration_behavior: settlement,
  });
}

export function performEndTrial(stage: StageSet, life: string): void {
  stage.account.request('POST', subscriptionPath(stage, life, 'main'), { trial_end: 'now' });
}

export function performCancelAtPeriodEnd(
  stage: StageSet,
  life: string,
  { slot, feedback, comment }: Deed & { kind: 'cancel-at-period-end' },
): void {
  stage.account.request('POST', subscriptionPath(stage, life, slot), {
    cancel_at_period_end: true,
    cancellation_details: { feedback, ...(comment && { comment }) },
  });
}

export function performKeep(stage: StageSet, life: string, slot: Slot): void {
  stage.account.request('POST', subscriptionPath(stage, life, slot), { cancel_at_period_end: false });
}

export function performCancelNow(stage: StageSet, life: string, deed: Deed & { kind: 'cancel-now' }): void {
  stage.account.request('DELETE', subscriptionPath(stage, life, deed.slot), {
    cancellation_details: { feedback: deed.feedback },
  });
}

function subscriptionPath(stage: StageSet, life: string, slot: Slot): string {
  return `/v1/subscriptions/${known(actorOf(stage, life).subscriptions[slot], `${slot} subscription of ${life}`)}`;
}

function priceOf(stage: StageSet, { plan, interval, currency, edition }: Terms): string {
  const key = priceKey(plan, interval, currency, edition);
  return known(stage.prices.get(key), `price ${key}`);
}
