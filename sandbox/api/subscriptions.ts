import { z } from 'zod';
import { billNow } from '../billing/bill-now';
import { createSubscription } from '../billing/create-subscription';
import { endSubscription } from '../billing/end-subscription';
import { invoiceSubscription } from '../billing/invoice-subscription';
import { pauseSubscription, resumeSubscription } from '../billing/pause-subscription';
import { prorate } from '../billing/prorations';
import { updateSubscription } from '../billing/update-subscription';
import { invalidRequest, resourceMissing } from '../core/errors';
import { listPage } from '../core/list';
import { isWithin } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { billingMode, currentPeriod, hasEnded, isMetered, type Subscription } from '../objects/subscription';
import { createPrice } from './create-price';
import { createInvoiceItem } from './invoice-items';
import {
  cancelParams,
  createParams,
  listParams,
  migrateParams,
  pauseParams,
  resolvePriceData,
  resumeParams,
  updateParams,
} from './subscription-params';

export const subscriptionRoutes = [
  route(
    'POST',
    '/v1/subscriptions',
    createParams,
    (sandbox, { trial_settings: trial, add_invoice_items: oneOffs, ...params }) =>
      createSubscription(sandbox, {
        ...params,
        beforeFirstBill: (subscription) => addOneOffs(sandbox, { customer: params.customer, subscription }, oneOffs),
        items: params.items.map((item) => resolvePriceData(sandbox, item)),
        missingPaymentMethod: trial?.end_behavior.missing_payment_method,
      }),
  ),
  route('GET', '/v1/subscriptions', listParams, list),
  route('GET', '/v1/subscriptions/:id', z.strictObject({}), (sandbox, _params, id) => findSubscription(sandbox, id)),
  route('POST', '/v1/subscriptions/:id', updateParams, update),
  route('POST', '/v1/subscriptions/:id/pause', pauseParams, (sandbox, params, id) =>
    pauseSubscription(sandbox, findSubscription(sandbox, id), {
      creditFrom: params.bill_for?.unused_time_from?.type ?? 'now',
      invoiceNow: params.invoicing_behavior === 'invoice',
    }),
  ),
  route('POST', '/v1/subscriptions/:id/resume', resumeParams, (sandbox, params, id) =>
    resumeSubscription(sandbox, findSubscription(sandbox, id), {
      keepAnchor: params.billing_cycle_anchor?.type === 'unchanged',
      prorate: params.proration_behavior !== 'none',
    }),
  ),
  route('POST', '/v1/subscriptions/:id/migrate', migrateParams, (sandbox, _params, id) =>
    change(
      sandbox,
      sandbox.store.subscriptions,
      findSubscription(sandbox, id),
      { billing_mode: { ...billingMode('flexible'), updated_at: sandbox.time() } },
      'customer.subscription.updated',
    ),
  ),
  route('DELETE', '/v1/subscriptions/:id', cancelParams, cancel),
  route('DELETE', '/v1/subscriptions/:id/discount', z.strictObject({}), removeDiscounts),
];

export function findSubscription(sandbox: Sandbox, id: string): Subscription {
  const subscription = sandbox.store.subscriptions.get(id);
  if (!subscription) throw resourceMissing('subscription', id);
  return subscription;
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): Subscription {
  const {
    add_invoice_items: oneOffs,
    cancel_at: cancelAt,
    pause_collection: pause,
    trial_settings: trial,
    ...plain
  } = params;
  const { customer, items, status } = findSubscription(sandbox, id);
  const ends = items.data.map((item) => item.current_period_end);
  if (status !== 'canceled') addOneOffs(sandbox, { customer, subscription: id }, oneOffs);
  return updateSubscription(sandbox, id, {
    ...plain,
    cancel_at:
      cancelAt === 'max_period_end' ? Math.max(...ends) : cancelAt === 'min_period_end' ? Math.min(...ends) : cancelAt,
    items: params.items?.map((item) => resolvePriceData(sandbox, item)),
    missingPaymentMethod: trial?.end_behavior.missing_payment_method,
    pause_collection: pause && { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null },
  });
}

