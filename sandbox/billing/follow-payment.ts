import type { Sandbox } from '../core/sandbox';
import { recordFailure } from './attempt-payment';
import { markPaid } from './mark-paid';
import { type PaymentResult, settleProcessing } from './pay-intent';
import { settleSubscription } from './settle-subscription';

/** What a payment that was confirmed by itself means for the invoice it is for. */
export function followPayment(sandbox: Sandbox, { intent, state }: PaymentResult): void {
  const { invoicePayments, invoices } = sandbox.store;
  const payment = invoicePayments.where('paymentIntent', intent.id).find(({ status }) => status === 'open');
  const invoice = invoices.get(payment?.invoice ?? '');
  if (invoice?.status !== 'open') return;
  if (state === 'paid') settleSubscription(sandbox, markPaid(sandbox, invoice, invoice.amount_due));
  if (state === 'declined') settleSubscription(sandbox, recordFailure(sandbox, invoice));
}

/** The clock has come to the end of a payment that takes days. */
export function settlePayment(sandbox: Sandbox, id: string): void {
  const intent = sandbox.store.paymentIntents.get(id);
  const result = intent && settleProcessing(sandbox, intent);
  if (result) followPayment(sandbox, result);
}
