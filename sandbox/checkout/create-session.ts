import { DAY, HOUR } from '../billing/period';
import { sharedCurrency } from '../billing/price-in';
import { type DiscountRequest, redeemable } from '../billing/redeem-coupon';
import { invalidRequest, resourceMissing } from '../core/errors';
import { mergeMetadata } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import {
  type CheckoutMode,
  type CheckoutSession,
  type CustomerDetails,
  newCheckoutSession,
} from '../objects/checkout-session';
import { type CheckoutItem, checkoutAmounts, purchaseOf } from './checkout-amounts';
import { checkoutItem, type SessionRequest } from './checkout-params';

/** Opens a session: what is bought is fixed, who buys it is open until somebody pays. */
export function createCheckoutSession(
  sandbox: Sandbox,
  request: SessionRequest,
  link: { readonly id: string; readonly items: readonly CheckoutItem[] } | null = null,
): CheckoutSession {
  const items = link?.items ?? (request.line_items ?? []).map((line, i) => checkoutItem(sandbox, line, i));
  const mode = request.mode ?? 'payment';
  checkRequest(sandbox, request, mode, items);
  const discounts = request.discounts ?? [];
  const currency = currencyOf(sandbox, request, items);
  const purchase = purchaseOf(sandbox, items, currency);
  const coupons = discounts.map((one) => redeemable(sandbox, one, request.customer ?? null, purchase).coupon);
  const amounts = checkoutAmounts(sandbox, items, { coupons, currency, taxCountry: null, inTrial: hasTrial(request) });
  const id = sandbox.ids.next(sandbox.settings.livemode ? 'cs_live' : 'cs_test');
  const now = sandbox.time();
  const bills = mode !== 'setup';
  const expires = request.expires_at ?? now + DAY;
  const session = sandbox.store.checkoutSessions.add(
    newCheckoutSession(
      {
        id,
        adaptive_pricing: bills ? { enabled: request.adaptive_pricing?.enabled ?? false } : null,
        allow_promotion_codes: request.allow_promotion_codes ?? null,
        amount_subtotal: bills ? amounts.subtotal : null,
        amount_total: bills ? amounts.total : null,
        automatic_tax: automaticTax(request.automatic_tax?.enabled ?? false),
        cancel_url: request.cancel_url ?? null,
        client_reference_id: request.client_reference_id ?? null,
        created: now,
        currency,
        customer: request.customer ?? null,
        customer_creation: creationOf(request, mode),
        customer_email: request.customer_email ?? null,
        discounts: shownDiscounts(discounts),
        expires_at: expires,
        invoice_creation: mode === 'payment' ? invoiceCreation(request.invoice_creation?.enabled ?? false) : null,
        livemode: sandbox.settings.livemode,
        metadata: mergeMetadata({}, request.metadata),
        mode,
        payment_link: link?.id ?? null,
        payment_method_collection: request.payment_method_collection ?? (mode === 'payment' ? 'if_required' : 'always'),
        payment_method_types: request.payment_method_types ?? ['card'],
        payment_status: bills && amounts.total > 0 ? 'unpaid' : 'no_payment_required',
        status: 'open',
        success_url: request.success_url ?? null,
        total_details: bills ? amounts.details : null,
        url: `${sandbox.pages.checkout}/c/pay/${id}`,
      },
      knownBuyer(sandbox, request),
    ),
  );
  sandbox.store.checkoutPlans.set(id, {
    items,
    lines: amounts.lines,
    currency,
    discounts,
    request,
  });
  sandbox.schedule(expires, 'checkout.expire', id);
  return session;
}

function currencyOf(sandbox: Sandbox, request: SessionRequest, items: readonly CheckoutItem[]): string | null {
  const asked = request.currency?.toLowerCase();
  const usual = sandbox.store.customers.get(request.customer ?? '')?.currency ?? null;
  const prices = items.map(({ price }) => price);
  return items.length === 0 ? (asked ?? null) : sharedCurrency(sandbox.store, prices, { asked, usual });
}

function checkRequest(
  sandbox: Sandbox,
  request: SessionRequest,
  mode: CheckoutMode,
  items: readonly CheckoutItem[],
): void {
  const { customer, expires_at: expires } = request;
  if (customer !== undefined && !sandbox.store.customers.has(customer)) {
    throw resourceMissing('customer', customer, 'customer');
  }
  if (customer !== undefined && request.customer_email !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.');
  }
  if (mode !== 'setup' && items.length === 0) {
    throw invalidRequest(`Missing required param: line_items.`, 'line_items', 'parameter_missing');
  }
  const recurring = items.some(({ price }) => price.recurring !== null);
  if (mode === 'payment' && recurring) {
    throw invalidRequest('You specified `payment` mode but passed a recurring price.', 'line_items');
  }
  if (mode === 'subscription' && !recurring) {
    throw invalidRequest('You must provide at least one recurring price in `subscription` mode.', 'line_items');
  }
  const now = sandbox.time();
  if (expires !== undefined && (expires < now + HOUR / 2 || expires > now + DAY)) {
    throw invalidRequest('`expires_at` must be between 30 minutes and 24 hours from now.', 'expires_at');
  }
}

export const shownDiscounts = (discounts: readonly DiscountRequest[]): CheckoutSession['discounts'] =>
  discounts.map(({ coupon, promotion_code: code }) => ({
    coupon: code ? null : (coupon ?? null),
    promotion_code: code ?? null,
  }));

export const hasTrial = ({ subscription_data: data }: Pick<SessionRequest, 'subscription_data'>) =>
  data?.trial_period_days !== undefined || data?.trial_end !== undefined;

function creationOf(request: SessionRequest, mode: CheckoutMode): CheckoutSession['customer_creation'] {
  if (mode === 'subscription') return request.customer ? null : 'always';
  if (request.customer) return null;
  return request.customer_creation ?? (mode === 'payment' ? 'if_required' : null);
}

const automaticTax = (enabled: boolean): CheckoutSession['automatic_tax'] => ({
  enabled,
  liability: enabled ? { type: 'self' } : null,
  provider: enabled ? 'stripe' : null,
  status: enabled ? 'requires_location_inputs' : null,
});

const invoiceCreation = (enabled: boolean): CheckoutSession['invoice_creation'] => ({
  enabled,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
});

function knownBuyer(sandbox: Sandbox, request: SessionRequest): CustomerDetails | null {
  const customer = sandbox.store.customers.get(request.customer ?? '');
  const email = customer?.email ?? request.customer_email ?? null;
  if (email === null) return null;
  return buyerDetails({ email, name: customer?.name ?? null, phone: customer?.phone ?? null, address: null });
}

export const buyerDetails = (
  given: Pick<CustomerDetails, 'address' | 'email' | 'name' | 'phone'>,
): CustomerDetails => ({
  address: given.address,
  business_name: null,
  email: given.email,
  individual_name: null,
  name: given.name,
  phone: given.phone,
  tax_exempt: 'none',
  tax_ids: [],
});
