import type { Day, Interval } from '@/lib/calendar/days';
import type { ExactRate } from './exact-rates';
import type { Beside } from './mrr-spans';

/** Every measure a ledger entry can carry; metrics are sums of these. */
export type Measure =
  | 'mrr_new'
  | 'mrr_expansion'
  | 'mrr_contraction'
  | 'mrr_churn'
  | 'mrr_reactivation'
  | `level_${Beside}`
  | `subscriber${'' | '_new' | '_gone' | '_more'}`
  | `churned_${'' | 'returned_' | 'passed_' | 'more_'}${Interval}`
  | FreshMeasure
  | `trial_${'started' | TrialState}`
  | `trial_ended_${'all' | TrialState}`
  | 'sale_gross'
  | 'sale_discount'
  | 'coupon_discount'
  | 'redemption'
  | 'sale_tax'
  | 'sale'
  | 'sale_product'
  | 'fee'
  | 'sold'
  | 'charge'
  | 'invoice_paid'
  | `${'refund' | 'lost_dispute' | 'refunded_charge' | 'fully_refunded_charge' | 'lost_charge'}${'' | '_by_sale'}`
  | `dispute_${'open' | 'won' | 'lost' | 'refunded' | 'inquiry' | 'withdrawn' | 'reinstated'}`;

/** Movements of customers who began to pay within the same period. */
export type FreshMeasure = `fresh_${'expansion' | 'contraction' | 'churn'}_${'week' | 'month' | 'quarter' | 'year'}`;

export type TrialState = 'pending' | 'converted' | 'converted_free' | 'abandoned' | 'at_risk';

/** JSON that explains an entry: ids of the objects behind it and the arithmetic, ready to be shown. */
export interface EntryDetail {
  objects: { type: string; id: string }[];
  description: string;
  arithmetic: string;
  [extra: string]: string | string[] | { type: string; id: string }[] | undefined;
}

/** The leaf of every flow: one dated, signed amount or count. */
export interface Entry {
  /** Unique within its owner, and the same however often it is derived. */
  id: string;
  measure: Measure;
  day: Day;
  occurredAt: Date;
  knownAt: Date;
  /** Day whose rate converts it, where that is not its own. */
  ratedOn?: Day;
  /** The rate at which Stripe settled it, which goes before any stored one. */
  exact?: ExactRate;
  /** "" for a pure count. */
  currency: string;
  minor: bigint;
  /** What of the same amount is counted in parts before this one: converted, the parts add up to the whole converted once. */
  earlier?: bigint;
  quantity: bigint;
  productId: string;
  priceId: string;
  interval: string;
  /** The coupons that took something off, as one combination: lib/ledger/coupons.ts. */
  coupon: string;
  detail: EntryDetail;
}

/** Product id under which payments without lines are shown. */
export const UNATTRIBUTED_PAYMENT = 'unattributed_payment';
/** Product id, and coupon, of the labelled last row that carries Stripe's fees. */
export const STRIPE_FEES = 'stripe_fees';
/** Product id of invoice lines that name neither product nor description. */
export const NO_PRODUCT = 'no_product';
