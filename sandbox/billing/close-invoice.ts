import { change, type Sandbox } from '../core/sandbox';
import { type Invoice, subscriptionOf } from '../objects/invoice';
import { moveCustomerBalance } from './customer-balance';
import { forgetUpdate } from './held-update';

export function voidInvoice(sandbox: Sandbox, invoice: Invoice): Invoice {
  cancelPayment(sandbox, invoice);
  giveBalanceBack(sandbox, invoice);
  const voided = change(sandbox, sandbox.store.invoices, invoice, {
    auto_advance: false,
    automatically_finalizes_at: null,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: sandbox.time() },
  });
  sandbox.emit('invoice.voided', voided);
  forgetUpdate(sandbox, voided, subscriptionOf(voided));
  return voided;
}

export function markUncollectible(sandbox: Sandbox, invoice: Invoice): Invoice {
  const marked = change(sandbox, sandbox.store.invoices, invoice, {
    auto_advance: false,
    automatically_finalizes_at: null,
    next_payment_attempt: null,
    status: 'uncollectible',
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: sandbox.time() },
  });
  sandbox.emit('invoice.marked_uncollectible', marked);
  return marked;
}

/** Credit that had gone into the invoice is the customer's again. */
function giveBalanceBack(sandbox: Sandbox, invoice: Invoice): void {
  const used = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (used === 0) return;
  moveCustomerBalance(sandbox, invoice.customer, {
    amount: -used,
    currency: invoice.currency,
    invoice: invoice.id,
    type: 'unapplied_from_invoice',
  });
}

function cancelPayment(sandbox: Sandbox, invoice: Invoice): void {
  const { invoicePayments, paymentIntents } = sandbox.store;
  const now = sandbox.time();
  for (const payment of invoicePayments.where('invoice', invoice.id)) {
    if (payment.status !== 'open') continue;
    change(sandbox, invoicePayments, payment, {
      status: 'canceled',
      status_transitions: { canceled_at: now, paid_at: null },
    });
    const intent = paymentIntents.get(payment.payment.payment_intent);
    if (!intent || intent.status === 'succeeded') continue;
    const canceled = change(sandbox, paymentIntents, intent, {
      canceled_at: now,
      cancellation_reason: 'void_invoice',
      status: 'canceled',
    });
    sandbox.emit('payment_intent.canceled', canceled);
  }
}
