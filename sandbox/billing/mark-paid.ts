import { change, type Sandbox } from '../core/sandbox';
import { type Invoice, subscriptionOf } from '../objects/invoice';
import type { InvoicePayment } from '../objects/invoice-payment';
import { feeOfBill } from './application-fees';

/** The payment that Stripe itself asks for; others are attached by hand. */
export const defaultPayment = ({ store }: Sandbox, invoice: Invoice): InvoicePayment | undefined =>
  store.invoicePayments.where('invoice', invoice.id).find((one) => one.status === 'open' && one.is_default);

/** One of an invoice's payments has come in: the invoice is paid when nothing is left, else it owes less. */
export function receivePayment(
  sandbox: Sandbox,
  invoice: Invoice,
  payment: InvoicePayment,
  amount = payment.amount_requested,
): Invoice {
  const paid = change(sandbox, sandbox.store.invoicePayments, payment, {
    amount_paid: amount,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: sandbox.time() },
  });
  sandbox.emit('invoice_payment.paid', paid);
  const sums = {
    amount_paid: invoice.amount_paid + amount,
    amount_remaining: invoice.amount_remaining - amount,
    attempt_count: payment.is_default ? invoice.attempt_count + 1 : invoice.attempt_count,
  };
  if (sums.amount_remaining === 0) return close(sandbox, invoice, sums);
  const partly = change(sandbox, sandbox.store.invoices, invoice, sums, 'invoice.updated');
  askForTheRest(sandbox, partly);
  return partly;
}

/** Stripe's own payment request follows what is still owed. */
export function askForTheRest(sandbox: Sandbox, invoice: Invoice): void {
  const { invoicePayments, paymentIntents } = sandbox.store;
  const payment = defaultPayment(sandbox, invoice);
  const intent = paymentIntents.get(payment?.payment.payment_intent ?? '');
  if (!payment || !intent) return;
  change(sandbox, invoicePayments, payment, { amount_requested: invoice.amount_remaining });
  change(sandbox, paymentIntents, intent, {
    amount: invoice.amount_remaining,
    application_fee_amount: feeOfBill(sandbox, subscriptionOf(invoice), invoice.amount_remaining),
  });
}

/** Closes an invoice that needs no money (any more): nothing is owed, or the rest was paid outside Stripe. */
export function markPaid(sandbox: Sandbox, invoice: Invoice): Invoice {
  const offStripe = invoice.amount_remaining;
  return close(sandbox, invoice, offStripe > 0 ? { amount_paid_off_stripe: offStripe } : {});
}

function close(sandbox: Sandbox, invoice: Invoice, sums: Partial<Invoice>): Invoice {
  for (const open of sandbox.store.invoicePayments.where('invoice', invoice.id)) {
    if (open.status !== 'open') continue;
    change(sandbox, sandbox.store.invoicePayments, open, {
      status: 'canceled',
      status_transitions: { canceled_at: sandbox.time(), paid_at: null },
    });
  }
  const paid = change(sandbox, sandbox.store.invoices, invoice, {
    ...sums,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: sandbox.time() },
  });
  sandbox.emit('invoice.paid', paid);
  sandbox.emit('invoice.payment_succeeded', paid);
  return paid;
}
