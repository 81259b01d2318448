import type { DiscountRequest } from '../billing/redeem-coupon';
import type { CheckoutLine, CustomerDetails } from '../objects/checkout-session';
import type { CheckoutItem } from './checkout-amounts';
import type { SessionRequest } from './checkout-params';

/** What a session does when it is paid. A plan is a value, replaced as the buyer goes on. */
export interface CheckoutPlan {
  readonly items: readonly CheckoutItem[];
  readonly lines: readonly CheckoutLine[];
  /** What it sells in, whatever the buyer is shown. */
  readonly currency: string | null;
  readonly discounts: readonly DiscountRequest[];
  readonly request: Pick<
    SessionRequest,
    'discounts' | 'payment_intent_data' | 'setup_intent_data' | 'subscription_data' | 'return_url'
  >;
  /** The customer that was made for the buyer; kept when their first card was declined. */
  readonly customer?: string;
  /** The buyer, once they have confirmed. */
  readonly buyer?: CustomerDetails;
  /** Where tax is due, if it is found automatically. */
  readonly taxCountry?: string | null;
}
