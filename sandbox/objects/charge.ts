import type { Metadata } from '../core/params';
import type { PresentmentDetails } from './checkout-session';
import type { Address } from './customer';
import type { DebitOfMethod } from './payment-method';

const AT_FIRST = {
  application: null as string | null,
  application_fee: null as string | null,
  application_fee_amount: null as number | null,
  disputed: false as boolean,
  fraud_details: {},
  on_behalf_of: null,
  receipt_number: null,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} as const;

export type ChargeStatus = 'succeeded' | 'pending' | 'failed';

export type Charge = Readonly<typeof AT_FIRST> & {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly balance_transaction: string | null;
  readonly billing_details: {
    readonly address: Address | null;
    readonly email: string | null;
    readonly name: string | null;
    readonly phone: string | null;
    readonly tax_id: null;
  };
  readonly calculated_statement_descriptor: string;
  readonly captured: boolean;
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly failure_balance_transaction: string | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly outcome: ReturnType<typeof outcomeOf>;
  readonly paid: boolean;
  readonly payment_intent: string | null;
  readonly payment_method: string | null;
  readonly payment_method_details: ReturnType<typeof cardDetails> | ReturnType<typeof debitDetails>;
  readonly presentment_details?: PresentmentDetails;
  readonly receipt_email: string | null;
  readonly receipt_url: string | null;
  readonly refunded: boolean;
  readonly status: ChargeStatus;
};

/** What a charge is created with; the rest is as on every new charge. */
export type ChargeFields = Omit<Charge, keyof typeof AT_FIRST | 'object'>;

export const newCharge = (fields: ChargeFields): Charge => ({
  object: 'charge',
  ...fields,
  ...AT_FIRST,
});

export function outcomeOf(decline: { readonly code: string; readonly declineCode: string | null } | null) {
  return {
    advice_code: decline ? ('try_again_later' as const) : null,
    network_advice_code: null,
    network_decline_code: decline ? '05' : null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline ? (decline.declineCode ?? decline.code) : null,
    risk_level: 'normal',
    seller_message: decline ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  };
}

export interface CardFace {
  readonly brand: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly fingerprint: string;
  readonly funding: string;
  readonly last4: string;
}

/** Stripe's own test cards; no real card is ever near this account. */
export function cardDetails(declined: boolean, amount: number, country: string, face?: CardFace) {
  return {
    card: {
      amount_authorized: declined ? null : amount,
      authorization_code: null,
      brand: face?.brand ?? 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country,
      electronic_commerce_indicator: null,
      exp_month: face?.exp_month ?? 12,
      exp_year: face?.exp_year ?? 2034,
      fingerprint: face?.fingerprint ?? 'sandboxfinger0001',
      funding: face?.funding ?? 'credit',
      installments: null,
      last4: face?.last4 ?? (declined ? '0341' : '4242'),
      mandate: null,
      network: face?.brand ?? 'visa',
      network_transaction_id: null,
      regulated_status: 'unregulated' as const,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: 'card' as const,
  };
}

export function debitDetails(debit: DebitOfMethod) {
  const { bank_code, branch_code, country, fingerprint, last4 } = debit;
  return {
    sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null },
    type: 'sepa_debit' as const,
  };
}
