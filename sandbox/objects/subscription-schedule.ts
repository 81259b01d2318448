import type { Metadata } from '../core/params';
import type { CollectionMethod } from './subscription';
import type { TaxRate } from './tax-rate';

const AT_FIRST = {
  application: null,
  billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
  customer_account: null,
  pause_schedules: [] as readonly never[],
};

const PHASE_AT_FIRST = {
  add_invoice_items: [] as readonly never[],
  application_fee_percent: null,
  billing_cycle_anchor: null,
  billing_thresholds: null,
  invoice_settings: null,
  on_behalf_of: null,
  transfer_data: null,
};

export interface PhaseDiscount {
  readonly coupon: string | null;
  readonly discount: null;
  readonly promotion_code: string | null;
}

export interface PhaseItem {
  readonly billing_thresholds: null;
  readonly discounts: readonly PhaseDiscount[];
  readonly metadata: Metadata;
  readonly plan: string;
  readonly price: string;
  readonly quantity?: number;
  readonly tax_rates: readonly TaxRate[];
}

export type Phase = Readonly<typeof PHASE_AT_FIRST> & {
  readonly collection_method: CollectionMethod | null;
  readonly currency: string;
  readonly default_payment_method: string | null;
  readonly default_tax_rates: readonly TaxRate[];
  readonly description: string | null;
  readonly discounts: readonly PhaseDiscount[];
  readonly end_date: number;
  readonly items: readonly PhaseItem[];
  readonly metadata: Metadata;
  readonly proration_behavior: 'create_prorations' | 'always_invoice' | 'none';
  readonly start_date: number;
  readonly trial_end: number | null;
};

export const newPhase = (fields: Omit<Phase, keyof typeof PHASE_AT_FIRST>): Phase => ({ ...fields, ...PHASE_AT_FIRST });

export type SubscriptionSchedule = Readonly<typeof AT_FIRST> & {
  readonly id: string;
  readonly object: 'subscription_schedule';
  readonly canceled_at: number | null;
  readonly completed_at: number | null;
  readonly created: number;
  readonly current_phase: { readonly end_date: number; readonly start_date: number } | null;
  readonly customer: string;
  readonly default_settings: {
    readonly application_fee_percent: null;
    readonly billing_cycle_anchor: 'automatic';
    readonly billing_thresholds: null;
    readonly collection_method: CollectionMethod;
    readonly default_payment_method: string | null;
    readonly description: null;
    readonly invoice_settings: {
      readonly account_tax_ids: null;
      readonly custom_fields: null;
      readonly days_until_due: null;
      readonly description: null;
      readonly footer: null;
      readonly issuer: { readonly type: 'self' };
    };
    readonly on_behalf_of: null;
    readonly transfer_data: null;
  };
  readonly end_behavior: 'cancel' | 'release';
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly phases: readonly Phase[];
  readonly released_at: number | null;
  readonly released_subscription: string | null;
  readonly status: 'active' | 'canceled' | 'completed' | 'not_started' | 'released';
  readonly subscription: string | null;
  readonly test_clock: string | null;
};

export const newSchedule = (
  fields: Omit<SubscriptionSchedule, keyof typeof AT_FIRST | 'object'>,
): SubscriptionSchedule => ({ object: 'subscription_schedule', ...fields, ...AT_FIRST });

export const defaultSettings = (
  collection: CollectionMethod,
  paymentMethod: string | null,
): SubscriptionSchedule['default_settings'] => ({
  application_fee_percent: null,
  billing_cycle_anchor: 'automatic',
  billing_thresholds: null,
  collection_method: collection,
  default_payment_method: paymentMethod,
  description: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    days_until_due: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  on_behalf_of: null,
  transfer_data: null,
});
