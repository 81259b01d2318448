import { followCheckout } from '../checkout/follow-checkout';
import type { Sandbox } from '../core/sandbox';
import type { PaymentIntent } from '../objects/payment-intent';
import { recordFailure } from './attempt-payment';
import { receivePayment } from './mark-paid';
import { type PaymentResult, settleProcessing } from './pay-intent';
import { settleSubscription } from './settle-subscription';

/** What a payment that was confirmed by itself means for the invoice and the checkout session it is for. */
export function followPayment(sandbox: Sandbox, { intent, state }: PaymentResult): void {
  followInvoice(sandbox, intent, state);
  followCheckout(sandbox, intent.id, state);
}

function followInvoice(sandbox: Sandbox, intent: PaymentIntent, state: PaymentResult['state']): void {
  const { invoicePayments, invoices } = sandbox.store;
  const payment = invoicePayments.where('paymentIntent', intent.id).find(({ status }) => status === 'open');
  const invoice = invoices.get(payment?.invoice ?? '');
  if (!payment || invoice?.status !== 'open') return;
  if (state === 'paid') settleSubscription(sandbox, receivePayment(sandbox, invoice, payment));
  if (state === 'declined' && payment.is_default) settleSubscription(sandbox, recordFailure(sandbox, invoice));
}

/** The clock has come to the end of a payment that takes days. */
export function settlePayment(sandbox: Sandbox, id: string): void {
  const intent = sandbox.store.paymentIntents.get(id);
  const result = intent && settleProcessing(sandbox, intent);
  if (result) followPayment(sandbox, result);
}
