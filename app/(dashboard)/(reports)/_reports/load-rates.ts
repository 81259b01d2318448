import type { Rate } from '@/components/reports/rate';
import { describeMetrics } from '@/lib/reports/describe-metric';
import { canFilterBy } from '@/lib/reports/dimensions';
import { loadMetric } from '@/lib/reports/load-metric';
import type { Account, ReportParams } from '@/lib/reports/types';

/** Those of these metrics that can be filtered as asked, in their order: the others would not fit what is beside them. */
export function loadRates(account: Account, ids: readonly string[], params: ReportParams): Promise<Rate[]> {
  const known = new Map(describeMetrics(account).map((metric) => [metric.id, metric]));
  return Promise.all(
    ids
      .flatMap((id) => known.get(id) ?? [])
      .filter(({ dimensions }) => params.filters.every(({ dimension }) => canFilterBy(dimensions, dimension)))
      .map(async ({ id, good }) => ({
        result: await loadMetric(account, id, params),
        goodWhen: good === -1 ? ('down' as const) : ('up' as const),
      })),
  );
}
