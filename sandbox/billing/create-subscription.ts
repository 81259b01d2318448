import { invalidRequest, resourceMissing } from '../core/errors';
import { type Metadata, mergeMetadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { Customer } from '../objects/customer';
import {
  billingMode,
  currentPeriod,
  itemList,
  newSubscription,
  periodOf,
  type Subscription,
  type SubscriptionItem,
  type SubscriptionStatus,
} from '../objects/subscription';
import { APPLICATION } from './application-fees';
import { automaticTaxOfSubscription, checkLocation } from './automatic-tax';
import { finalizeAndCollect } from './bill-now';
import { finalizeInvoice } from './finalize-invoice';
import { endUsedDiscounts } from './held-discounts';
import { isOnItsWay } from './invoice-intent';
import { invoiceSubscription } from './invoice-subscription';
import { priceOf } from './next-cycle';
import { attemptOf, cardError, paymentMethodOf } from './payment-method';
import { addIntervals, DAY, HOUR } from './period';
import { sharedCurrency } from './price-in';
import { createDiscount, redeemable } from './redeem-coupon';
import { scheduleRenewal } from './renew-subscription';
import { checkTogether, newItem, recurringPrice, taxRatesOf } from './subscription-items';
import type { SubscriptionRequest } from './subscription-request';

const INCOMPLETE_FOR = 23 * HOUR;

/** Starts a subscription: bills its first period (or trial, at zero) at once and announces it in the state that results. */
export function createSubscription(sandbox: Sandbox, request: SubscriptionRequest): Subscription {
  const customer = sandbox.store.customers.get(request.customer);
  if (!customer) throw resourceMissing('customer', request.customer, 'customer');
  const started = sandbox.store.subscriptions.add({
    ...draftSubscription(sandbox, request, customer),
    automatic_tax: automaticTaxOfSubscription(request.automatic_tax?.enabled ?? false),
    billing_mode: billingMode(request.billing_mode?.type ?? 'flexible'),
    application: request.application_fee_percent === undefined ? null : APPLICATION,
    application_fee_percent: request.application_fee_percent ?? null,
    schedule: request.schedule ?? null,
    test_clock: customer.test_clock,
  });
  if (customer.currency === null) {
    sandbox.store.customers.replace({ ...customer, currency: started.currency });
  }
  const discounts = (request.discounts ?? []).map(
    (one) => createDiscount(sandbox, one, { customer: customer.id, subscription: started.id }).id,
  );
  const discounted = change(sandbox, sandbox.store.subscriptions, started, { discounts });
  request.beforeFirstBill?.(started.id);
  const subscription = billFirstPeriod(sandbox, discounted, request);
  sandbox.emit('customer.subscription.created', subscription);
  schedule(sandbox, subscription);
  return sandbox.store.subscriptions.get(subscription.id) ?? subscription;
}

function draftSubscription(sandbox: Sandbox, request: SubscriptionRequest, customer: Customer): Subscription {
  const prices = request.items.map(({ price }, i) => ({
    price: recurringPrice(sandbox, price ?? '', `items[${i}][price]`),
  }));
  if (request.automatic_tax?.enabled) checkLocation(customer);
  checkTogether(prices, request.billing_mode?.type ?? 'flexible');
  const currency = sharedCurrency(
    sandbox.store,
    prices.map(({ price }) => price),
    { asked: request.currency?.toLowerCase(), usual: customer.currency },
  );
  const bought = prices.map(({ price }, i) => ({ price, quantity: request.items[i]?.quantity ?? 1 }));
  const purchase = { amount: priceOf(sandbox, currency, bought), currency };
  for (const one of request.discounts ?? []) redeemable(sandbox, one, customer.id, purchase);
  refuseIfDeclined(sandbox, request, customer);

  const id = sandbox.ids.next('sub');
  const now = sandbox.time();
  const trialEnd = trialEndOf(request, now);
  const wholes = prices.map(({ price }) => addIntervals(now, price.recurring, 1));
  const anchor = trialEnd ?? anchorOf(request, now, Math.min(...wholes));
  const items = request.items.flatMap((item, i) => {
    const price = prices[i]?.price;
    const end = anchor ?? wholes[i] ?? now;
    return price ? [newItem(sandbox, item, price, { subscription: id, customer: customer.id, start: now, end })] : [];
  });
  const end = anchor ?? Math.min(...wholes);
  const byInvoice = request.collection_method === 'send_invoice';
  const atEnd = request.cancel_at_period_end ?? false;
  const leaving = atEnd || request.cancel_at !== undefined;
  return newSubscription(
    {
      id,
      billing_cycle_anchor: anchor ?? now,
      cancel_at: request.cancel_at ?? (atEnd ? end : null),
      cancel_at_period_end: atEnd,
      canceled_at: leaving ? now : null,
      cancellation_details: {
        comment: null,
        feedback: null,
        feedback_option: null,
        reason: leaving ? 'cancellation_requested' : null,
      },
      collection_method: request.collection_method ?? 'charge_automatically',
      created: now,
      currency,
      customer: customer.id,
      days_until_due: byInvoice ? (request.days_until_due ?? 30) : null,
      default_payment_method: request.default_payment_method ?? null,
      default_tax_rates: taxRatesOf(sandbox, request.default_tax_rates, 'default_tax_rates'),
      description: request.description ?? null,
      discounts: [],
      ended_at: null,
      latest_invoice: null,
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({} satisfies Metadata, request.metadata),
      pause_collection: null,
      start_date: now,
      status: firstStatus(trialEnd !== null, byInvoice),
      trial_end: trialEnd,
      trial_settings: {
        end_behavior: {
          billing_cycle_anchor: null,
          missing_payment_method: request.missingPaymentMethod ?? 'create_invoice',
        },
      },
      trial_start: trialEnd === null ? null : now,
    },
    items,
  );
}

function firstStatus(inTrial: boolean, byInvoice: boolean): SubscriptionStatus {
  if (inTrial) return 'trialing';
  return byInvoice ? 'active' : 'incomplete';
}

function trialEndOf(request: SubscriptionRequest, now: number): number | null {
  if (typeof request.trial_end === 'number') {
    if (request.trial_end <= now)
      throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', 'trial_end');
    return request.trial_end;
  }
  return request.trial_period_days ? now + request.trial_period_days * DAY : null;
}

function anchorOf(request: SubscriptionRequest, now: number, whole: number): number | null {
  const anchor = request.billing_cycle_anchor;
  if (anchor === undefined) return null;
  if (anchor <= now || anchor > whole) {
    throw invalidRequest(
      'billing_cycle_anchor must be in the future and no later than the next natural billing date.',
      'billing_cycle_anchor',
    );
  }
  return anchor;
}

function refuseIfDeclined(sandbox: Sandbox, request: SubscriptionRequest, customer: Customer): void {
  const charged = request.collection_method !== 'send_invoice' && trialEndOf(request, sandbox.time()) === null;
  if (request.payment_behavior !== 'error_if_incomplete' || !charged) return;
  const method = request.default_payment_method ?? paymentMethodOf(sandbox, customer.id);
  const attempt = attemptOf(sandbox, customer.id, method);
  if (attempt.kind === 'declined') throw cardError(attempt.decline);
}

function billFirstPeriod(sandbox: Sandbox, subscription: Subscription, request: SubscriptionRequest): Subscription {
  const { start } = currentPeriod(subscription);
  const inTrial = subscription.status === 'trialing';
  const byInvoice = subscription.collection_method === 'send_invoice' && !inTrial;
  const draft = invoiceSubscription(sandbox, subscription, {
    billingReason: 'subscription_create',
    bill: { start },
    period: { start, end: start },
    inTrial,
    ...(!inTrial && { share: (item: SubscriptionItem) => firstShare(subscription, item, request) }),
    finalizesAt: byInvoice ? start + HOUR : null,
  });
  let status = subscription.status;
  if (byInvoice) {
    sandbox.schedule(start + HOUR, 'invoice.finalize', draft.id);
  } else {
    const hold = request.payment_behavior === 'default_incomplete';
    const invoice = hold ? finalizeInvoice(sandbox, draft) : finalizeAndCollect(sandbox, draft);
    if (!inTrial && (invoice.status === 'paid' || isOnItsWay(sandbox, invoice))) status = 'active';
  }
  const current = sandbox.store.subscriptions.get(subscription.id) ?? subscription;
  return sandbox.store.subscriptions.replace({
    ...current,
    items: itemList(current.id, current.items.data),
    latest_invoice: draft.id,
    status,
  });
}

/** How much of a whole period the first one is. */
function firstShare(subscription: Subscription, item: SubscriptionItem, request: SubscriptionRequest): number {
  const { start, end } = periodOf(item);
  if (subscription.billing_cycle_anchor === start) return 1;
  if (request.proration_behavior === 'none') return 0;
  return (end - start) / (end - addIntervals(end, item.price.recurring, -1));
}

function schedule(sandbox: Sandbox, subscription: Subscription): void {
  const { id, created } = subscription;
  scheduleRenewal(sandbox, subscription);
  if (subscription.status === 'incomplete') sandbox.schedule(created + INCOMPLETE_FOR, 'subscription.expire', id);
  if (subscription.cancel_at !== null) sandbox.schedule(subscription.cancel_at, 'subscription.cancel', id);
  if (subscription.trial_end !== null) {
    sandbox.schedule(Math.max(subscription.trial_end - 3 * DAY, created), 'trial.will_end', id);
  }
  const invoice = sandbox.store.invoices.get(subscription.latest_invoice ?? '');
  if (invoice) endUsedDiscounts(sandbox, invoice);
}
