import { mergeMetadata } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import { currentPeriod, hasEnded, type Subscription } from '../objects/subscription';
import { APPLICATION } from './application-fees';
import { automaticTaxOfSubscription, checkLocation } from './automatic-tax';
import { taxRatesOf } from './subscription-items';
import type { SubscriptionChange } from './update-subscription';

/** The fields that a change sets without further ado. */
export function plainFields(
  sandbox: Sandbox,
  before: Subscription,
  request: SubscriptionChange,
): Partial<Subscription> {
  const byInvoice = (request.collection_method ?? before.collection_method) === 'send_invoice';
  return {
    collection_method: request.collection_method ?? before.collection_method,
    days_until_due: byInvoice ? (request.days_until_due ?? before.days_until_due ?? 30) : null,
    default_payment_method:
      request.default_payment_method === undefined ? before.default_payment_method : request.default_payment_method,
    default_tax_rates:
      request.default_tax_rates === undefined
        ? before.default_tax_rates
        : taxRatesOf(sandbox, request.default_tax_rates, 'default_tax_rates'),
    ...(request.application_fee_percent !== undefined && {
      application: request.application_fee_percent === null ? null : APPLICATION,
      application_fee_percent: request.application_fee_percent,
    }),
    ...(request.automatic_tax && { automatic_tax: automaticTax(sandbox, before, request.automatic_tax.enabled) }),
    description: request.description === undefined ? before.description : request.description,
    metadata: mergeMetadata(before.metadata, request.metadata),
    pause_collection: request.pause_collection === undefined ? before.pause_collection : request.pause_collection,
    ...(request.missingPaymentMethod && {
      trial_settings: {
        end_behavior: { billing_cycle_anchor: null, missing_payment_method: request.missingPaymentMethod },
      },
    }),
  };
}

function automaticTax(sandbox: Sandbox, { customer }: Subscription, enabled: boolean): Subscription['automatic_tax'] {
  if (enabled) checkLocation(sandbox.store.customers.get(customer) ?? { address: null });
  return automaticTaxOfSubscription(enabled);
}

/** `canceled_at` is when leaving was asked for; taking it back clears every trace of it. */
export function leavingFields(
  sandbox: Sandbox,
  after: Subscription,
  request: SubscriptionChange,
): Partial<Subscription> {
  const details = { ...after.cancellation_details, ...request.cancellation_details };
  const atPeriodEnd = request.cancel_at_period_end ?? (request.cancel_at === undefined && after.cancel_at_period_end);
  const until =
    request.cancel_at === undefined
      ? request.cancel_at_period_end === false
        ? null
        : after.cancel_at
      : request.cancel_at;
  const cancelAt = atPeriodEnd ? currentPeriod(after).end : until;
  if (hasEnded(after)) return { cancellation_details: details };
  if (cancelAt === null) {
    const cleared = { comment: null, feedback: null, feedback_option: null, reason: null };
    const wasLeaving = after.cancel_at !== null;
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: wasLeaving ? cleared : details,
    };
  }
  return {
    cancel_at: cancelAt,
    cancel_at_period_end: atPeriodEnd,
    canceled_at: after.canceled_at ?? sandbox.time(),
    cancellation_details: { ...details, reason: 'cancellation_requested' },
  };
}
