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
  'baremetrics',
] as const;
export type Basis = (typeof BASES)[number];

/** Settings and switches that change what a metric is computed from. */
export interface Options {
  interval: Interval;
  weekStart: WeekStart;
  fees: boolean;
  basis: Basis | null;
  /** The buckets of purchase frequency. */
  frequencies?: readonly FrequencyRange[];
}
