import { createInvoiceItem } from '../api/invoice-items';
import { createSubscription } from '../billing/create-subscription';
import { attachPaymentMethod, attemptOf, cardError, ownPaymentMethod } from '../billing/payment-method';
import { change, type Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';
import { taxRatesOfItem } from './checkout-amounts';
import type { CheckoutPlan } from './checkout-plan';
import { completeSession } from './follow-checkout';
import { customerOfSession } from './session-customer';

/** Starts what the session sells by the month; one-time lines are on its first invoice. */
export function startSubscription(sandbox: Sandbox, session: CheckoutSession, method: string | null): CheckoutSession {
  const plan = sandbox.store.checkoutPlans.get(session.id);
  if (!plan) throw new Error(`${session.id} has no plan`);
  const attempt = method === null ? undefined : attemptOf(sandbox, session.customer, method);
  // A card that is refused starts nothing: the buyer is asked for another one.
  if (attempt?.kind === 'declined') throw cardError(attempt.decline);
  const customer = customerOfSession(sandbox, session);
  if (method !== null) attachPaymentMethod(sandbox, ownPaymentMethod(sandbox, method), customer);
  const subscription = create(sandbox, plan, { customer, method });
  const invoice = subscription.latest_invoice;
  const intent = sandbox.store.invoicePayments.where('invoice', invoice ?? '')[0]?.payment.payment_intent;
  const held = change(sandbox, sandbox.store.checkoutSessions, session, { invoice, subscription: subscription.id });
  if (intent) sandbox.store.sessionOfIntent.set(intent, session.id);
  if (attempt?.kind === 'authenticate' && subscription.status === 'incomplete') return held;
  const processing = sandbox.store.paymentIntents.get(intent ?? '')?.status === 'processing';
  return completeSession(sandbox, held, processing ? 'unpaid' : 'paid');
}

function create(
  sandbox: Sandbox,
  plan: CheckoutPlan,
  { customer, method }: { readonly customer: string; readonly method: string | null },
) {
  const { trial_settings: trial, invoice_settings: _page, ...data } = plan.request.subscription_data ?? {};
  const country = sandbox.store.customers.get(customer)?.address?.country ?? null;
  // The bills to come are taxed by the customer's address; where the buyer was elsewhere, their rate is kept.
  const automatic = typeof plan.taxCountry === 'string' && plan.taxCountry === country;
  const ratesOf = (item: CheckoutPlan['items'][number]) =>
    automatic
      ? item.taxRates.map(({ id }) => id)
      : taxRatesOfItem(sandbox, item, plan.taxCountry ?? null).map(({ id }) => id);
  for (const item of plan.items.filter(({ price }) => !price.recurring)) {
    createInvoiceItem(sandbox, {
      currency: plan.currency ?? undefined,
      customer,
      pricing: { price: item.price.id },
      quantity: item.quantity,
      tax_rates: ratesOf(item),
    });
  }
  return createSubscription(sandbox, {
    ...data,
    automatic_tax: { enabled: automatic },
    currency: plan.currency ?? undefined,
    customer,
    default_payment_method: method ?? undefined,
    discounts: plan.discounts,
    items: plan.items
      .filter(({ price }) => price.recurring)
      .map((item) => ({ price: item.price.id, quantity: item.quantity, tax_rates: ratesOf(item) })),
    missingPaymentMethod: trial?.end_behavior.missing_payment_method,
  });
}
