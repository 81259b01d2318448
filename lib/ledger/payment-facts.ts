/** Facts of money: invoices and what pays, refunds and contests them. Amounts and instants as in `fact-bodies.ts`. */

export interface LineFact {
  id: string;
  amount: number;
  quantity: number;
  productId: string | null;
  priceId: string | null;
  description: string | null;
  proration: boolean;
  subscription: string | null;
  subscriptionItem: string | null;
  discounts: { discount: string; amount: number }[];
  inclusiveTax: number;
  exclusiveTax: number;
  /** The service period the line bills; equal or null for what has none. */
  periodStart: number | null;
  periodEnd: number | null;
}

export interface InvoiceFact {
  /** Two letters, upper case; all that is kept of an address. */
  country: string | null;
  customer: string | null;
  customerEmail: string | null;
  status: string;
  currency: string;
  total: number;
  totalExcludingTax: number | null;
  discountTotal: number;
  /** The discounts it names, of which only some tell their coupon and their time. */
  discounts: { id: string; couponId: string | null; start?: number; end?: number; promotionCode?: string }[];
  amountPaid: number;
  amountRemaining: number;
  created: number;
  paidAt: number | null;
  paidOutOfBand: boolean;
  subscription: string | null;
  charge: string | null;
  paymentIntent: string | null;
  payments: { charge: string | null; paymentIntent: string | null }[];
  lines: LineFact[];
  linesTruncated: boolean;
  /** Left out when it is empty. */
  metadata?: Record<string, string>;
}

/** A change of a subscription inside a period, from when it was made: billed later, if at all. */
export interface InvoiceItemFact {
  customer: string | null;
  created: number;
  /** As a line of an invoice would bill it. */
  line: LineFact;
}

export interface ChargeFact {
  /** Two letters, upper case; all that is kept of an address. */
  country: string | null;
  customer: string | null;
  status: string;
  currency: string;
  amount: number;
  amountCaptured: number;
  amountRefunded: number;
  created: number;
  invoice: string | null;
  paymentIntent: string | null;
  email: string | null;
  description: string | null;
  fee: number | null;
  feeCurrency: string | null;
  balanceTransaction: string | null;
  /** Left out when it is empty. */
  metadata?: Record<string, string>;
}

export interface PaymentIntentFact {
  customer: string | null;
  status: string;
  currency: string;
  amountReceived: number;
  created: number;
  invoice: string | null;
  latestCharge: string | null;
  email: string | null;
  description: string | null;
  metadata?: Record<string, string>;
}

export interface RefundFact {
  status: string;
  currency: string;
  amount: number;
  created: number;
  charge: string | null;
  paymentIntent: string | null;
  reason: string | null;
}

export interface SessionFact {
  /** Two letters, upper case; all that is kept of an address. */
  country: string | null;
  customer: string | null;
  email: string | null;
  mode: string;
  status: string | null;
  paymentStatus: string;
  currency: string | null;
  amountTotal: number;
  amountTax: number;
  amountDiscount: number;
  /** Ids, as far as they are told. */
  coupons: string[];
  /** Promotion codes that were entered, each with its coupon where that is told. Left out when there are none. */
  promotions?: { id: string; couponId: string | null }[];
  /** Adaptive pricing before 2025-03-31: what the business receives. */
  conversion: { amountTotal: number; currency: string; rate: string } | null;
  created: number;
  invoice: string | null;
  paymentIntent: string | null;
  subscription: string | null;
  metadata?: Record<string, string>;
  clientReferenceId?: string;
}

export interface InvoicePaymentFact {
  invoice: string | null;
  charge: string | null;
  paymentIntent: string | null;
  status: string;
}

export interface BalanceTransactionFact {
  source: string | null;
  type: string;
  currency: string;
  /** As it moves the balance: negative when money leaves. */
  amount: number;
  fee: number;
  created: number;
  /** Stripe's word for what it is in reports: "charge", "refund", "dispute" … */
  category: string;
  /** Units of the balance's currency for one of the payment's; decimal text. */
  exchangeRate: string | null;
}

/** Money sent to the bank, or taken back from it. */
export interface PayoutFact {
  amount: number;
  currency: string;
  status: string;
  created: number;
  arrivalDate: number;
  /** Made by Stripe's schedule: only of these can be told which transactions are in them. */
  automatic: boolean;
  balanceTransaction: string | null;
  failureTransaction: string | null;
  /** The payout that it takes back, and the one by which it was taken back. */
  reverses: string | null;
  reversedBy: string | null;
  /** The transactions Stripe listed for it; null while they have not been read. */
  transactions: string[] | null;
}

export interface DisputeFact {
  status: string;
  currency: string;
  amount: number;
  created: number;
  charge: string | null;
  paymentIntent: string | null;
  reason: string | null;
  /** Money that the dispute moved out of the balance, and back. */
  transactions: DisputeTransaction[];
}

export type DisputeTransaction = Pick<BalanceTransactionFact, 'currency' | 'amount' | 'fee' | 'created'> & {
  id: string;
};

export interface CreditNoteFact {
  customer: string | null;
  invoice: string | null;
  status: string;
  currency: string;
  total: number;
  totalExcludingTax: number;
  created: number;
  effectiveAt: number | null;
  voidedAt: number | null;
  /** Issued before the invoice was paid: it lowered what was due, and no money went back. */
  prePayment: number;
  /** Given back outside Stripe. */
  outOfBand: number;
  /** Refunds it led to, by id, with their amounts where they are told. */
  refunds: { refund: string; amount: number | null }[];
  lines: CreditLineFact[];
}

export interface CreditLineFact {
  /** The invoice line it credits; null for a line of its own. */
  invoiceLine: string | null;
  /** Without discounts and tax. */
  net: number;
}
