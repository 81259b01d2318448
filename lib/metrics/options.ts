import type { Interval, WeekStart } from '@/lib/calendar/days';
import type { FrequencyRange } from './frequency-ranges';

/** Another way to compute a metric: refunds and trials by another date, ratios by somebody else's formula. */
export const BASES = [
  'sale',
  'refund',
  'sale-full',
  'refund-full',
  'sale-disputes',
  'refund-disputes',
  'start',
  'end',
  'matured',
  'end-matured',
  'baremetrics',
  'stripe_30d_rolling',
  'revenuecat_net',
] as const;
export type Basis = (typeof BASES)[number];

/** What counts as one in churn: a Stripe customer, all customers of one person, or each subscription. */
export const LEVELS = ['customer', 'person', 'subscription'] as const;
export type Level = (typeof LEVELS)[number];

export const REALISED_DAYS = 30;

/** Movements day by day, or between the two ends of each period. */
export const MOVEMENT_MODES = ['daily', 'net_by_period'] as const;
export type MovementMode = (typeof MOVEMENT_MODES)[number];

/** Settings and switches that change what a metric is computed from. */
export interface Options {
  interval: Interval;
  weekStart: WeekStart;
  fees: boolean;
  /** Revenue is spread over the days that earn it. */
  accrual?: boolean;
  basis: Basis | null;
  /** The buckets of purchase frequency. */
  frequencies?: readonly FrequencyRange[];
  /** Daily unless told. */
  movementMode?: MovementMode;
  /** All MRR and its movements at today's rates, which leaves nothing to exchange rates. */
  constantCurrency?: boolean;
  /** Up to which day realised LTV looks; 30 unless told. */
  day?: number;
  /** Customers unless told. */
  level?: Level;
}
