'use client';

import type { Dimension, MetricPoint, MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../charts/chart-frame';
import type { ChartNote, ChartSeries } from '../charts/chart-model';
import { LevelChart } from '../charts/level-chart';
import { StackedBars } from '../charts/stacked-bars';
import { formatRange } from '../format/format-period';
import { useFormat } from '../format/use-format';
import { useExplain } from './explain/use-explain';
import { useReportState } from './filter-bar/use-report-state';
import { foldSeries, OTHER } from './fold-series';
import { pointTarget, sliceOf } from './metric-target';
import { partUnits } from './part-units';
import { PeriodTable } from './period-table';
import { markInferred, toColored, toPeriods, toSeries } from './to-chart';
import { useCsvUrl } from './use-csv-url';

interface MetricChartProps {
  title: string;
  result: MetricResult;
  params: ReportParams;
  shape: 'level' | 'bars';
  /** The dimension the series of the result stand for. */
  breakdown: Dimension | null;
  note?: string;
  /** The part of it that no event told of; its periods are hatched. */
  reconstructed?: MetricResult;
}

/** A metric over time, as a picture and as a table of the same figures. */
export function MetricChart({ title, result, params, shape, breakdown, note, reconstructed }: MetricChartProps) {
  const [, explain] = useExplain();
  const [{ compare }] = useReportState();
  const format = useFormat(result);
  const notes = useRatioNotes(result);
  const csvUrl = useCsvUrl();

  const { series, hidden } = foldSeries(result.metric, result.series, result.unit);
  const points = series[0]?.points ?? [];
  const periods = markInferred(toPeriods(points, result.interval), reconstructed);
  const chart = {
    label: title,
    periods,
    format,
    series: toColored(series, result.label),
    integers: result.unit === 'count',
    notes: series.length === 1 ? notes : undefined,
    onSelect: (index: number, key?: string) => {
      const point = points[index];
      if (!point) return;
      explain(pointTarget(result.metric, point, key && key !== OTHER ? sliceOf(breakdown, key) : undefined));
    },
  };
  // The comparison is drawn only when the reader chose it; by default it is told in the change.
  const ghost = compare === 'year' && series.length === 1 ? ghostOf(result) : undefined;
  const partial = periods.some((period) => period.partial);

  return (
    <ChartFrame
      title={title}
      note={[note, hidden > 0 ? `The ${series.length} largest of ${series.length + hidden} are drawn.` : '']
        .filter(Boolean)
        .join(' ')}
      legend={[...(series.length > 1 ? chart.series : []), ...(ghost ? [...chart.series, ghost] : [])]}
      partial={partial ? (shape === 'level' ? 'dashed' : 'pale') : undefined}
      inferred={periods.some(({ inferred }) => inferred)}
      csv={[{ label: 'Figures (CSV)', href: csvUrl(result.metric, { breakdown }) }]}
      fileName={`${result.metric}-${params.from}-${params.to}`}
      chart={shape === 'level' ? <LevelChart {...chart} ghost={ghost} /> : <StackedBars {...chart} />}
      table={<PeriodTable {...{ result, series, breakdown, params }} />}
    />
  );
}

function ghostOf({ comparison }: MetricResult): ChartSeries | undefined {
  const series = comparison?.series[0];
  if (!comparison || !series) return undefined;
  const label = formatRange(comparison.from, comparison.to);
  return toSeries({ ...series, key: 'comparison', label }, 'var(--mantine-color-dimmed)');
}

/** The tooltip lines that say what a rate at a period is made of. */
function useRatioNotes(result: MetricResult): (index: number) => ChartNote[] {
  const units = partUnits(result.metric);
  const top = useFormat({ unit: units.numerator, currency: result.currency });
  const bottom = useFormat({ unit: units.denominator, currency: result.currency });
  return (index) => {
    const point: MetricPoint | undefined = result.series[0]?.points[index];
    if (!point || (point.numerator === null && point.denominator === null)) return [];
    return [{ label: 'Made of', value: `${top(point.numerator)} ${units.joint} ${bottom(point.denominator)}` }];
  };
}
