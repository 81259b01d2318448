import type { BillingModeType, CollectionMethod, MissingPaymentMethod } from '../objects/subscription';
import type { DiscountRequest } from './redeem-coupon';
import type { ItemRequest } from './subscription-items';

export type PaymentBehavior =
  | 'allow_incomplete'
  | 'default_incomplete'
  | 'error_if_incomplete'
  | 'pending_if_incomplete';

export interface SubscriptionRequest {
  readonly customer: string;
  readonly items: readonly ItemRequest[];
  /** What a platform keeps of every bill, in percent. */
  readonly application_fee_percent?: number | undefined;
  /** Tax by the customer's country instead of by rates. */
  readonly automatic_tax?: { readonly enabled: boolean } | undefined;
  /** `classic` bills all items on one cycle. */
  readonly billing_mode?: { readonly type: BillingModeType } | undefined;
  /** A first, shorter period that ends here; billed in proportion unless `proration_behavior` is none. */
  readonly billing_cycle_anchor?: number | undefined;
  readonly cancel_at?: number | undefined;
  readonly cancel_at_period_end?: boolean | undefined;
  readonly collection_method?: CollectionMethod | undefined;
  /** One of the currencies that every price has; the customer's, or the prices' own, unless told. */
  readonly currency?: string | undefined;
  readonly days_until_due?: number | undefined;
  readonly default_payment_method?: string | undefined;
  readonly default_tax_rates?: readonly string[] | null | undefined;
  readonly description?: string | undefined;
  readonly discounts?: readonly DiscountRequest[] | null | undefined;
  readonly metadata?: Readonly<Record<string, string | null>> | null | undefined;
  readonly payment_behavior?: PaymentBehavior | undefined;
  readonly proration_behavior?: 'create_prorations' | 'always_invoice' | 'none' | undefined;
  readonly trial_end?: 'now' | number | undefined;
  /** The schedule whose first phase this is. */
  readonly schedule?: string | undefined;
  readonly trial_period_days?: number | undefined;
  /** What is to be on the first bill beside the items. */
  readonly beforeFirstBill?: ((subscription: string) => void) | undefined;
  readonly missingPaymentMethod?: MissingPaymentMethod | undefined;
}
