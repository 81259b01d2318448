import { resourceMissing, StripeApiError } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { PaymentMethod } from '../objects/payment-method';
import { createPaymentMethod, describeMethod, type MethodRequest } from './create-payment-method';
import { type Attempt, type Decline, genericDecline, PAID, type TestMethod, testMethod } from './test-methods';

const WORKING_CARD = 'pm_card_visa';

/** The card a customer pays with: their default, or a working test card for those who have set none. */
export function paymentMethodOf(sandbox: Sandbox, customer: string | null): string {
  return ownMethodOf(sandbox, customer) ?? WORKING_CARD;
}

/** The card a customer has given, if any. */
export function ownMethodOf(sandbox: Sandbox, customer: string | null): string | null {
  const known = customer ? sandbox.store.customers.get(customer) : undefined;
  return known?.invoice_settings.default_payment_method ?? known?.default_source ?? null;
}

/** What the bank says: the knob for the customer decides, else the test method it is. */
export function attemptOf(sandbox: Sandbox, customer: string | null, paymentMethod: string): Attempt {
  const knob = customer ? sandbox.outcomes.get(customer) : undefined;
  if (knob) return knob === 'succeed' ? PAID : { kind: 'declined', decline: genericDecline };
  const known = methodBehind(sandbox, paymentMethod)?.attempt;
  return known ?? (/declined/i.test(paymentMethod) ? { kind: 'declined', decline: genericDecline } : PAID);
}

export const methodBehind = (sandbox: Sandbox, id: string): TestMethod | undefined =>
  sandbox.store.testMethods.get(id) ?? testMethod(id);

/** A stored payment method, or the one that a test name such as `pm_card_visa` stands for. */
export function findPaymentMethod(sandbox: Sandbox, id: string, param = 'payment_method'): PaymentMethod {
  const stored = sandbox.store.paymentMethods.get(id);
  if (stored) return stored;
  const named = testMethod(id);
  if (!named) throw resourceMissing('PaymentMethod', id, param);
  return describeMethod(sandbox, id, named);
}

/** The method itself, where a test name makes a new one at every use, as on Stripe. */
export function ownPaymentMethod(sandbox: Sandbox, id: string, request: MethodRequest = {}): PaymentMethod {
  const stored = sandbox.store.paymentMethods.get(id);
  if (stored) return stored;
  const named = testMethod(id);
  if (!named) throw resourceMissing('PaymentMethod', id, 'payment_method');
  return createPaymentMethod(sandbox, named, request);
}

/** Saves a method to a customer; the cards that decline always are refused here already. */
export function attachPaymentMethod(sandbox: Sandbox, method: PaymentMethod, customer: string): PaymentMethod {
  if (!sandbox.store.customers.has(customer)) throw resourceMissing('customer', customer, 'customer');
  if (method.customer === customer) return method;
  const behind = methodBehind(sandbox, method.id);
  if (behind?.refusesSaving && behind.attempt.kind === 'declined') throw cardError(behind.attempt.decline);
  const attached = change(sandbox, sandbox.store.paymentMethods, method, { customer });
  sandbox.emit('payment_method.attached', attached);
  return attached;
}

/** The 402 of a refused card, with whatever the refused request was about. */
export const cardError = ({ code, declineCode, message }: Decline, about: object = {}): StripeApiError =>
  new StripeApiError(402, {
    type: 'card_error',
    code,
    ...(declineCode && { decline_code: declineCode }),
    message,
    ...about,
  });
