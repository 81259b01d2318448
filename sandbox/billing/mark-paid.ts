import { change, type Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';

/** Closes an invoice as paid with so much money; the rest, if any, was paid outside Stripe. */
export function markPaid(sandbox: Sandbox, invoice: Invoice, amountPaid: number): Invoice {
  const now = sandbox.time();
  settleInvoicePayment(sandbox, invoice, amountPaid);
  const paid = change(sandbox, sandbox.store.invoices, invoice, {
    amount_paid: amountPaid,
    amount_remaining: invoice.amount_due - amountPaid,
    ...(amountPaid < invoice.amount_due && { amount_paid_off_stripe: invoice.amount_due - amountPaid }),
    attempted: true,
    attempt_count: amountPaid > 0 ? invoice.attempt_count + 1 : invoice.attempt_count,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  });
  sandbox.emit('invoice.paid', paid);
  sandbox.emit('invoice.payment_succeeded', paid);
  return paid;
}

function settleInvoicePayment(sandbox: Sandbox, invoice: Invoice, amountPaid: number): void {
  const { invoicePayments } = sandbox.store;
  const open = invoicePayments.where('invoice', invoice.id).find((payment) => payment.status === 'open');
  if (!open) return;
  const now = sandbox.time();
  if (amountPaid === 0) {
    change(sandbox, invoicePayments, open, {
      status: 'canceled',
      status_transitions: { canceled_at: now, paid_at: null },
    });
    return;
  }
  const paid = change(sandbox, invoicePayments, open, {
    amount_paid: amountPaid,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: now },
  });
  sandbox.emit('invoice_payment.paid', paid);
}
