import { z } from 'zod';
import { captureIntent } from '../billing/capture-intent';
import { createPaymentIntent } from '../billing/create-payment-intent';
import { followPayment } from '../billing/follow-payment';
import { payIntent } from '../billing/pay-intent';
import {
  attachPaymentMethod,
  cardError,
  findPaymentMethod,
  ownPaymentMethod,
  paymentMethodOf,
} from '../billing/payment-method';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { address, clearable, flag, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { wholeAddress } from '../objects/customer';
import type { PaymentIntent, PaymentIntentStatus } from '../objects/payment-intent';
import { makePaymentMethod, methodData } from './payment-methods';

/** Settings that change nothing here but are sent by ordinary integrations. */
const anything = z.record(z.string(), z.unknown()).optional();
const shipping = z.strictObject({ address, name: text, phone: text.optional() });

const createParams = z.strictObject({
  amount: integer.pipe(z.number().positive()),
  application_fee_amount: integer.optional(),
  automatic_payment_methods: z.record(z.string(), z.unknown()).optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  confirm: flag.optional(),
  confirmation_method: z.enum(['automatic', 'manual']).optional(),
  currency: text,
  customer: text.optional(),
  description: text.optional(),
  error_on_requires_action: flag.optional(),
  mandate_data: anything,
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_method: text.optional(),
  payment_method_data: methodData.optional(),
  payment_method_options: anything,
  payment_method_types: listOf(text).optional(),
  receipt_email: text.optional(),
  return_url: text.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
  shipping: shipping.optional(),
});
const updateParams = z.strictObject({
  amount: integer.optional(),
  description: clearable(text).optional(),
  metadata: metadata.optional(),
  payment_method: text.optional(),
});
const confirmParams = z.strictObject({
  off_session: flag.optional(),
  mandate_data: anything,
  payment_method: text.optional(),
  payment_method_data: methodData.optional(),
  payment_method_options: anything,
  return_url: text.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
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
    confirm(sandbox, findIntent(sandbox, id), params),
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
  const method = methodOf(sandbox, params);
  const to = params.shipping;
  const intent = createPaymentIntent(sandbox, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    customer: params.customer ?? null,
    description: params.description ?? null,
    captureMethod: params.capture_method ?? 'automatic',
    metadata: mergeMetadata({}, params.metadata),
    paymentMethod: method ?? null,
    receiptEmail: params.receipt_email ?? null,
    extras: {
      ...(params.application_fee_amount !== undefined && { application_fee_amount: params.application_fee_amount }),
      ...(params.confirmation_method && { confirmation_method: params.confirmation_method }),
      ...(params.payment_method_types && { payment_method_types: params.payment_method_types }),
      ...(params.setup_future_usage && { setup_future_usage: params.setup_future_usage }),
      ...(to && { shipping: { address: wholeAddress(to.address), name: to.name, phone: to.phone ?? null } }),
    },
  });
  return params.confirm ? confirm(sandbox, intent, { payment_method: method, return_url: params.return_url }) : intent;
}

/** A payment method by id or test name, or a new one from its details. */
function methodOf(
  sandbox: Sandbox,
  given: Pick<z.output<typeof createParams>, 'payment_method' | 'payment_method_data'>,
): string | undefined {
  if (given.payment_method_data) return makePaymentMethod(sandbox, given.payment_method_data).id;
  if (given.payment_method !== undefined) findPaymentMethod(sandbox, given.payment_method);
  return given.payment_method;
}

/** A refusal by the bank is a 402 that carries the intent as it now is. */
function confirm(sandbox: Sandbox, given: PaymentIntent, params: z.output<typeof confirmParams>): PaymentIntent {
  const open = ['requires_payment_method', 'requires_confirmation', 'requires_action'] as const;
  const ready = inStatus(sandbox, given.id, open, 'confirmed');
  const usage = params.setup_future_usage;
  const intent = usage ? change(sandbox, sandbox.store.paymentIntents, ready, { setup_future_usage: usage }) : ready;
  const method = methodOf(sandbox, params) ?? intent.payment_method ?? paymentMethodOf(sandbox, intent.customer);
  const result = payIntent(sandbox, intent, savedForLater(sandbox, intent, method), params.return_url);
  followPayment(sandbox, result);
  if (result.decline) {
    throw cardError(result.decline, {
      ...(result.charge && { charge: result.charge.id }),
      payment_intent: result.intent,
    });
  }
  return result.intent;
}

/** With `setup_future_usage` the method that pays becomes the customer's. */
function savedForLater(sandbox: Sandbox, intent: PaymentIntent, method: string): string {
  if (!intent.setup_future_usage || !intent.customer) return method;
  return attachPaymentMethod(sandbox, ownPaymentMethod(sandbox, method), intent.customer).id;
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
  const open: readonly PaymentIntentStatus[] = [
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'requires_capture',
  ];
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
