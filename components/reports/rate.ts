import type { MetricResult } from '@/lib/reports/types';

/** A figure per period, and which of its directions is good news. */
export interface Rate {
  result: MetricResult;
  goodWhen: 'up' | 'down';
}
