import type {
  CouponFact,
  CustomerFact,
  DiscountFact,
  PriceFact,
  ProductFact,
  PromotionCodeFact,
  SubscriptionFact,
} from './fact-bodies';
import type {
  BalanceTransactionFact,
  ChargeFact,
  CreditNoteFact,
  DisputeFact,
  InvoiceFact,
  InvoiceItemFact,
  InvoicePaymentFact,
  PaymentIntentFact,
  PayoutFact,
  RefundFact,
  SessionFact,
} from './payment-facts';

export type * from './fact-bodies';
export type * from './payment-facts';

export interface FactBodies {
  subscription: SubscriptionFact;
  invoice: InvoiceFact;
  invoiceitem: InvoiceItemFact;
  charge: ChargeFact;
  payment_intent: PaymentIntentFact;
  refund: RefundFact;
  session: SessionFact;
  invoice_payment: InvoicePaymentFact;
  balance_transaction: BalanceTransactionFact;
  customer: CustomerFact;
  discount: DiscountFact;
  product: ProductFact;
  price: PriceFact & { deleted: boolean };
  coupon: CouponFact & { deleted: boolean };
  promotion_code: PromotionCodeFact;
  dispute: DisputeFact;
  credit_note: CreditNoteFact;
  payout: PayoutFact;
}

export type FactKind = keyof FactBodies;

/** One object as one event described it. */
export interface Version<K extends FactKind = FactKind> {
  kind: K;
  objectId: string;
  eventId: string;
  eventType: string;
  /** Stripe's clock. */
  occurredAt: Date;
  /** Ours. */
  knownAt: Date;
  livemode: boolean;
  body: FactBodies[K];
  /** What the update replaced, for putting updates of one second in order. */
  previous: Json | null;
  /** The updated object's values of the members that sibling updates replaced; loaded only for ties. */
  raw?: Json;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A version of any kind, narrowed by `kind`. */
export type AnyVersion = { [K in FactKind]: Version<K> }[FactKind];
