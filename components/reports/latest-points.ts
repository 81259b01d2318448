import type { MetricPoint, MetricResult } from '@/lib/reports/types';

/** The last complete period and the one before it; the running one while none is complete. */
export function latestPoints({ series }: Pick<MetricResult, 'series'>): { point?: MetricPoint; before?: MetricPoint } {
  const points = series[0]?.points ?? [];
  const settled = points.findLastIndex(({ incomplete }) => !incomplete);
  const at = settled === -1 ? points.length - 1 : settled;
  return { point: points[at], before: points[at - 1] };
}
