import type { CodeKey, CouponKey, Currency, Edition, Interval, PlanKey, TaxKey } from './catalog';
import type { Person } from './make-person';
import type { SpecialPlan } from './special-plans';

/** A customer's main subscription, or the add-on beside it. */
export type Slot = 'main' | 'addon';

/** What is subscribed to; `edition` says from which price list. */
export type Terms = { plan: PlanKey; interval: Interval; currency: Currency; edition: Edition; seats: number };

export type ChangeReason = 'upgrade' | 'downgrade' | 'seats-up' | 'seats-down' | 'go-yearly' | 'price-rise';

/** How a change in the middle of a period is settled, in Stripe's words. */
export type Settlement = 'always_invoice' | 'create_prorations' | 'none';

export type Feedback =
  | 'customer_service'
  | 'low_quality'
  | 'missing_features'
  | 'other'
  | 'switched_service'
  | 'too_complex'
  | 'too_expensive'
  | 'unused';

export type Subscribe = {
  kind: 'subscribe';
  slot: Slot;
  terms: Terms;
  /** Absent: paid from the first day. */
  trialDays?: number;
  /** What happens when a trial ends without a card on file. */
  withoutCard?: 'cancel' | 'pause';
  coupon?: CouponKey;
  /** The code by which they came to the coupon. */
  code?: CodeKey;
  tax?: TaxKey;
  /** Billed by invoice and paid by bank transfer instead of by card. */
  byInvoice?: boolean;
};

/** A subscription to a plan that few take, or to several at once. */
export type SubscribeSpecial = {
  kind: 'subscribe-special';
  plan: SpecialPlan;
  quantity: number;
  and?: { plan: SpecialPlan; quantity: number };
  coupons?: readonly CouponKey[];
  currency?: Currency;
};

/** How the business treats the bills of a pause, in Stripe's words. */
export type PauseBehavior = 'void' | 'keep_as_draft' | 'mark_uncollectible';

export type BuyOnce = {
  kind: 'buy-once';
  amount: number;
  /** Guests pay in currencies that have three decimals, or none that is used, as well. */
  currency: Currency | 'isk' | 'kwd';
  description: string;
  receiptEmail?: string;
  /** `declined`: the bank refuses. `held`: authorised only, for a later capture or release. */
  outcome: 'paid' | 'declined' | 'held';
};

/** Something bought on the hosted checkout page, by somebody who is nobody's customer. */
export type Checkout = {
  kind: 'checkout';
  amount: number;
  currency: Currency;
  description: string;
  buyer: { email: string; name: string; country: string };
  /** False: the page is left, and its session runs out after a day. */
  pays: boolean;
  /** Something by the month, or nothing but a card that is saved; a purchase unless told. */
  mode?: 'subscription' | 'setup';
  /** What is typed as payment; a card that works unless told. A bank debit takes days, and may come back. */
  payment?: string;
  code?: CodeKey;
  /** The buyer is shown their own currency. */
  adaptive?: boolean;
};

export type Deed =
  | { kind: 'open-shop' }
  | { kind: 'launch-insights' }
  | { kind: 'rename-insights' }
  | { kind: 'raise-prices' }
  | { kind: 'join'; person: Person; card: boolean }
  | { kind: 'tell-user-id'; userId: string }
  | { kind: 'card'; works: boolean }
  | Subscribe
  | SubscribeSpecial
  | { kind: 'halt' }
  | { kind: 'resume' }
  | { kind: 'give-card' }
  | { kind: 'extend-trial'; days: number }
  | { kind: 'cancel-on'; inDays: number }
  /** Another plan from the next period on, by a schedule. */
  | { kind: 'change-later'; terms: Terms }
  | { kind: 'customer-coupon'; coupon: CouponKey }
  | { kind: 'report-usage'; units: number }
  /** A credit note over a part of the newest invoice. */
  | { kind: 'credit'; percent: number; how: 'refund' | 'balance' | 'outside' | 'less-to-pay' }
  | { kind: 'grant-balance'; amount: number }
  /** An invoice of several lines; with `paid`, only that part of it is. */
  | { kind: 'buy-bundle'; paid?: number }
  | { kind: 'pay-out' }
  | { kind: 'pause-collection'; behavior: PauseBehavior }
  | { kind: 'resume-collection' }
  | { kind: 'change'; slot: Slot; terms: Terms; reason: ChangeReason; settlement: Settlement }
  | { kind: 'end-trial-now' }
  | { kind: 'cancel-at-period-end'; slot: Slot; feedback: Feedback; comment?: string }
  | { kind: 'keep'; slot: Slot }
  | { kind: 'cancel-now'; slot: Slot; feedback: Feedback }
  | { kind: 'pay-open-invoice'; outOfBand: boolean }
  | { kind: 'give-up-invoice'; how: 'void' | 'mark_uncollectible' }
  | { kind: 'refund'; percent: number; reason: 'requested_by_customer' | 'duplicate' }
  | { kind: 'refund-bounces' }
  | { kind: 'dispute'; reason: 'fraudulent' | 'product_not_received' | 'subscription_canceled' }
  | { kind: 'decide-dispute'; outcome: 'won' | 'lost' }
  | { kind: 'buy-workshop'; currency: Currency; tax?: TaxKey }
  | BuyOnce
  | Checkout
  | { kind: 'capture' }
  | { kind: 'release' }
  | { kind: 'erase' };

/** One dated deed of one life; `at` is in whole seconds, as Stripe's clock is. */
export type Step = { at: number; life: string; deed: Deed };