function addOneOffs(
  sandbox: Sandbox,
  to: { readonly customer: string; readonly subscription: string },
  oneOffs: z.output<typeof updateParams>['add_invoice_items'] = [],
): void {
  for (const { price_data: data, price, quantity, tax_rates } of oneOffs) {
    const id = data ? createPrice(sandbox, data).id : price;
    const currency = sandbox.store.subscriptions.get(to.subscription)?.currency;
    const item = { currency, pricing: id === undefined ? undefined : { price: id }, quantity };
    createInvoiceItem(sandbox, { ...to, ...item, tax_rates: tax_rates ?? undefined });
  }
}

/** Without a status Stripe lists all that have not ended. */
function list(sandbox: Sandbox, params: z.output<typeof listParams>) {
  const price = params.price ?? params.plan;
  const hasStatus = (subscription: Subscription) => {
    if (params.status === 'all') return true;
    if (params.status === 'ended') return hasEnded(subscription);
    return params.status ? subscription.status === params.status : subscription.status !== 'canceled';
  };
  return listPage(sandbox.store.subscriptions, params, {
    url: '/v1/subscriptions',
    kind: 'subscription',
    createdOf: ({ created }) => created,
    within: ['customer', params.customer],
    match: (subscription) =>
      hasStatus(subscription) &&
      (price === undefined || subscription.items.data.some((item) => item.price.id === price)) &&
      (params.collection_method === undefined || subscription.collection_method === params.collection_method) &&
      isWithin(currentPeriod(subscription).start, params.current_period_start) &&
      isWithin(currentPeriod(subscription).end, params.current_period_end),
  });
}

function cancel(sandbox: Sandbox, params: z.output<typeof cancelParams>, id: string): Subscription {
  const subscription = findSubscription(sandbox, id);
  if (hasEnded(subscription)) throw resourceMissing('subscription', id);
  if (params.prorate && subscription.status !== 'trialing') {
    const gone = subscription.items.data.map((before) => ({ before, after: null }));
    prorate(sandbox, subscription, gone, { creditOnly: true, at: sandbox.time() });
  }
  if (params.invoice_now) invoiceWhatWaits(sandbox, subscription);
  const details = params.cancellation_details;
  return endSubscription(sandbox, findSubscription(sandbox, id), {
    ...(details?.comment !== undefined && { comment: details.comment }),
    ...(details?.feedback !== undefined && { feedback: details.feedback }),
    reason: 'cancellation_requested',
  });
}

function invoiceWhatWaits(sandbox: Sandbox, subscription: Subscription): void {
  const now = sandbox.time();
  const metered = subscription.items.data.some(isMetered);
  if (!metered && (sandbox.store.pendingItems.get(subscription.customer) ?? []).length === 0) return;
  const draft = invoiceSubscription(sandbox, subscription, {
    billingReason: 'subscription_update',
    bill: null,
    ...(metered && { withUsage: true }),
    closing: (item) => ({ start: item.current_period_start, end: now }),
    period: metered ? { start: currentPeriod(subscription).start, end: now } : { start: now, end: now },
    inTrial: false,
    finalizesAt: null,
  });
  change(
    sandbox,
    sandbox.store.subscriptions,
    subscription,
    { latest_invoice: draft.id },
    'customer.subscription.updated',
  );
  billNow(sandbox, draft);
}

function removeDiscounts(sandbox: Sandbox, _params: object, id: string) {
  const subscription = findSubscription(sandbox, id);
  const [first] = subscription.discounts;
  if (!first) throw invalidRequest('This subscription has no discount to delete.');
  updateSubscription(sandbox, id, { discounts: null });
  return { id: first, object: 'discount', deleted: true };
}
