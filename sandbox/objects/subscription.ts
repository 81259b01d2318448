import type { Metadata } from '../core/params';
import { cycleDays, type Plan, type Price, type Recurring } from './price';
import type { TaxRate } from './tax-rate';

export interface AutomaticTax {
  /** Why it is off although it was wanted. */
  readonly disabled_reason: 'requires_location_inputs' | null;
  readonly enabled: boolean;
  readonly liability: { readonly type: 'self' } | null;
}

/** What a subscription will be once its invoice is paid. */
export interface PendingUpdate {
  readonly billing_cycle_anchor: number | null;
  readonly cancel_at_period_end: null;
  readonly discount: null;
  readonly discounts: null;
  readonly expires_at: number;
  readonly metadata: null;
  readonly subscription_items: readonly SubscriptionItem[];
  readonly trial_end: number | null;
  readonly trial_from_plan: null;
}

const CONSTANTS = {
  application: null as string | null,
  application_fee_percent: null as number | null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null } as AutomaticTax,
  billing_cycle_anchor_config: null,
  billing_schedules: [] as readonly never[],
  billing_thresholds: null,
  customer_account: null,
  default_source: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  pending_invoice_item_interval: null,
  pending_setup_intent: null as string | null,
  pending_update: null as PendingUpdate | null,
  schedule: null as string | null,
  test_clock: null as string | null,
  transfer_data: null,
} as const;

export interface SubscriptionItem {
  readonly id: string;
  readonly object: 'subscription_item';
  readonly billing_thresholds: null;
  readonly created: number;
  readonly current_period_end: number;
  readonly current_period_start: number;
  readonly current_trial: null;
  readonly discounts: readonly string[];
  readonly metadata: Metadata;
  readonly plan: Plan;
  readonly price: Price & { readonly recurring: Recurring };
  /** A metered item has none. */
  readonly quantity?: number;
  readonly subscription: string;
  readonly tax_rates: readonly TaxRate[];
}

export type SubscriptionStatus =
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'unpaid'
  | 'canceled'
  | 'incomplete'
  | 'incomplete_expired'
  | 'paused';

/** Since when, and why, a subscription is paused. */
export interface PausedDetails {
  readonly subscription: { readonly type: 'pause_requested' | 'trial_end_without_payment_method' };
  readonly transitioned_at: number;
  readonly type: 'subscription';
}

export interface CancellationDetails {
  readonly comment: string | null;
  readonly feedback: string | null;
  readonly feedback_option: null;
  readonly reason: 'cancellation_requested' | 'payment_failed' | 'payment_disputed' | null;
}

/** What becomes of a trial that ends without a card to charge. */
export type MissingPaymentMethod = 'cancel' | 'create_invoice' | 'pause';

/** `flexible` lets items bill on cycles of their own. */
export type BillingModeType = 'classic' | 'flexible';

export type CollectionMethod = 'charge_automatically' | 'send_invoice';

export type Subscription = typeof CONSTANTS & {
  readonly id: string;
  readonly object: 'subscription';
  readonly billing_cycle_anchor: number;
  readonly billing_mode: {
    readonly flexible: { readonly proration_discounts: 'included' } | null;
    readonly type: BillingModeType;
    readonly updated_at?: number;
  };
  readonly cancel_at: number | null;
  readonly cancel_at_period_end: boolean;
  readonly canceled_at: number | null;
  readonly cancellation_details: CancellationDetails;
  readonly collection_method: CollectionMethod;
  readonly created: number;
  readonly currency: string;
  readonly customer: string;
  readonly days_until_due: number | null;
  readonly default_payment_method: string | null;
  readonly default_tax_rates: readonly TaxRate[];
  readonly description: string | null;
  readonly discounts: readonly string[];
  readonly ended_at: number | null;
  readonly items: {
    readonly object: 'list';
    readonly data: readonly SubscriptionItem[];
    readonly has_more: false;
    readonly url: string;
  };
  readonly latest_invoice: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly pause_collection: {
    readonly behavior: 'void' | 'keep_as_draft' | 'mark_uncollectible';
    readonly resumes_at: number | null;
  } | null;
  readonly start_date: number;
  readonly status_details?: { readonly paused: PausedDetails } | undefined;
  readonly status: SubscriptionStatus;
  readonly trial_end: number | null;
  readonly trial_settings: {
    readonly end_behavior: {
      readonly billing_cycle_anchor: null;
      readonly missing_payment_method: MissingPaymentMethod;
    };
  };
  readonly trial_start: number | null;
};

export type SubscriptionFields = Omit<Subscription, keyof typeof CONSTANTS | 'object' | 'billing_mode' | 'items'>;

export function newSubscription(fields: SubscriptionFields, items: readonly SubscriptionItem[]): Subscription {
  return {
    object: 'subscription',
    ...fields,
    billing_mode: billingMode('flexible'),
    items: itemList(fields.id, items),
    ...CONSTANTS,
  };
}

export const billingMode = (type: BillingModeType): Subscription['billing_mode'] => ({
  flexible: type === 'flexible' ? { proration_discounts: 'included' } : null,
  type,
});

export const itemList = (subscription: string, data: readonly SubscriptionItem[]): Subscription['items'] => ({
  object: 'list',
  data,
  has_more: false,
  url: `/v1/subscription_items?subscription=${subscription}`,
});

/** The period that ends first; items may bill on cycles of their own, the longer multiples of the shortest. */
export function currentPeriod({ id, items }: Subscription): { start: number; end: number; recurring: Recurring } {
  const [first, ...others] = items.data;
  if (!first) throw new Error(`${id} has no items`);
  const item = others.reduce((best, next) => (endsBefore(next, best) ? next : best), first);
  return { ...periodOf(item), recurring: item.price.recurring };
}

const endsBefore = (a: SubscriptionItem, b: SubscriptionItem) =>
  a.current_period_end === b.current_period_end
    ? cycleDays(a.price.recurring) < cycleDays(b.price.recurring)
    : a.current_period_end < b.current_period_end;

export const periodOf = (item: SubscriptionItem) => ({
  start: item.current_period_start,
  end: item.current_period_end,
});

/** What an item is billed for: a metered one has no quantity of its own. */
export const quantityOf = ({ quantity }: Pick<SubscriptionItem, 'quantity'>): number => quantity ?? 0;

export const isMetered = ({ price }: Pick<SubscriptionItem, 'price'>) => price.recurring.usage_type === 'metered';

export const hasEnded = (subscription: Subscription) =>
  subscription.status === 'canceled' || subscription.status === 'incomplete_expired';
