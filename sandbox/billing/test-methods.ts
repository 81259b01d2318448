/** What a bank says to a payment: yes, no and why, "let me see the buyer first", or "in some days". */
export type Attempt =
  | { readonly kind: 'paid' }
  | { readonly kind: 'declined'; readonly decline: Decline }
  | { readonly kind: 'authenticate' }
  | { readonly kind: 'processing'; readonly ends: 'paid' | 'declined' };

export interface Decline {
  readonly code: string;
  readonly declineCode: string | null;
  readonly message: string;
}

export interface TestMethod {
  /** `pm_card_visa` and the like; the IBAN of a debit. */
  readonly name: string;
  readonly type: 'card' | 'sepa_debit';
  /** The number of the card or the IBAN, as Stripe's documentation prints it. */
  readonly number: string;
  readonly brand: string;
  readonly funding: 'credit' | 'debit' | 'prepaid';
  readonly attempt: Attempt;
  /** Refused already when it is saved to a customer. */
  readonly refusesSaving: boolean;
}

export const PAID: Attempt = { kind: 'paid' };

export const genericDecline: Decline = {
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'Your card was declined.',
};

type Unnamed = Omit<TestMethod, 'name'>;

const unnamed: Readonly<Record<string, Unnamed>> = {
  visa: card('4242424242424242'),
  visa_debit: card('4000056655665556', { funding: 'debit' }),
  mastercard: card('5555555555554444', { brand: 'mastercard' }),
  mastercard_debit: card('5200828282828210', { brand: 'mastercard', funding: 'debit' }),
  mastercard_prepaid: card('5105105105105100', { brand: 'mastercard', funding: 'prepaid' }),
  amex: card('378282246310005', { brand: 'amex' }),
  discover: card('6011111111111117', { brand: 'discover' }),
  diners: card('3056930009020004', { brand: 'diners' }),
  jcb: card('3566002020360505', { brand: 'jcb' }),
  unionpay: card('6200000000000005', { brand: 'unionpay' }),
  bypassPending: card('4000000000000077'),
  createDispute: card('4000000000000259'),
  createDisputeProductNotReceived: card('4000000000002685'),
  createDisputeInquiry: card('4000000000001976'),
  pendingRefund: card('4000000000007726'),
  refundFail: card('4000000000005126'),
  chargeDeclined: declining('4000000000000002', 'generic_decline'),
  chargeDeclinedInsufficientFunds: declining(
    '4000000000009995',
    'insufficient_funds',
    'Your card has insufficient funds.',
  ),
  chargeDeclinedLostCard: declining('4000000000009987', 'lost_card'),
  chargeDeclinedStolenCard: declining('4000000000009979', 'stolen_card'),
  chargeDeclinedFraudulent: declining('4100000000000019', 'fraudulent'),
  chargeDeclinedExpiredCard: failing('4000000000000069', 'expired_card', 'Your card has expired.'),
  chargeDeclinedIncorrectCvc: failing('4000000000000127', 'incorrect_cvc', "Your card's security code is incorrect."),
  chargeDeclinedProcessingError: failing(
    '4000000000000119',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
  chargeCustomerFail: card('4000000000000341', { attempt: { kind: 'declined', decline: genericDecline } }),
  authenticationRequired: card('4000002760003184', { attempt: { kind: 'authenticate' } }),
  authenticationRequiredOnSetup: card('4000002500003155', { attempt: { kind: 'authenticate' } }),
  threeDSecure2Required: card('4000000000003220', { attempt: { kind: 'authenticate' } }),
  threeDSecureRequired: card('4000000000003063', { attempt: { kind: 'authenticate' } }),
};

const cards = new Map<string, TestMethod>(
  Object.entries(unnamed).map(([name, card]) => [name, { ...card, name: `pm_card_${name}` }]),
);

/** IBANs whose debit comes back; every other one is collected. */
const REFUSED_IBANS = new Set([
  'AT861904300235473202',
  'AT481904300235473205',
  'DE62370400440532013001',
  'DE78370400440532013004',
  'FR8420041010050500013M02607',
  'IT60X0542811101000000123456',
  'NL91ABNA0417164300',
]);

/** The method behind `pm_card_visa`, `pm_card_visa_chargeDeclined`, `tok_visa` or a number; undefined for all others. */
export function testMethod(nameOrNumber: string): TestMethod | undefined {
  const compact = nameOrNumber.replaceAll(/[\s-]/g, '');
  if (/^\d+$/.test(compact)) return [...cards.values()].find(({ number }) => number === compact);
  if (/^[A-Z]{2}\d{2}\w{10,30}$/.test(compact)) return debit(compact);
  const name = /^(?:pm_card_|tok_)(\w+)$/.exec(nameOrNumber)?.[1];
  return name === undefined ? undefined : (cards.get(name) ?? cards.get(name.replace(/^visa_/, '')));
}

function card(number: string, other: Partial<Unnamed> = {}): Unnamed {
  return { type: 'card', number, brand: 'visa', funding: 'credit', attempt: PAID, refusesSaving: false, ...other };
}

function declining(number: string, declineCode: string, message = genericDecline.message): Unnamed {
  const decline = { code: 'card_declined', declineCode, message };
  return card(number, { attempt: { kind: 'declined', decline }, refusesSaving: true });
}

function failing(number: string, code: string, message: string): Unnamed {
  return card(number, {
    attempt: { kind: 'declined', decline: { code, declineCode: null, message } },
    refusesSaving: true,
  });
}

const debit = (iban: string): TestMethod => ({
  name: iban,
  type: 'sepa_debit',
  number: iban,
  brand: '',
  funding: 'debit',
  attempt: { kind: 'processing', ends: REFUSED_IBANS.has(iban) ? 'declined' : 'paid' },
  refusesSaving: false,
});
