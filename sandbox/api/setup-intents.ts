import { z } from 'zod';
import { confirmSetup, createSetupIntent } from '../billing/confirm-setup';
import { ownPaymentMethod } from '../billing/payment-method';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, flag, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { SetupIntent } from '../objects/setup-intent';
import { makePaymentMethod, methodData } from './payment-methods';

const anything = z.record(z.string(), z.unknown()).optional();
const method = { payment_method: text.optional(), payment_method_data: methodData.optional() };
const createParams = z.strictObject({
  ...method,
  automatic_payment_methods: anything,
  confirm: flag.optional(),
  customer: text.optional(),
  description: text.optional(),
  mandate_data: anything,
  metadata: metadata.optional(),
  payment_method_options: anything,
  payment_method_types: listOf(text).optional(),
  return_url: text.optional(),
  usage: z.enum(['off_session', 'on_session']).optional(),
});
const updateParams = z.strictObject({
  ...method,
  customer: text.optional(),
  description: clearable(text).optional(),
  metadata: metadata.optional(),
});
const confirmParams = z.strictObject({ ...method, mandate_data: anything, return_url: text.optional() });
const listParams = z.strictObject({ ...createdPaging, customer: text.optional(), payment_method: text.optional() });

export const setupIntentRoutes = [
  route('POST', '/v1/setup_intents', createParams, create),
  route('GET', '/v1/setup_intents', listParams, (sandbox, params) =>
    listPage(sandbox.store.setupIntents, params, {
      url: '/v1/setup_intents',
      kind: 'setup_intent',
      createdOf: ({ created }) => created,
      within: ['customer', params.customer],
      match: (intent) => params.payment_method === undefined || intent.payment_method === params.payment_method,
    }),
  ),
  route('GET', '/v1/setup_intents/:id', z.strictObject({}), (sandbox, _params, id) => findIntent(sandbox, id)),
  route('POST', '/v1/setup_intents/:id', updateParams, update),
  route('POST', '/v1/setup_intents/:id/confirm', confirmParams, confirm),
  route('POST', '/v1/setup_intents/:id/cancel', z.strictObject({ cancellation_reason: text.optional() }), cancel),
];

function findIntent(sandbox: Sandbox, id: string): SetupIntent {
  const intent = sandbox.store.setupIntents.get(id);
  if (!intent) throw resourceMissing('setupintent', id, 'intent');
  return intent;
}

function openIntent(sandbox: Sandbox, id: string): SetupIntent {
  const intent = findIntent(sandbox, id);
  if (intent.status !== 'succeeded' && intent.status !== 'canceled') return intent;
  throw invalidRequest(
    `This SetupIntent cannot be changed because it has a status of ${intent.status}.`,
    undefined,
    'setup_intent_unexpected_state',
  );
}

type Given = Partial<z.output<z.ZodObject<typeof method>>>;

function methodOf(sandbox: Sandbox, given: Given): string | undefined {
  if (given.payment_method_data) return makePaymentMethod(sandbox, given.payment_method_data).id;
  return given.payment_method === undefined ? undefined : ownPaymentMethod(sandbox, given.payment_method).id;
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): SetupIntent {
  const { customer } = params;
  if (customer !== undefined && !sandbox.store.customers.has(customer)) {
    throw resourceMissing('customer', customer, 'customer');
  }
  const paymentMethod = methodOf(sandbox, params);
  const intent = createSetupIntent(sandbox, {
    customer: customer ?? null,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    paymentMethod: paymentMethod ?? null,
    types: params.payment_method_types,
    usage: params.usage,
  });
  return params.confirm ? confirm(sandbox, { return_url: params.return_url }, intent.id) : intent;
}

function confirm(sandbox: Sandbox, params: z.output<typeof confirmParams>, id: string): SetupIntent {
  const intent = openIntent(sandbox, id);
  const chosen = methodOf(sandbox, params) ?? intent.payment_method;
  if (!chosen) throw invalidRequest('You cannot confirm this SetupIntent without a payment method.', 'payment_method');
  return confirmSetup(sandbox, intent, chosen, params.return_url);
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): SetupIntent {
  const before = openIntent(sandbox, id);
  const chosen = methodOf(sandbox, params);
  return change(sandbox, sandbox.store.setupIntents, before, {
    ...(params.customer !== undefined && { customer: params.customer }),
    ...(params.description !== undefined && { description: params.description }),
    ...(chosen !== undefined && { payment_method: chosen, status: 'requires_confirmation' as const }),
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
}

function cancel(sandbox: Sandbox, params: { cancellation_reason?: string | undefined }, id: string): SetupIntent {
  const canceled = change(sandbox, sandbox.store.setupIntents, openIntent(sandbox, id), {
    cancellation_reason: params.cancellation_reason ?? null,
    next_action: null,
    status: 'canceled',
  });
  sandbox.emit('setup_intent.canceled', canceled);
  return canceled;
}
