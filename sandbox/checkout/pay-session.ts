import { ownPaymentMethod } from '../billing/payment-method';
import { redeemable } from '../billing/redeem-coupon';
import { invalidRequest } from '../core/errors';
import type { Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';
import type { Address } from '../objects/customer';
import { type CheckoutAmounts, checkoutAmounts, purchaseOf } from './checkout-amounts';
import { buyerDetails, hasTrial, shownDiscounts } from './create-session';
import { payOnce } from './pay-once';
import { countryOfEmail, presentmentFor } from './presentment';
import { saveCard } from './save-card';
import { startSubscription } from './start-subscription';

/** What the buyer fills in on the page. */
export interface Buyer {
  readonly address: Address | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone?: string | null;
  /** A stored payment method, a test name, a card number or an IBAN; none where nothing is to be paid. */
  readonly paymentMethod: string | null;
  /** What they typed where a code may be entered. */
  readonly promotionCode?: string | undefined;
}

/** The buyer presses Pay. A declined card is a 402 and leaves the session open for the next try. */
export function paySession(sandbox: Sandbox, session: CheckoutSession, buyer: Buyer): CheckoutSession {
  if (session.status !== 'open') throw invalidRequest('This Checkout Session is no longer open.', 'session');
  const owner = sandbox.store.customers.get(session.customer ?? '');
  const email = owner?.email ?? session.customer_email ?? buyer.email;
  if (email === null && !owner) throw invalidRequest('An e-mail address is needed.', 'email', 'parameter_missing');
  const address = buyer.address ?? owner?.address ?? null;
  const details = buyerDetails({ address, email, name: buyer.name ?? owner?.name ?? null, phone: buyer.phone ?? null });
  const ready = settleAmounts(sandbox, session, details, buyer.promotionCode);
  const method = methodOf(sandbox, ready, buyer, details);
  if (ready.mode === 'setup') return saveCard(sandbox, ready, method);
  return ready.mode === 'payment' ? payOnce(sandbox, ready, method) : startSubscription(sandbox, ready, method);
}

type Details = ReturnType<typeof buyerDetails>;

/** Now that the buyer's country is known, so are the tax and the currency they see. */
function settleAmounts(
  sandbox: Sandbox,
  session: CheckoutSession,
  details: Details,
  promotionCode: string | undefined,
): CheckoutSession {
  const { checkoutPlans, checkoutSessions } = sandbox.store;
  const plan = checkoutPlans.get(session.id);
  if (!plan) throw new Error(`${session.id} has no plan`);
  const country = countryOfEmail(details.email) ?? details.address?.country ?? null;
  const taxed = session.automatic_tax.enabled;
  const taxCountry = taxed ? country : null;
  const entered = promotionCode === undefined ? [] : [{ promotion_code: codeNamed(sandbox, session, promotionCode) }];
  const discounts = [...(plan.request.discounts ?? []), ...entered];
  const purchase = purchaseOf(sandbox, plan.items, plan.currency);
  const amounts = checkoutAmounts(sandbox, plan.items, {
    coupons: discounts.map((one) => redeemable(sandbox, one, session.customer, purchase).coupon),
    currency: plan.currency,
    taxCountry,
    inTrial: hasTrial(plan.request),
  });
  checkoutPlans.set(session.id, { ...plan, buyer: details, discounts, lines: amounts.lines, taxCountry });
  if (session.mode === 'setup') {
    return checkoutSessions.replace({ ...session, customer_details: details });
  }
  return checkoutSessions.replace({
    ...session,
    amount_subtotal: amounts.subtotal,
    amount_total: amounts.total,
    automatic_tax: { ...session.automatic_tax, status: taxed ? 'complete' : null },
    customer_details: details,
    discounts: shownDiscounts(discounts),
    total_details: amounts.details,
    ...shownInOwnCurrency(sandbox, session.adaptive_pricing?.enabled ?? false, amounts, country),
  });
}

function codeNamed(sandbox: Sandbox, session: CheckoutSession, typed: string): string {
  const code = sandbox.store.promotionCodes
    .all()
    .find((one) => one.active && one.code.toLowerCase() === typed.toLowerCase());
  if (!session.allow_promotion_codes || !code) throw invalidRequest('This code is invalid.', 'promotion_code');
  return code.id;
}

/** Adaptive pricing, in the shape of today or in that of before 2025-03-31. */
function shownInOwnCurrency(
  sandbox: Sandbox,
  adaptive: boolean,
  { total, subtotal, details, lines }: CheckoutAmounts,
  country: string | null,
): Partial<CheckoutSession> {
  const currency = lines[0]?.currency;
  const shown = adaptive && currency ? presentmentFor(sandbox, currency, country) : null;
  if (!shown || !currency) return {};
  const presented = shown.convert(total);
  if (sandbox.settings.adaptivePricing === 'presentment_details') {
    return { presentment_details: { presentment_amount: presented, presentment_currency: shown.currency } };
  }
  return {
    amount_subtotal: shown.convert(subtotal),
    amount_total: presented,
    currency: shown.currency,
    currency_conversion: {
      amount_subtotal: subtotal,
      amount_total: total,
      fx_rate: shown.rate,
      source_currency: currency,
    },
    total_details: {
      amount_discount: shown.convert(details.amount_discount),
      amount_shipping: 0,
      amount_tax: shown.convert(details.amount_tax),
    },
  };
}

/** The buyer's card; none is asked for where nothing is to be paid now and later payments can do without. */
function methodOf(sandbox: Sandbox, session: CheckoutSession, buyer: Buyer, details: Details): string | null {
  const needless = session.amount_total === 0 && session.payment_method_collection === 'if_required';
  if (buyer.paymentMethod === null) {
    if (needless) return null;
    throw invalidRequest('A payment method is needed.', 'payment_method', 'parameter_missing');
  }
  const { address, email, name, phone } = details;
  return ownPaymentMethod(sandbox, buyer.paymentMethod, {
    billingDetails: { address, email, name, phone },
  }).id;
}
