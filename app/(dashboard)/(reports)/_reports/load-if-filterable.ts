import { describeMetrics } from '@/lib/reports/describe-metric';
import { canFilterBy } from '@/lib/reports/dimensions';
import { loadMetric } from '@/lib/reports/load-metric';
import type { Account, MetricResult, ReportParams } from '@/lib/reports/types';

/** A metric, or null when it cannot be filtered as asked: without the filter it would stand beside figures it does not fit. */
export async function loadIfFilterable(
  account: Account,
  metric: string,
  params: ReportParams,
): Promise<MetricResult | null> {
  const known = describeMetrics(account).find(({ id }) => id === metric);
  const fits = known && params.filters.every(({ dimension }) => canFilterBy(known.dimensions, dimension));
  return fits ? loadMetric(account, metric, params) : null;
}
