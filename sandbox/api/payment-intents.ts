import { z } from 'zod';
import { captureIntent } from '../billing/capture-intent';
import { chargeIntent } from '../billing/charge-intent';
import { createPaymentIntent } from '../billing/create-payment-intent';
import { paymentMethodOf } from '../billing/payment-method';
import { invalidRequest, resourceMissing, StripeApiError } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, flag, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { PaymentIntent, PaymentIntentStatus } from '../objects/payment-intent';

const createParams = z.strictObject({
  amount: integer.pipe(z.number().positive()),
  automatic_payment_methods: z.record(z.string(), z.unknown()).optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  confirm: flag.optional(),
  currency: text,
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_method: text.optional(),
  payment_method_types: listOf(text).optional(),
  receipt_email: text.optional(),
  return_url: text.optional(),
});
const updateParams = z.strictObject({
  amount: integer.optional(),
  description: clearable(text).optional(),
  metadata: metadata.optional(),
  payment_method: text.optional(),
});
const confirmParams = z.strictObject({
  off_session: flag.optional(),
  payment_method: text.optional(),
  return_url: text.optional(),
});
const captureParams = z.strictObject({ amount_to_capture: integer.optional(), metadata: metadata.optional() });
const cancelParams = z.strictObject({ cancellation_reason: text.optional() });
const listParams = z.strictObject({ ...createdPaging, customer: text.optional() });

export const paymentIntentRoutes = [
  route('POST', '/v1/payment_intents', createParams, create),
  route('GET', '/v1/payment_intents', listParams, (sandbox, params) =>
    listPage(sandbox.store.paymentIntents, params, {
      url: '/v1/payment_intents',
      kind: 'payment_intent',
      createdOf: ({ created }) => created,
      within: ['customer', params.customer],
    }),
  ),
  route('GET', '/v1/payment_intents/:id', z.strictObject({}), (sandbox, _params, id) => findIntent(sandbox, id)),
  route('POST', '/v1/payment_intents/:id', updateParams, update),
  route('POST', '/v1/payment_intents/:id/confirm', confirmParams, (sandbox, params, id) =>
    confirm(sandbox, findIntent(sandbox, id), params.payment_method),
  ),
  route('POST', '/v1/payment_intents/:id/capture', captureParams, (sandbox, params, id) =>
    captureIntent(sandbox, inStatus(sandbox, id, ['requires_capture'], 'captured'), params.amount_to_capture),
  ),
  route('POST', '/v1/payment_intents/:id/cancel', cancelParams, cancel),
];

function findIntent(sandbox: Sandbox, id: string): PaymentIntent {
  const intent = sandbox.store.paymentIntents.get(id);
  if (!intent) throw resourceMissing('payment_intent', id, 'intent');
  return intent;
}

function inStatus(sandbox: Sandbox, id: string, allowed: readonly PaymentIntentStatus[], what: string): PaymentIntent {
  const intent = findIntent(sandbox, id);
  if (allowed.includes(intent.status)) return intent;
  throw invalidRequest(
    `This PaymentIntent could not be ${what} because it has a status of ${intent.status}.`,
    undefined,
    'payment_intent_unexpected_state',
  );
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): PaymentIntent {
  if (params.customer !== undefined && !sandbox.store.customers.has(params.customer)) {
    throw resourceMissing('customer', params.customer, 'customer');
  }
  const intent = createPaymentIntent(sandbox, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    customer: params.customer ?? null,
    description: params.description ?? null,
    captureMethod: params.capture_method ?? 'automatic',
    metadata: mergeMetadata({}, params.metadata),
    paymentMethod: params.payment_method ?? null,
    receiptEmail: params.receipt_email ?? null,
  });
  return params.confirm ? confirm(sandbox, intent, params.payment_method) : intent;
}

/** A refusal by the bank is a 402 that carries the intent as it now is. */
function confirm(sandbox: Sandbox, intent: PaymentIntent, paymentMethod: string | undefined): PaymentIntent {
  inStatus(sandbox, intent.id, ['requires_payment_method', 'requires_confirmation'], 'confirmed');
  const method = paymentMethod ?? intent.payment_method ?? paymentMethodOf(sandbox, intent.customer);
  const result = chargeIntent(sandbox, intent, method);
  if (result.charge.paid) return result.intent;
  throw new StripeApiError(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
    charge: result.charge.id,
    payment_intent: result.intent,
  });
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): PaymentIntent {
  const before = findIntent(sandbox, id);
  const { metadata: labels, ...plain } = params;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return change(sandbox, sandbox.store.paymentIntents, before, {
    ...given,
    metadata: mergeMetadata(before.metadata, labels),
  });
}

function cancel(sandbox: Sandbox, params: z.output<typeof cancelParams>, id: string): PaymentIntent {
  const open: readonly PaymentIntentStatus[] = ['requires_payment_method', 'requires_confirmation', 'requires_capture'];
  const intent = inStatus(sandbox, id, open, 'canceled');
  const canceled = change(sandbox, sandbox.store.paymentIntents, intent, {
    amount_capturable: 0,
    canceled_at: sandbox.time(),
    cancellation_reason: params.cancellation_reason ?? null,
    status: 'canceled',
  });
  releaseHold(sandbox, intent);
  sandbox.emit('payment_intent.canceled', canceled);
  return canceled;
}

/** The money that was only held goes back: the charge is refunded in full without ever having moved. */
function releaseHold(sandbox: Sandbox, intent: PaymentIntent): void {
  const charge = sandbox.store.charges.get(intent.latest_charge ?? '');
  if (!charge || charge.captured || !charge.paid) return;
  const released = { amount_refunded: charge.amount, refunded: true };
  change(sandbox, sandbox.store.charges, charge, released, 'charge.refunded');
}
