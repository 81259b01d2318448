'use client';

import type { Dimension, MetricResult, MetricSeries, MetricTotal, ReportParams } from '@/lib/reports/types';
import { FigureCell } from './figure-cell';
import { OTHER } from './fold-series';
import { pointTarget, sliceOf, totalTarget } from './metric-target';
import { type Column, PeriodLines, type Span } from './period-lines';

interface PeriodTableProps {
  result: MetricResult;
  /** The series drawn, which may fold some of the result's. */
  series: MetricSeries[];
  breakdown: Dimension | null;
  params: ReportParams;
}

interface Line extends Span {
  /** One for each of the series. */
  figures: (MetricTotal | undefined)[];
}

/** A chart's figures, period by period, newest first; the last line is the figure of the whole range. */
export function PeriodTable({ result, series, breakdown, params }: PeriodTableProps) {
  const whole: Line = { start: params.from, end: params.to, figures: series.map(({ total }) => total) };
  const targetOf = (line: Line, key: string) => {
    if (key === OTHER) return null;
    const slice = sliceOf(breakdown, key);
    return line === whole ? totalTarget(result, params, slice) : pointTarget(result.metric, line, slice);
  };
  return (
    <PeriodLines
      label={`${result.label} by period`}
      interval={result.interval}
      columns={series.map(
        ({ key, label }, at): Column<Line> => ({
          key,
          label: label || result.label,
          cell: (line, name) => (
            <FigureCell
              result={result}
              figure={line.figures[at]}
              target={targetOf(line, key)}
              name={`${label || result.label}, ${name}`}
            />
          ),
        }),
      )}
      lines={(series[0]?.points ?? []).map((point, index) => ({
        ...point,
        figures: series.map(({ points }) => points[index]),
      }))}
      whole={whole}
    />
  );
}
