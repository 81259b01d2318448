import type { Metadata } from '../core/params';

export type Interval = 'day' | 'week' | 'month' | 'year';

export interface Recurring {
  readonly interval: Interval;
  readonly interval_count: number;
  readonly meter: string | null;
  readonly trial_period_days: number | null;
  readonly usage_type: 'licensed' | 'metered';
}

export interface Tier {
  readonly flat_amount: number | null;
  readonly flat_amount_decimal: string | null;
  readonly unit_amount: number | null;
  readonly unit_amount_decimal: string | null;
  readonly up_to: number | null;
}

export type TaxBehavior = 'unspecified' | 'exclusive' | 'inclusive';

const DAYS = { day: 1, week: 7, month: 30, year: 365 } as const;

/** About how long a cycle is: enough to tell the shorter from the longer. */
export const cycleDays = ({ interval, interval_count }: Pick<Recurring, 'interval' | 'interval_count'>) =>
  DAYS[interval] * interval_count;

/** What a price is in a currency that is not its own. */
export interface CurrencyOption {
  readonly custom_unit_amount: null;
  readonly tax_behavior: TaxBehavior;
  readonly unit_amount: number | null;
  readonly unit_amount_decimal: string | null;
}

export interface Price {
  readonly id: string;
  readonly object: 'price';
  readonly active: boolean;
  readonly billing_scheme: 'per_unit' | 'tiered';
  readonly created: number;
  readonly currency: string;
  readonly custom_unit_amount: null;
  readonly livemode: boolean;
  readonly lookup_key: string | null;
  readonly metadata: Metadata;
  readonly nickname: string | null;
  readonly product: string;
  readonly recurring: Recurring | null;
  readonly tax_behavior: TaxBehavior;
  readonly tiers_mode: 'graduated' | 'volume' | null;
  readonly transform_quantity: { readonly divide_by: number; readonly round: 'up' | 'down' } | null;
  readonly type: 'recurring' | 'one_time';
  readonly unit_amount: number | null;
  readonly unit_amount_decimal: string | null;
}

/** The older shape that subscription items still carry beside their price. */
export function planOf(price: Price, recurring: Recurring) {
  return {
    id: price.id,
    object: 'plan' as const,
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: recurring.interval,
    interval_count: recurring.interval_count,
    livemode: price.livemode,
    metadata: price.metadata,
    meter: recurring.meter,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: price.transform_quantity,
    trial_period_days: recurring.trial_period_days,
    usage_type: recurring.usage_type,
  };
}

export type Plan = ReturnType<typeof planOf>;
