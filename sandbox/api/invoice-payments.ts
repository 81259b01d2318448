import { z } from 'zod';
import { receivePayment } from '../billing/mark-paid';
import { settleSubscription } from '../billing/settle-subscription';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { text } from '../core/params';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import { findInvoice } from './invoices';

const listParams = z.strictObject({
  ...createdPaging,
  invoice: text.optional(),
  payment: z.strictObject({ type: text, payment_intent: text.optional() }).optional(),
  status: z.enum(['canceled', 'open', 'paid']).optional(),
});

export const invoicePaymentRoutes = [
  route('POST', '/v1/invoices/:id/attach_payment', z.strictObject({ payment_intent: text }), attach),
  route('GET', '/v1/invoice_payments', listParams, (sandbox, params) => {
    const intent = params.payment?.payment_intent;
    return listPage(sandbox.store.invoicePayments, params, {
      url: '/v1/invoice_payments',
      kind: 'invoice_payment',
      createdOf: ({ created }) => created,
      within: intent === undefined ? ['invoice', params.invoice] : ['paymentIntent', intent],
      match: ({ status, invoice }) =>
        (params.status === undefined || status === params.status) &&
        (params.invoice === undefined || invoice === params.invoice),
    });
  }),
  route('GET', '/v1/invoice_payments/:id', z.strictObject({}), (sandbox, _params, id) => {
    const payment = sandbox.store.invoicePayments.get(id);
    if (!payment) throw resourceMissing('invoice_payment', id);
    return payment;
  }),
];

/** Pays an open invoice, or a part of it, by another payment: one that has succeeded counts at once. */
function attach(sandbox: Sandbox, params: { readonly payment_intent: string }, id: string): Invoice {
  const invoice = findInvoice(sandbox, id);
  const intent = sandbox.store.paymentIntents.get(params.payment_intent);
  if (!intent) throw resourceMissing('payment_intent', params.payment_intent, 'payment_intent');
  if (invoice.status !== 'open') throw invalidRequest(`Invoice ${id} is ${invoice.status} and takes no payments.`);
  const { invoicePayments } = sandbox.store;
  const used = invoicePayments.where('paymentIntent', intent.id).length > 0;
  const fits = intent.status !== 'canceled' && intent.currency === invoice.currency;
  if (used || !fits || intent.amount > invoice.amount_remaining) {
    throw invalidRequest(`Payment ${intent.id} cannot be attached to invoice ${id}.`, 'payment_intent');
  }
  const payment = invoicePayments.add({
    id: sandbox.ids.next('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: intent.amount,
    created: sandbox.time(),
    currency: intent.currency,
    invoice: id,
    is_default: false,
    livemode: sandbox.settings.livemode,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
  if (intent.status !== 'succeeded') return invoice;
  const after = receivePayment(sandbox, invoice, payment, intent.amount_received);
  settleSubscription(sandbox, after);
  return after;
}
