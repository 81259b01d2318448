import type { Sandbox } from '../core/sandbox';

const WORKING_CARD = 'pm_card_visa';

/** The card a customer pays with: their default, or a working test card for those who have set none. */
export function paymentMethodOf(sandbox: Sandbox, customer: string | null): string {
  const settings = customer ? sandbox.store.customers.get(customer)?.invoice_settings : undefined;
  return settings?.default_payment_method ?? WORKING_CARD;
}

/** Whether a payment is declined: the knob for the customer decides, else Stripe's name of the test card. */
export function isDeclined(sandbox: Sandbox, customer: string | null, paymentMethod: string): boolean {
  const knob = customer ? sandbox.outcomes.get(customer) : undefined;
  return knob ? knob === 'decline' : /declined/i.test(paymentMethod);
}
