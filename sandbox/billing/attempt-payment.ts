import { change, type Sandbox } from '../core/sandbox';
import { type Invoice, subscriptionOf } from '../objects/invoice';
import { defaultPayment, receivePayment } from './mark-paid';
import { payIntent } from './pay-intent';
import { paymentMethodOf } from './payment-method';
import { DAY } from './period';

/** Stripe's smart retries, here at fixed distances: 3, 5 and 7 days after the failure before. */
export const RETRY_AFTER_DAYS = [3, 5, 7] as const;

/** Tries to collect an open invoice. Returns it paid, or still open with its next attempt, if there is to be one. */
export function attemptPayment(sandbox: Sandbox, invoice: Invoice, paymentMethod?: string): Invoice {
  const { store } = sandbox;
  const payment = defaultPayment(sandbox, invoice);
  const intent = store.paymentIntents.get(payment?.payment.payment_intent ?? '');
  if (!payment || !intent) throw new Error(`${invoice.id} has no payment to collect`);
  if (intent.status === 'processing') return invoice;
  const method = paymentMethod ?? subscriptionMethod(sandbox, invoice) ?? paymentMethodOf(sandbox, invoice.customer);
  const { state } = payIntent(sandbox, intent, method);
  if (state === 'paid') return receivePayment(sandbox, invoice, payment);
  if (state === 'processing') return recordAttempt(sandbox, invoice, invoice.attempt_count, null);
  const failed = recordFailure(sandbox, invoice);
  if (state === 'requires_action') sandbox.emit('invoice.payment_action_required', failed);
  return failed;
}

function subscriptionMethod(sandbox: Sandbox, invoice: Invoice): string | null {
  const id = subscriptionOf(invoice);
  return id ? (sandbox.store.subscriptions.get(id)?.default_payment_method ?? null) : null;
}

/** A failed attempt, and when the next one will be. */
export function recordFailure(sandbox: Sandbox, invoice: Invoice): Invoice {
  const wait = retriesAutomatically(sandbox, invoice) ? RETRY_AFTER_DAYS[invoice.attempt_count] : undefined;
  const next = wait === undefined ? null : sandbox.time() + wait * DAY;
  const failed = recordAttempt(sandbox, invoice, invoice.attempt_count + 1, next);
  sandbox.emit('invoice.payment_failed', failed);
  if (next !== null) sandbox.schedule(next, 'invoice.attempt', failed.id);
  return failed;
}

const recordAttempt = (sandbox: Sandbox, invoice: Invoice, count: number, next: number | null): Invoice =>
  change(
    sandbox,
    sandbox.store.invoices,
    invoice,
    { attempt_count: count, attempted: true, next_payment_attempt: next },
    'invoice.updated',
  );

/** The first invoice of a subscription that never started is not retried: the subscription expires instead. */
function retriesAutomatically(sandbox: Sandbox, invoice: Invoice): boolean {
  const subscription = sandbox.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  return invoice.auto_advance && subscription?.status !== 'incomplete';
}
