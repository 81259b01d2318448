import { change, type Sandbox } from '../core/sandbox';
import { type Invoice, subscriptionOf } from '../objects/invoice';
import { chargeIntent } from './charge-intent';
import { markPaid } from './mark-paid';
import { paymentMethodOf } from './payment-method';
import { DAY } from './period';

/** Stripe's smart retries, here at fixed distances: 3, 5 and 7 days after the failure before. */
export const RETRY_AFTER_DAYS = [3, 5, 7] as const;

/** Tries to collect an open invoice. Returns it paid, or still open with its next attempt, if there is to be one. */
export function attemptPayment(sandbox: Sandbox, invoice: Invoice, paymentMethod?: string): Invoice {
  const { store } = sandbox;
  const payment = store.invoicePayments.where('invoice', invoice.id).find(({ status }) => status === 'open');
  const intent = store.paymentIntents.get(payment?.payment.payment_intent ?? '');
  if (!intent) throw new Error(`${invoice.id} has no payment to collect`);
  const method = paymentMethod ?? subscriptionMethod(sandbox, invoice) ?? paymentMethodOf(sandbox, invoice.customer);
  const { charge } = chargeIntent(sandbox, intent, method);
  return charge.paid ? markPaid(sandbox, invoice, invoice.amount_due) : recordFailure(sandbox, invoice);
}

function subscriptionMethod(sandbox: Sandbox, invoice: Invoice): string | null {
  const id = subscriptionOf(invoice);
  return id ? (sandbox.store.subscriptions.get(id)?.default_payment_method ?? null) : null;
}

function recordFailure(sandbox: Sandbox, invoice: Invoice): Invoice {
  const attempts = invoice.attempt_count + 1;
  const wait = retriesAutomatically(sandbox, invoice) ? RETRY_AFTER_DAYS[attempts - 1] : undefined;
  const next = wait === undefined ? null : sandbox.time() + wait * DAY;
  const failed = change(
    sandbox,
    sandbox.store.invoices,
    invoice,
    { attempt_count: attempts, attempted: true, next_payment_attempt: next },
    'invoice.updated',
  );
  sandbox.emit('invoice.payment_failed', failed);
  if (next !== null) sandbox.schedule(next, 'invoice.attempt', failed.id);
  return failed;
}

/** The first invoice of a subscription that never started is not retried: the subscription expires instead. */
function retriesAutomatically(sandbox: Sandbox, invoice: Invoice): boolean {
  const subscription = sandbox.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  return invoice.auto_advance && subscription?.status !== 'incomplete';
}
