import { hashText } from '../core/ids';
import type { Metadata } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import {
  type BillingDetails,
  type CardOfMethod,
  type DebitOfMethod,
  newPaymentMethod,
  type PaymentMethod,
} from '../objects/payment-method';
import type { TestMethod } from './test-methods';

export interface MethodRequest {
  readonly billingDetails?: Partial<BillingDetails> | undefined;
  readonly expires?: { readonly month: number; readonly year: number } | undefined;
  readonly metadata?: Metadata | undefined;
}

const NOBODY: BillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

/** A payment method of its own, made of one of Stripe's test methods; it belongs to nobody yet. */
export function createPaymentMethod(sandbox: Sandbox, made: TestMethod, request: MethodRequest = {}): PaymentMethod {
  const method = describeMethod(sandbox, sandbox.ids.next('pm'), made, request);
  sandbox.store.testMethods.set(method.id, made);
  return sandbox.store.paymentMethods.add(method);
}

export function describeMethod(
  sandbox: Sandbox,
  id: string,
  made: TestMethod,
  request: MethodRequest = {},
): PaymentMethod {
  return newPaymentMethod({
    id,
    allow_redisplay: 'unspecified',
    billing_details: { ...NOBODY, ...request.billingDetails },
    ...(made.type === 'card' ? { card: cardOf(sandbox, made, request) } : {}),
    created: sandbox.time(),
    customer: null,
    livemode: sandbox.settings.livemode,
    metadata: request.metadata ?? {},
    ...(made.type === 'sepa_debit' ? { sepa_debit: debitOf(made) } : {}),
    type: made.type,
  });
}

const fingerprint = (number: string) => hashText(number).toString(36).padStart(16, '0');

const cardOf = (sandbox: Sandbox, made: TestMethod, { expires }: MethodRequest): CardOfMethod => ({
  brand: made.brand,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
  country: sandbox.settings.country,
  display_brand: made.brand,
  exp_month: expires?.month ?? 12,
  exp_year: expires?.year ?? 2034,
  fingerprint: fingerprint(made.number),
  funding: made.funding,
  generated_from: null,
  last4: made.number.slice(-4),
  networks: { available: [made.brand], preferred: null },
  regulated_status: 'unregulated',
  three_d_secure_usage: { supported: true },
  wallet: null,
});

const debitOf = ({ number }: TestMethod): DebitOfMethod => ({
  bank_code: number.slice(4, 9),
  branch_code: '',
  country: number.slice(0, 2),
  fingerprint: fingerprint(number),
  generated_from: { charge: null, setup_attempt: null },
  last4: number.slice(-4),
});
