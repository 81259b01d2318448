import { z } from 'zod';
import { attemptPayment } from '../billing/attempt-payment';
import { billNow } from '../billing/bill-now';
import { markUncollectible, voidInvoice } from '../billing/close-invoice';
import { finalizeInvoice } from '../billing/finalize-invoice';
import { intentOf, isOnItsWay } from '../billing/invoice-intent';
import { markPaid } from '../billing/mark-paid';
import { cardError } from '../billing/payment-method';
import { releaseItems } from '../billing/pending-items';
import { settleSubscription } from '../billing/settle-subscription';
import { genericDecline } from '../billing/test-methods';
import { invalidRequest, resourceMissing, type StripeApiError } from '../core/errors';
import { createdPaging, listPage, paging } from '../core/list';
import { clearable, flag, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { Invoice, InvoiceStatus } from '../objects/invoice';
import { createOneOffInvoice, createParams } from './create-one-off-invoice';
import { pageOf } from './page-of';

const none = z.strictObject({});
const status = z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']);
const listParams = z.strictObject({
  ...createdPaging,
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  customer: text.optional(),
  status: status.optional(),
  subscription: text.optional(),
});
const updateParams = z.strictObject({
  auto_advance: flag.optional(),
  description: clearable(text).optional(),
  metadata: metadata.optional(),
});
const payParams = z.strictObject({
  off_session: flag.optional(),
  paid_out_of_band: flag.optional(),
  payment_method: text.optional(),
});

export const invoiceRoutes = [
  route('POST', '/v1/invoices', createParams, createOneOffInvoice),
  route('GET', '/v1/invoices', listParams, list),
  route('GET', '/v1/invoices/:id', none, (sandbox, _params, id) => findInvoice(sandbox, id)),
  route('POST', '/v1/invoices/:id', updateParams, update),
  route('DELETE', '/v1/invoices/:id', none, (sandbox, _params, id) => remove(sandbox, id)),
  route('GET', '/v1/invoices/:id/lines', z.strictObject(paging), (sandbox, params, id) =>
    pageOf(sandbox.store.lines.get(findInvoice(sandbox, id).id) ?? [], params, {
      kind: 'line item',
      url: `/v1/invoices/${id}/lines`,
    }),
  ),
  route('POST', '/v1/invoices/:id/finalize', z.strictObject({ auto_advance: flag.optional() }), finalize),
  route('POST', '/v1/invoices/:id/send', none, send),
  route('POST', '/v1/invoices/:id/pay', payParams, pay),
  route('POST', '/v1/invoices/:id/void', none, (sandbox, _params, id) =>
    voidInvoice(sandbox, inStatus(sandbox, id, ['open', 'uncollectible'], 'voided')),
  ),
  route('POST', '/v1/invoices/:id/mark_uncollectible', none, (sandbox, _params, id) =>
    markUncollectible(sandbox, inStatus(sandbox, id, ['open'], 'marked uncollectible')),
  ),
];

export function findInvoice(sandbox: Sandbox, id: string): Invoice {
  const invoice = sandbox.store.invoices.get(id);
  if (!invoice) throw resourceMissing('invoice', id);
  return invoice;
}

function inStatus(sandbox: Sandbox, id: string, allowed: readonly InvoiceStatus[], what: string): Invoice {
  const invoice = findInvoice(sandbox, id);
  if (!allowed.includes(invoice.status)) {
    throw invalidRequest(
      `Invoice ${id} is ${invoice.status} and cannot be ${what}.`,
      undefined,
      'invoice_not_editable',
    );
  }
  return invoice;
}

function list(sandbox: Sandbox, params: z.output<typeof listParams>) {
  const bySubscription = params.subscription !== undefined;
  return listPage(sandbox.store.invoices, params, {
    url: '/v1/invoices',
    kind: 'invoice',
    createdOf: ({ created }) => created,
    within: bySubscription ? ['subscription', params.subscription] : ['customer', params.customer],
    match: (invoice) =>
      (params.customer === undefined || invoice.customer === params.customer) &&
      (params.status === undefined || invoice.status === params.status) &&
      (params.collection_method === undefined || invoice.collection_method === params.collection_method),
  });
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): Invoice {
  const before = findInvoice(sandbox, id);
  const { metadata: labels, ...plain } = params;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const after = { ...given, metadata: mergeMetadata(before.metadata, labels) };
  return change(sandbox, sandbox.store.invoices, before, after, 'invoice.updated');
}

/** Only a draft can be deleted; what it would have billed waits again. */
function remove(sandbox: Sandbox, id: string) {
  const invoice = inStatus(sandbox, id, ['draft'], 'deleted');
  sandbox.store.invoices.remove(id);
  releaseItems(sandbox, invoice);
  sandbox.emit('invoice.deleted', invoice);
  return { id, object: 'invoice', deleted: true };
}

function finalize(sandbox: Sandbox, params: { auto_advance?: boolean | undefined }, id: string): Invoice {
  const draft = inStatus(sandbox, id, ['draft'], 'finalized');
  const advance = params.auto_advance ?? draft.auto_advance;
  const ready = change(sandbox, sandbox.store.invoices, draft, { auto_advance: advance });
  if (advance) return billNow(sandbox, ready);
  const invoice = finalizeInvoice(sandbox, ready);
  settleSubscription(sandbox, invoice);
  return invoice;
}

function send(sandbox: Sandbox, _params: object, id: string): Invoice {
  const invoice = inStatus(sandbox, id, ['draft', 'open'], 'sent');
  if (invoice.collection_method !== 'send_invoice') {
    throw invalidRequest('You can only send an invoice whose collection_method is send_invoice.');
  }
  if (invoice.status === 'draft') return finalizeInvoice(sandbox, invoice);
  sandbox.emit('invoice.sent', invoice);
  return invoice;
}

/** Pays now: by the customer's card, or outside Stripe. A refusal of the card is a 402, and is kept on the invoice. */
function pay(sandbox: Sandbox, params: z.output<typeof payParams>, id: string): Invoice {
  const given = inStatus(sandbox, id, ['draft', 'open', 'uncollectible'], 'paid');
  const open = given.status === 'draft' ? finalizeInvoice(sandbox, given) : given;
  if (open.status === 'paid') {
    settleSubscription(sandbox, open);
    return open;
  }
  const invoice = params.paid_out_of_band
    ? markPaid(sandbox, open)
    : attemptPayment(sandbox, open, params.payment_method);
  settleSubscription(sandbox, invoice);
  if (invoice.status === 'paid' || isOnItsWay(sandbox, invoice)) return invoice;
  throw refusalOf(sandbox, invoice);
}

function refusalOf(sandbox: Sandbox, invoice: Invoice): StripeApiError {
  const intent = intentOf(sandbox, invoice);
  if (intent?.status === 'requires_action') {
    return cardError({
      code: 'invoice_payment_intent_requires_action',
      declineCode: null,
      message: 'Payment for this invoice requires additional user action before it can be completed successfully.',
    });
  }
  const error = intent?.last_payment_error;
  return cardError(
    error ? { code: error.code, declineCode: error.decline_code ?? null, message: error.message } : genericDecline,
  );
}
