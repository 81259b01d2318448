import { createOneOffInvoice } from '../api/create-one-off-invoice';
import { createInvoiceItem } from '../api/invoice-items';
import { attemptPayment } from '../billing/attempt-payment';
import { createPaymentIntent } from '../billing/create-payment-intent';
import { finalizeInvoice } from '../billing/finalize-invoice';
import { type PaymentResult, payIntent } from '../billing/pay-intent';
import { attachPaymentMethod, cardError, ownPaymentMethod } from '../billing/payment-method';
import { genericDecline } from '../billing/test-methods';
import { mergeMetadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';
import type { PaymentIntent, PaymentIntentExtras } from '../objects/payment-intent';
import { taxRatesOfItem } from './checkout-amounts';
import type { CheckoutPlan } from './checkout-plan';
import { completeSession } from './follow-checkout';
import { customerOfSession } from './session-customer';

/** A one-time sale: by a payment alone, or by an invoice where the session asks for one. */
export function payOnce(sandbox: Sandbox, session: CheckoutSession, method: string | null): CheckoutSession {
  const plan = sandbox.store.checkoutPlans.get(session.id);
  if (!plan) throw new Error(`${session.id} has no plan`);
  const guest = session.customer_creation === 'if_required' && !session.invoice_creation?.enabled && !saves(plan);
  const customer = guest ? null : customerOfSession(sandbox, session);
  if (session.amount_total === 0 || method === null) return completeSession(sandbox, session, 'paid');
  if (saves(plan) && customer) attachPaymentMethod(sandbox, ownPaymentMethod(sandbox, method), customer);
  return customer && session.invoice_creation?.enabled
    ? payByInvoice(sandbox, session, plan, customer, method)
    : payDirectly(sandbox, session, plan, customer, method);
}

const saves = ({ request }: CheckoutPlan) => request.payment_intent_data?.setup_future_usage !== undefined;

function payDirectly(
  sandbox: Sandbox,
  session: CheckoutSession,
  plan: CheckoutPlan,
  customer: string | null,
  method: string,
): CheckoutSession {
  const tried = sandbox.store.paymentIntents.get(session.payment_intent ?? '');
  const intent = tried ?? intentOf(sandbox, session, plan, customer);
  const held = change(sandbox, sandbox.store.checkoutSessions, session, { payment_intent: intent.id });
  const result = payIntent(sandbox, intent, method, session.success_url ?? undefined);
  return follow(sandbox, held, result);
}

function intentOf(
  sandbox: Sandbox,
  session: CheckoutSession,
  plan: CheckoutPlan,
  customer: string | null,
): PaymentIntent {
  const data = plan.request.payment_intent_data;
  const extras: PaymentIntentExtras = {
    payment_method_types: session.payment_method_types,
    ...(session.presentment_details && { presentment_details: session.presentment_details }),
    ...(data?.setup_future_usage && { setup_future_usage: data.setup_future_usage }),
  };
  const intent = createPaymentIntent(sandbox, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? sandbox.settings.currency,
    customer,
    description: data?.description ?? null,
    captureMethod: data?.capture_method ?? 'automatic',
    metadata: mergeMetadata({}, data?.metadata),
    receiptEmail: data?.receipt_email ?? null,
    extras,
  });
  sandbox.store.sessionOfIntent.set(intent.id, session.id);
  return intent;
}

/** Closes the session, leaves it open for the buyer's bank or another card, or refuses. */
function follow(sandbox: Sandbox, session: CheckoutSession, result: PaymentResult): CheckoutSession {
  if (result.decline) throw cardError(result.decline, { payment_intent: result.intent });
  if (result.state === 'requires_action') return session;
  return completeSession(sandbox, session, result.state === 'paid' ? 'paid' : 'unpaid');
}

function payByInvoice(
  sandbox: Sandbox,
  session: CheckoutSession,
  plan: CheckoutPlan,
  customer: string,
  method: string,
): CheckoutSession {
  const { invoices } = sandbox.store;
  const known = invoices.get(session.invoice ?? '');
  const open = known ?? finalizeInvoice(sandbox, draftOf(sandbox, session, plan, customer));
  const [payment] = sandbox.store.invoicePayments.where('invoice', open.id);
  const intent = payment?.payment.payment_intent ?? null;
  if (intent) sandbox.store.sessionOfIntent.set(intent, session.id);
  const patch = { invoice: open.id, payment_intent: intent };
  const held = change(sandbox, sandbox.store.checkoutSessions, session, patch);
  const { status } = attemptPayment(sandbox, open, method);
  const after = sandbox.store.paymentIntents.get(intent ?? '');
  if (status === 'paid') return completeSession(sandbox, held, 'paid');
  if (after?.status === 'processing') return completeSession(sandbox, held, 'unpaid');
  if (after?.status === 'requires_action') return held;
  const error = after?.last_payment_error;
  throw cardError(
    error ? { code: error.code, declineCode: error.decline_code ?? null, message: error.message } : genericDecline,
  );
}

function draftOf(sandbox: Sandbox, session: CheckoutSession, plan: CheckoutPlan, customer: string) {
  const draft = createOneOffInvoice(sandbox, {
    customer,
    currency: session.currency ?? sandbox.settings.currency,
    discounts: [...plan.discounts],
    metadata: session.invoice_creation?.invoice_data.metadata,
  });
  for (const item of plan.items) {
    createInvoiceItem(sandbox, {
      customer,
      invoice: draft.id,
      pricing: { price: item.price.id },
      quantity: item.quantity,
      tax_rates: taxRatesOfItem(sandbox, item, plan.taxCountry ?? null).map(({ id }) => id),
    });
  }
  return sandbox.store.invoices.get(draft.id) ?? draft;
}
