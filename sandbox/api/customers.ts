import { z } from 'zod';
import { recordBalance } from '../billing/customer-balance';
import { endSubscription } from '../billing/end-subscription';
import { discountCustomer } from '../billing/held-discounts';
import { attachPaymentMethod, ownPaymentMethod } from '../billing/payment-method';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { address, clearable, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { type Customer, newCustomer, wholeAddress } from '../objects/customer';
import { hasEnded } from '../objects/subscription';

const fields = {
  address: clearable(address).optional(),
  balance: integer.optional(),
  /** Current versions give discounts to subscriptions only; before 2025-09-30 a customer could have one. */
  coupon: clearable(text).optional(),
  promotion_code: clearable(text).optional(),
  description: clearable(text).optional(),
  email: clearable(text).optional(),
  invoice_prefix: text.optional(),
  invoice_settings: z.strictObject({ default_payment_method: clearable(text).optional() }).optional(),
  metadata: metadata.optional(),
  name: clearable(text).optional(),
  phone: clearable(text).optional(),
  preferred_locales: listOf(text).optional(),
};
const createParams = z.strictObject({
  ...fields,
  payment_method: text.optional(),
  source: text.optional(),
  test_clock: text.optional(),
});
const updateParams = z.strictObject(fields);

export const customerRoutes = [
  route('POST', '/v1/customers', createParams, createCustomer),
  route('GET', '/v1/customers', z.strictObject({ ...createdPaging, email: text.optional() }), (sandbox, params) =>
    listPage(sandbox.store.customers, params, {
      url: '/v1/customers',
      kind: 'customer',
      createdOf: ({ created }) => created,
      match: ({ email }) => params.email === undefined || email === params.email,
    }),
  ),
  route('GET', '/v1/customers/:id', z.strictObject({}), (sandbox, _params, id) =>
    sandbox.store.deletedCustomers.has(id) ? deletedCustomer(id) : findCustomer(sandbox, id),
  ),
  route('POST', '/v1/customers/:id', updateParams, update),
  route('DELETE', '/v1/customers/:id/discount', z.strictObject({}), (sandbox, _params, id) =>
    removeDiscount(sandbox, id),
  ),
  route('DELETE', '/v1/customers/:id', z.strictObject({}), (sandbox, _params, id) => removeCustomer(sandbox, id)),
];

const deletedCustomer = (id: string) => ({ id, object: 'customer', deleted: true }) as const;

function findCustomer(sandbox: Sandbox, id: string): Customer {
  const customer = sandbox.store.customers.get(id);
  if (!customer) throw resourceMissing('customer', id);
  return customer;
}

export function createCustomer(sandbox: Sandbox, params: z.output<typeof createParams>): Customer {
  const id = sandbox.ids.next('cus');
  const clock = params.test_clock;
  if (clock !== undefined && !sandbox.store.testClocks.has(clock)) {
    throw resourceMissing('test_clock', clock, 'test_clock');
  }
  const customer = sandbox.store.customers.add({
    ...newCustomer({
      id,
      address: wholeAddress(params.address),
      balance: params.balance ?? 0,
      created: sandbox.time(),
      currency: null,
      delinquent: false,
      description: params.description ?? null,
      email: params.email ?? null,
      invoice_prefix: params.invoice_prefix ?? id.slice(-8).toUpperCase(),
      invoice_settings: {
        custom_fields: null,
        default_payment_method: params.invoice_settings?.default_payment_method ?? params.payment_method ?? null,
        footer: null,
        rendering_options: null,
      },
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({}, params.metadata),
      name: params.name ?? null,
      next_invoice_sequence: 1,
      phone: params.phone ?? null,
      preferred_locales: params.preferred_locales ?? [],
    }),
    test_clock: clock ?? null,
  });
  sandbox.emit('customer.created', customer);
  saveMethods(sandbox, customer, params);
  noteBalance(sandbox, customer, customer.balance, 'initial');
  giveDiscount(sandbox, id, params);
  return sandbox.store.customers.get(id) ?? customer;
}

/** A stored method given at creation becomes the customer's; a token becomes one, and their default. */
function saveMethods(sandbox: Sandbox, customer: Customer, given: { payment_method?: string; source?: string }): void {
  const stored = sandbox.store.paymentMethods.get(given.payment_method ?? '');
  if (stored) attachPaymentMethod(sandbox, stored, customer.id);
  if (given.source === undefined) return;
  const saved = attachPaymentMethod(sandbox, ownPaymentMethod(sandbox, given.source), customer.id);
  change(sandbox, sandbox.store.customers, customer, { default_source: saved.id }, 'customer.updated');
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): Customer {
  const before = findCustomer(sandbox, id);
  const { address: moved, metadata: labels, invoice_settings: settings, coupon, promotion_code, ...plain } = params;
  const method = settings?.default_payment_method;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const after = change(
    sandbox,
    sandbox.store.customers,
    before,
    {
      ...given,
      ...(moved !== undefined && { address: wholeAddress(moved) }),
      ...(method !== undefined && { invoice_settings: { ...before.invoice_settings, default_payment_method: method } }),
      metadata: mergeMetadata(before.metadata, labels),
    },
    'customer.updated',
  );
  noteBalance(sandbox, after, after.balance - before.balance, 'adjustment');
  giveDiscount(sandbox, id, { coupon, promotion_code });
  return sandbox.store.customers.get(id) ?? after;
}

function giveDiscount(
  sandbox: Sandbox,
  id: string,
  given: { readonly coupon?: string | null | undefined; readonly promotion_code?: string | null | undefined },
): void {
  if (given.coupon === undefined && given.promotion_code === undefined) return;
  const { coupon, promotion_code: code } = given;
  const request = code ? { promotion_code: code } : coupon ? { coupon } : null;
  discountCustomer(sandbox, findCustomer(sandbox, id), request);
}

function removeDiscount(sandbox: Sandbox, id: string) {
  const customer = findCustomer(sandbox, id);
  if (!customer.discount) throw invalidRequest('This customer has no discount to delete.');
  discountCustomer(sandbox, customer, null);
  return { id: customer.discount.id, object: 'discount', deleted: true };
}

function noteBalance(sandbox: Sandbox, customer: Customer, amount: number, type: 'initial' | 'adjustment'): void {
  if (amount === 0) return;
  const currency = customer.currency ?? sandbox.settings.currency;
  recordBalance(sandbox, customer.id, customer.balance, { amount, currency, type });
}

/** Deleting a customer ends their subscriptions first. */
export function removeCustomer(sandbox: Sandbox, id: string) {
  const customer = findCustomer(sandbox, id);
  for (const subscription of sandbox.store.subscriptions.where('customer', id)) {
    if (!hasEnded(subscription)) {
      endSubscription(sandbox, subscription, { reason: 'cancellation_requested' });
    }
  }
  const { customers, deletedCustomers } = sandbox.store;
  const last = customers.get(id) ?? customer;
  customers.remove(id);
  deletedCustomers.add(id);
  sandbox.emit('customer.deleted', last);
  return deletedCustomer(id);
}
