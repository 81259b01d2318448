import type { Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import type { PaymentIntent } from '../objects/payment-intent';

/** The latest payment that was asked for an invoice. */
export const intentOf = (sandbox: Sandbox, invoice: Invoice): PaymentIntent | undefined =>
  sandbox.store.invoicePayments
    .where('invoice', invoice.id)
    .map(({ payment }) => sandbox.store.paymentIntents.get(payment.payment_intent))
    .findLast((intent) => intent !== undefined);

/** Whether its money has been sent and not yet come. */
export const isOnItsWay = (sandbox: Sandbox, invoice: Invoice): boolean =>
  invoice.status === 'open' && intentOf(sandbox, invoice)?.status === 'processing';
