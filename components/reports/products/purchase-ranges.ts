import type { MetricTotal, ReportParams } from '@/lib/reports/types';
import type { ExplainTarget } from '../explain/explain-target';

export interface PurchaseRange {
  /** "1", "6-10", "11+". */
  range: string;
  people: number;
  /** Of all who bought; null when nobody did. */
  share: number | null;
}

/** The histogram as its bars, fewest purchases first: a record of parts has no order of its own. */
export function purchaseRanges({ value, parts = {} }: Pick<MetricTotal, 'value' | 'parts'>): PurchaseRange[] {
  return Object.entries(parts)
    .map(([range, people]) => ({ range, people, share: value ? people / value : null }))
    .sort((a, b) => Number.parseInt(a.range, 10) - Number.parseInt(b.range, 10));
}

/** Everybody who bought in these days, or those in one range. */
export const frequencyTarget = ({ from, to }: Pick<ReportParams, 'from' | 'to'>, range?: string): ExplainTarget => ({
  metric: 'purchase-frequency',
  ...(range ? { part: range } : {}),
  start: from,
  end: to,
});
