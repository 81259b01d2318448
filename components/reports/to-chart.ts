import type { Interval, MetricPoint, MetricResult, MetricSeries } from '@/lib/reports/types';
import { type ChartPeriod, type ChartSeries, paletteColor } from '../charts/chart-model';
import { formatPeriod, formatPeriodShort } from '../format/format-period';

export function toPeriods(points: MetricPoint[], interval: Interval): ChartPeriod[] {
  return points.map(({ start, end, incomplete }) => ({
    key: start,
    label: formatPeriod(start, end, interval),
    short: formatPeriodShort(start, interval),
    partial: incomplete,
  }));
}

/** The same periods, with those marked that show some MRR that no event told of, at their end or at their beginning. */
export function markInferred(periods: ChartPeriod[], reconstructed: MetricResult | undefined): ChartPeriod[] {
  const levels = reconstructed?.series[0]?.points.map(({ value }) => (value ?? 0) !== 0) ?? [];
  return periods.map((period, index) => ({
    ...period,
    inferred: (levels[index] ?? false) || (levels[index - 1] ?? false),
  }));
}

export function toSeries({ key, label, points }: MetricSeries, color: string): ChartSeries {
  return { key, label, color, values: points.map(({ value }) => value) };
}

/** One colour per series, in the order of the palette. */
export function toColored(series: MetricSeries[], totalLabel: string): ChartSeries[] {
  return series.map((one, index) => toSeries({ ...one, label: one.label || totalLabel }, paletteColor(index)));
}
