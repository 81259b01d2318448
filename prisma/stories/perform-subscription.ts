import { z } from 'zod';
import type { CouponKey } from './catalog';
import type { SpecialPlan } from './special-plans';
import { specialPlans } from './special-plans';
import type { StageSet } from './stage';
import { actorOf, known, post, priceKey } from './stage';
import type { Deed, PauseBehavior, Slot, Subscribe, SubscribeSpecial, Terms } from './steps';

export function performSubscribe(stage: StageSet, life: string, deed: Subscribe): void {
  const actor = actorOf(stage, life);
  const { slot, terms, trialDays, withoutCard, coupon, code, tax, byInvoice } = deed;
  actor.subscriptions[slot] = post(stage.account, '/v1/subscriptions', {
    customer: known(actor.customer, `customer of ${life}`),
    items: [{ price: priceOf(stage, terms), quantity: terms.seats }],
    ...(trialDays && { trial_period_days: trialDays }),
    ...(withoutCard && { trial_settings: { end_behavior: { missing_payment_method: withoutCard } } }),
    ...(coupon && { discounts: [code ? { promotion_code: known(stage.codes[code], code) } : couponOf(stage, coupon)] }),
    ...(tax && { default_tax_rates: [known(stage.taxRates[tax], tax)] }),
    ...(byInvoice && { collection_method: 'send_invoice', days_until_due: 30 }),
  });
}

/** The first to want a special plan has it put on the price list. */
export function performSubscribeSpecial(stage: StageSet, life: string, deed: SubscribeSpecial): void {
  const actor = actorOf(stage, life);
  const { plan, quantity, and, coupons, currency } = deed;
  actor.subscriptions.main = post(stage.account, '/v1/subscriptions', {
    customer: known(actor.customer, `customer of ${life}`),
    items: [{ plan, quantity }, ...(and ? [and] : [])].map((item) => ({
      price: specialPrice(stage, item.plan),
      ...(item.quantity > 0 && { quantity: item.quantity }),
    })),
    ...(coupons && { discounts: coupons.map((coupon) => couponOf(stage, coupon)) }),
    ...(currency && { currency }),
  });
}

const couponOf = (stage: StageSet, coupon: CouponKey) => ({ coupon: known(stage.coupons[coupon], coupon) });

function specialPrice(stage: StageSet, plan: SpecialPlan): string {
  const offered = stage.specials.get(plan);
  if (offered) return offered;
  const { name, price, ...more } = specialPlans[plan];
  const product = post(stage.account, '/v1/products', { name });
  const meter = 'meter' in more && post(stage.account, '/v1/billing/meters', { ...more.meter, ...meterOfCustomer });
  const recurring = { ...price.recurring, ...(meter && { meter }) };
  const id = post(stage.account, '/v1/prices', { product, currency: 'usd', ...price, recurring });
  stage.specials.set(plan, id);
  return id;
}

const meterOfCustomer = {
  customer_mapping: { event_payload_key: 'customer', type: 'by_id' },
  default_aggregation: { formula: 'sum' },
  value_settings: { event_payload_key: 'units' },
};

/** Pauses the collection of payments, or (null) takes it up again. */
export function performPause(stage: StageSet, life: string, behavior: PauseBehavior | null): void {
  stage.account.request('POST', subscriptionPath(stage, life, 'main'), {
    pause_collection: behavior === null ? '' : { behavior },
  });
}

const withItems = z.object({
  items: z.object({
    data: z.tuple([z.object({ id: z.string(), quantity: z.number(), price: z.object({ id: z.string() }) })]),
  }),
});

export function performChange(stage: StageSet, life: string, deed: Deed & { kind: 'change' }): void {
  const { slot, terms, settlement } = deed;
  const path = subscriptionPath(stage, life, slot);
  const [item] = withItems.parse(stage.account.request('GET', path)).items.data;
  stage.account.request('POST', path, {
    items: [{ id: item.id, price: priceOf(stage, terms), quantity: terms.seats }],
    proration_behavior: settlement,
  });
}

const withPeriod = z.object({
  phases: z.tuple([z.object({ start_date: z.number(), end_date: z.number() })]),
  id: z.string(),
});

/** The change waits in a schedule until the running period is over. */
export function performChangeLater(stage: StageSet, life: string, { terms }: Deed & { kind: 'change-later' }): void {
  const subscription = subscriptionPath(stage, life, 'main').split('/').at(-1);
  const answer = stage.account.request('POST', '/v1/subscription_schedules', { from_subscription: subscription });
  const { id, phases } = withPeriod.parse(answer);
  const [item] = withItems.parse(stage.account.request('GET', subscriptionPath(stage, life, 'main'))).items.data;
  stage.account.request('POST', `/v1/subscription_schedules/${id}`, {
    phases: [
      { ...phases[0], items: [{ price: item.price.id, quantity: item.quantity }] },
      { items: [{ price: priceOf(stage, terms), quantity: terms.seats }], duration: { interval: 'month' } },
    ],
  });
}

/** The endpoint that halts a whole subscription, and the one that takes it up again and bills at once. */
export function performHalt(stage: StageSet, life: string, how: 'pause' | 'resume'): void {
  stage.account.request('POST', `${subscriptionPath(stage, life, 'main')}/${how}`);
}

const trialing = z.object({ trial_end: z.number() });

export function performExtendTrial(stage: StageSet, life: string, { days }: Deed & { kind: 'extend-trial' }): void {
  const path = subscriptionPath(stage, life, 'main');
  const { trial_end: end } = trialing.parse(stage.account.request('GET', path));
  stage.account.request('POST', path, { trial_end: end + days * 86_400 });
}

export function performCancelOn(stage: StageSet, life: string, { inDays }: Deed & { kind: 'cancel-on' }): void {
  const at = Math.floor(stage.account.now().getTime() / 1000) + inDays * 86_400;
  stage.account.request('POST', subscriptionPath(stage, life, 'main'), {
    cancel_at: at,
    proration_behavior: 'none',
    cancellation_details: { feedback: 'unused' },
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
