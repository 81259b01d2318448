import type { MetricPoint, MetricSeries, MetricTotal } from '@/lib/reports/types';
import { MAX_SERIES } from '../charts/chart-model';

export const OTHER = '__other';

/** Metrics whose parts cannot be added up: averages, and counts in which one sale or person is several times. */
const OVERLAPPING = ['arpu', 'buyers-by-product', 'orders-by-product', 'quick-ratio'];

export interface FoldedSeries {
  series: MetricSeries[];
  /** How many series are not drawn at all, because adding them up would be wrong. */
  hidden: number;
}

/** Series that stand for themselves whatever their size: fees are no product among others. */
const PINNED = ['stripe_fees'];

/** The largest series, the rest as "Other" where a sum of them means something, and what is pinned at the end. */
export function foldSeries(metric: string, series: MetricSeries[], unit: string): FoldedSeries {
  const pinned = series.filter(({ key }) => PINNED.includes(key));
  const bySize = series
    .filter(({ key }) => !PINNED.includes(key))
    .sort((a, b) => Math.abs(b.total.value ?? 0) - Math.abs(a.total.value ?? 0));
  if (series.length <= MAX_SERIES) return { series: [...bySize, ...pinned], hidden: 0 };
  const room = MAX_SERIES - pinned.length;
  const [large, small] = [bySize.slice(0, room), bySize.slice(room)];
  // An "Other" of one would hide a name and save nothing.
  if (small.length === 1) return { series: [...large, ...small, ...pinned], hidden: 0 };
  if (OVERLAPPING.includes(metric) || unit === 'ratio') return { series: [...large, ...pinned], hidden: small.length };
  return { series: [...large, sumOf(small), ...pinned], hidden: 0 };
}

function sumOf(series: MetricSeries[]): MetricSeries {
  const points = series[0]?.points ?? [];
  return {
    key: OTHER,
    label: `Other (${series.length})`,
    points: points.map((point, index) => ({ ...point, ...add(series.map((one) => one.points[index])) })),
    total: add(series.map((one) => one.total)),
  };
}

function add(figures: (MetricPoint | MetricTotal | undefined)[]): MetricTotal {
  const value = figures.reduce((sum, figure) => sum + (figure?.value ?? 0), 0);
  return { value, numerator: null, denominator: null, parts: undefined };
}
