import { z } from 'zod';
import type { StageSet } from './stage';
import type { Checkout } from './steps';

const opened = z.object({ url: z.url() });

/** Opens the hosted page, and fills it in. */
export function performCheckout({ account }: StageSet, _life: string, deed: Checkout): void {
  const { buyer, pays, payment = '4242 4242 4242 4242', code } = deed;
  const session = opened.parse(account.request('POST', '/v1/checkout/sessions', sessionOf(deed)));
  if (!pays) return;
  const path = new URL(session.url).pathname;
  const answer = account.visit('POST', path, { ...buyer, payment, ...(code && { promotion_code: code }) });
  if (answer?.status !== 303) throw new Error(`the checkout page answered ${answer?.status}`);
}

function sessionOf({ mode, amount, currency, description, payment, code, adaptive }: Checkout) {
  const monthly = mode === 'subscription' && { recurring: { interval: 'month' } };
  const price_data = { currency, unit_amount: amount, product_data: { name: description }, ...monthly };
  const iban = payment?.match(/^[A-Z]{2}\d{2}/) ? { payment_method_types: ['sepa_debit'] } : {};
  return {
    mode: mode ?? 'payment',
    success_url: 'https://fernhill.example/thanks',
    ...(mode === 'setup' ? { currency } : { line_items: [{ price_data, quantity: 1 }] }),
    ...(code && { allow_promotion_codes: true }),
    ...(adaptive && { adaptive_pricing: { enabled: true } }),
    ...iban,
  };
}
