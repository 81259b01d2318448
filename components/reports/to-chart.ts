import type { Interval, MetricPoint, MetricSeries } from '@/lib/reports/types';
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

export function toSeries({ key, label, points }: MetricSeries, color: string): ChartSeries {
  return { key, label, color, values: points.map(({ value }) => value) };
}

/** One colour per series, in the order of the palette. */
export function toColored(series: MetricSeries[], totalLabel: string): ChartSeries[] {
  return series.map((one, index) => toSeries({ ...one, label: one.label || totalLabel }, paletteColor(index)));
}
