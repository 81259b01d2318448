import { addDays } from '@/lib/calendar/days';
import type { Dimension, MetricPoint, MetricResult, ReportParams } from '@/lib/reports/types';
import type { ExplainTarget } from './explain/explain-target';

/** Metrics whose figure for a range is their figure at its end. */
const LEVELS = [
  'mrr',
  'arr',
  'committed-mrr',
  'trial-mrr',
  'list-price-mrr',
  'reconstructed-mrr',
  'usage-mrr',
  'active-subscribers',
  'arpu',
  'ltv',
];

export type Slice = { dimension: Dimension; value: string } | undefined;

export function pointTarget(metric: string, point: Pick<MetricPoint, 'start' | 'end'>, series?: Slice): ExplainTarget {
  return { metric, start: point.start, end: point.end, series };
}

/** What explains a figure over the whole range: the last point of a level, everything of a flow or a rate. */
export function totalTarget(
  { metric, series }: Pick<MetricResult, 'metric' | 'series'>,
  { from, to }: Pick<ReportParams, 'from' | 'to'>,
  slice?: Slice,
): ExplainTarget {
  const last = LEVELS.includes(metric) ? series[0]?.points.findLast(({ value }) => value !== null) : undefined;
  return pointTarget(metric, last ?? { start: from, end: to }, slice);
}

/** The breakdown value a series stands for; nothing for a total. */
export function sliceOf(breakdown: Dimension | null, key: string): Slice {
  return breakdown ? { dimension: breakdown, value: key } : undefined;
}

/** The level a period opened with: what it was at the end of the day before. */
export function openingTarget(metric: string, start: string): ExplainTarget {
  return { metric, start: addDays(start, -1), end: start };
}
