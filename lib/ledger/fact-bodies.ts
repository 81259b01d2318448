/**
 * Facts: what one event says about one object, in one shape whatever the API version. Amounts are safe integers of minor
 * units, instants are Unix seconds, both as Stripe sends them, so that a fact is plain JSON.
 */

export interface CouponFact {
  id: string;
  name: string | null;
  /** Decimal text, e.g. "12.5". */
  percentOff: string | null;
  amountOff: number | null;
  currency: string | null;
  currencyOptions: Record<string, number>;
  duration: 'once' | 'repeating' | 'forever';
  /** Product ids; empty means all. */
  appliesTo: string[];
}

/** A discount as a subscription or item refers to it: often only an id, whose terms other events carry. */
export interface DiscountRef {
  id: string;
  couponId: string | null;
  coupon: CouponFact | null;
  start: number | null;
  end: number | null;
  /** The code it was redeemed by. Left out where there was none. */
  promotionCode?: string;
}

/** A code that customers enter for a coupon. */
export interface PromotionCodeFact {
  code: string;
  couponId: string | null;
  active: boolean;
}

export interface DiscountFact extends DiscountRef {
  customer: string | null;
  /** What it hangs on: a subscription, item, invoice or session; null for the customer's own. */
  subscription: string | null;
  deleted: boolean;
}

export interface TierFact {
  /** null is the last, unbounded tier. */
  upTo: number | null;
  unitAmount: string | null;
  flatAmount: string | null;
}

export interface PriceFact {
  id: string;
  productId: string | null;
  name: string | null;
  currency: string;
  /** Decimal text in minor units, e.g. "0.5". */
  unitAmount: string | null;
  /** Unit amounts of other currencies, decimal text. */
  currencyOptions: Record<string, string>;
  interval: 'day' | 'week' | 'month' | 'year' | null;
  intervalCount: number;
  metered: boolean;
  tiersMode: 'graduated' | 'volume' | null;
  tiers: TierFact[] | null;
  transform: { divideBy: number; round: 'up' | 'down' } | null;
}

export interface TaxRateFact {
  inclusive: boolean;
  /** Decimal text. */
  percentage: string;
}

export interface ItemFact {
  id: string;
  quantity: number;
  price: PriceFact;
  discounts: DiscountRef[];
  taxRates: TaxRateFact[];
}

export interface SubscriptionFact {
  customer: string | null;
  status: string;
  currency: string;
  created: number;
  startDate: number | null;
  endedAt: number | null;
  canceledAt: number | null;
  cancelAt: number | null;
  cancelAtPeriodEnd: boolean;
  cancellationReason: string | null;
  trialStart: number | null;
  trialEnd: number | null;
  pausedCollection: string | null;
  discounts: DiscountRef[];
  taxRates: TaxRateFact[];
  /** Stripe finds the tax by itself: its rates are on no subscription. */
  automaticTax?: true;
  items: ItemFact[];
  /** True when the payload listed no items and none could be read from its plan. */
  itemsMissing: boolean;
  itemsTruncated: boolean;
  /** Left out when it is empty. */
  metadata?: Record<string, string>;
}

export interface CustomerFact {
  /** Two letters, upper case; all that is kept of an address. */
  country: string | null;
  email: string | null;
  name: string | null;
  metadata: Record<string, string>;
  created: number | null;
  deleted: boolean;
  /** A customer-level discount, which applies to subscriptions that have none. */
  discount: DiscountRef | null;
}

export interface ProductFact {
  name: string | null;
  deleted: boolean;
}
