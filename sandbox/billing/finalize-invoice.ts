import { change, type Sandbox } from '../core/sandbox';
import type { Customer } from '../objects/customer';
import { type Invoice, subscriptionOf } from '../objects/invoice';
import { feeOfBill } from './application-fees';
import { automaticTaxOfInvoice, automaticTaxOfSubscription } from './automatic-tax';
import { createPaymentIntent } from './create-payment-intent';
import { applyBalance, recordBalance } from './customer-balance';
import { endUsedDiscounts } from './held-discounts';
import { markPaid } from './mark-paid';

/** Numbers the invoice and makes it payable; one with nothing to pay is paid in the same breath. */
export function finalizeInvoice(sandbox: Sandbox, draft: Invoice): Invoice {
  const { store } = sandbox;
  const customer = store.customers.get(draft.customer);
  if (!customer) throw new Error(`${draft.id} belongs to no customer`);
  const { amountDue, endingBalance } = applyBalance(customer.balance, draft.total);
  const number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`;
  takeFromCustomer(sandbox, customer, endingBalance);
  if (endingBalance !== customer.balance) {
    recordBalance(sandbox, customer.id, endingBalance, {
      amount: endingBalance - customer.balance,
      currency: draft.currency,
      invoice: draft.id,
      type: 'applied_to_invoice',
    });
  }
  const now = sandbox.time();
  const invoice = change(sandbox, store.invoices, draft, {
    ...withoutLocation(sandbox, draft),
    amount_due: amountDue,
    amount_remaining: amountDue,
    automatically_finalizes_at: null,
    effective_at: now,
    ending_balance: endingBalance,
    hosted_invoice_url: `https://invoice.stripe.com/i/${sandbox.settings.accountId}/${draft.id}`,
    invoice_pdf: `https://pay.stripe.com/invoice/${sandbox.settings.accountId}/${draft.id}/pdf`,
    number,
    starting_balance: customer.balance,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: now },
  });
  sandbox.emit('invoice.finalized', invoice);
  if (invoice.parent === null) endUsedDiscounts(sandbox, invoice);
  if (amountDue === 0) return markPaid(sandbox, invoice);
  requestPayment(sandbox, invoice);
  if (invoice.collection_method === 'send_invoice') {
    sandbox.emit('invoice.sent', invoice);
    if (invoice.due_date !== null) sandbox.schedule(invoice.due_date, 'invoice.overdue', invoice.id);
  }
  return invoice;
}

/** Nobody said where the customer is: tax is given up, for this bill and for those to come. */
function withoutLocation(sandbox: Sandbox, draft: Invoice): Partial<Invoice> {
  if (draft.automatic_tax.status !== 'requires_location_inputs') return {};
  const subscription = sandbox.store.subscriptions.get(subscriptionOf(draft) ?? '');
  if (subscription) {
    const off = { ...automaticTaxOfSubscription(false), disabled_reason: 'requires_location_inputs' } as const;
    const { subscriptions } = sandbox.store;
    change(sandbox, subscriptions, subscription, { automatic_tax: off }, 'customer.subscription.updated');
  }
  const off = automaticTaxOfInvoice(false, null);
  return { automatic_tax: { ...off, disabled_reason: 'finalization_requires_location_inputs' } };
}

function takeFromCustomer(sandbox: Sandbox, customer: Customer, balance: number): void {
  const numbered = sandbox.store.customers.replace({
    ...customer,
    next_invoice_sequence: customer.next_invoice_sequence + 1,
  });
  change(sandbox, sandbox.store.customers, numbered, { balance }, 'customer.updated');
}

function requestPayment(sandbox: Sandbox, invoice: Invoice): void {
  const fee = feeOfBill(sandbox, subscriptionOf(invoice), invoice.amount_due);
  const intent = createPaymentIntent(sandbox, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    ...(fee !== null && { extras: { application_fee_amount: fee } }),
    description: invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Payment for Invoice',
  });
  sandbox.store.invoicePayments.add({
    id: sandbox.ids.next('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: sandbox.time(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: sandbox.settings.livemode,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
}
