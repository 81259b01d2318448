import { z } from 'zod';
import { createPaymentMethod } from '../billing/create-payment-method';
import { attachPaymentMethod, findPaymentMethod, ownPaymentMethod } from '../billing/payment-method';
import { testMethod } from '../billing/test-methods';
import { invalidRequest, resourceMissing } from '../core/errors';
import { listPage, paging } from '../core/list';
import { address, clearable, integer, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { wholeAddress } from '../objects/customer';
import type { BillingDetails, PaymentMethod } from '../objects/payment-method';

const billingDetails = z.strictObject({
  address: clearable(address).optional(),
  email: clearable(text).optional(),
  name: clearable(text).optional(),
  phone: clearable(text).optional(),
});
const cardParams = z.strictObject({
  cvc: text.optional(),
  exp_month: integer.optional(),
  exp_year: integer.optional(),
  number: text.optional(),
  token: text.optional(),
});

/** What a new payment method is made of: a test card by token or number, or a test IBAN. */
export const methodData = z.strictObject({
  allow_redisplay: text.optional(),
  billing_details: billingDetails.optional(),
  card: cardParams.optional(),
  metadata: metadata.optional(),
  sepa_debit: z.strictObject({ iban: text }).optional(),
  type: z.enum(['card', 'sepa_debit']),
});
const updateParams = z.strictObject({
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  billing_details: billingDetails.optional(),
  card: z.strictObject({ exp_month: integer.optional(), exp_year: integer.optional() }).optional(),
  metadata: metadata.optional(),
});
const listParams = z.strictObject({ ...paging, customer: text.optional(), type: text.optional() });
const ofCustomer = z.strictObject({ ...paging, type: text.optional() });
const none = z.strictObject({});

export const paymentMethodRoutes = [
  route('POST', '/v1/payment_methods', methodData, makePaymentMethod),
  route('GET', '/v1/payment_methods', listParams, (sandbox, params) => list(sandbox, params, '/v1/payment_methods')),
  route('GET', '/v1/payment_methods/:id', none, (sandbox, _params, id) => findPaymentMethod(sandbox, id, 'id')),
  route('POST', '/v1/payment_methods/:id', updateParams, update),
  route('POST', '/v1/payment_methods/:id/attach', z.strictObject({ customer: text }), (sandbox, { customer }, id) =>
    attachPaymentMethod(sandbox, ownPaymentMethod(sandbox, id), customer),
  ),
  route('POST', '/v1/payment_methods/:id/detach', none, (sandbox, _params, id) => detach(sandbox, id)),
  route('GET', '/v1/customers/:id/payment_methods', ofCustomer, (sandbox, params, customer) =>
    list(sandbox, { ...params, customer }, `/v1/customers/${customer}/payment_methods`),
  ),
  route('GET', '/v1/customers/:id/payment_methods/:method', none, (sandbox, _params, customer, id) => {
    const method = sandbox.store.paymentMethods.get(id);
    if (method?.customer !== customer) throw resourceMissing('PaymentMethod', id);
    return method;
  }),
];

export function makePaymentMethod(sandbox: Sandbox, params: z.output<typeof methodData>): PaymentMethod {
  const { card, sepa_debit: debit } = params;
  const given = params.type === 'card' ? (card?.token ?? card?.number) : debit?.iban;
  if (given === undefined)
    throw invalidRequest(`Missing required param: ${params.type}.`, params.type, 'parameter_missing');
  const made = testMethod(given);
  if (made?.type !== params.type) {
    throw invalidRequest('Only the test cards and test accounts of the documentation exist here.', params.type);
  }
  const { exp_month: month, exp_year: year } = card ?? {};
  return createPaymentMethod(sandbox, made, {
    billingDetails: detailsOf(params.billing_details),
    expires: month !== undefined && year !== undefined ? { month, year } : undefined,
    metadata: mergeMetadata({}, params.metadata),
  });
}

function detailsOf(given: z.output<typeof billingDetails> | undefined): Partial<BillingDetails> {
  const { address: home, ...plain } = given ?? {};
  const named = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return { ...named, ...(home && { address: wholeAddress(home) }) };
}

function list(sandbox: Sandbox, params: z.output<typeof listParams>, url: string) {
  return listPage(sandbox.store.paymentMethods, params, {
    url,
    kind: 'payment_method',
    createdOf: ({ created }) => created,
    match: ({ customer, type }) =>
      customer !== null && customer === params.customer && (params.type === undefined || type === params.type),
  });
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): PaymentMethod {
  const before = sandbox.store.paymentMethods.get(id);
  if (!before) throw resourceMissing('PaymentMethod', id);
  return change(
    sandbox,
    sandbox.store.paymentMethods,
    before,
    {
      ...(params.allow_redisplay && { allow_redisplay: params.allow_redisplay }),
      billing_details: { ...before.billing_details, ...detailsOf(params.billing_details) },
      ...(before.card && {
        card: {
          ...before.card,
          exp_month: params.card?.exp_month ?? before.card.exp_month,
          exp_year: params.card?.exp_year ?? before.card.exp_year,
        },
      }),
      metadata: mergeMetadata(before.metadata, params.metadata),
    },
    'payment_method.updated',
  );
}

/** Takes the method from its customer, and from being their default. */
function detach(sandbox: Sandbox, id: string): PaymentMethod {
  const { customers, paymentMethods } = sandbox.store;
  const method = paymentMethods.get(id);
  if (!method) throw resourceMissing('PaymentMethod', id);
  if (method.customer === null) {
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.');
  }
  const owner = customers.get(method.customer);
  const detached = change(sandbox, paymentMethods, method, { customer: null }, 'payment_method.detached');
  if (owner?.invoice_settings.default_payment_method === id) {
    const settings = { ...owner.invoice_settings, default_payment_method: null };
    change(sandbox, customers, owner, { invoice_settings: settings }, 'customer.updated');
  }
  return detached;
}
