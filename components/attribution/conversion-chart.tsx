'use client';

import type { MetricPoint, MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../charts/chart-frame';
import { paletteColor } from '../charts/chart-model';
import { LevelChart } from '../charts/level-chart';
import { useFormat } from '../format/use-format';
import { useExplain } from '../reports/explain/use-explain';
import { FigureCell } from '../reports/figure-cell';
import { MetricCard } from '../reports/metric-card';
import { pointTarget } from '../reports/metric-target';
import { PeriodLines } from '../reports/period-lines';
import classes from '../reports/report.module.css';
import { toPeriods, toSeries } from '../reports/to-chart';
import { useCsvUrl } from '../reports/use-csv-url';

interface ConversionChartProps {
  steps: readonly MetricResult[];
  params: ReportParams;
}

/** Each a line of the chart. */
const LINES = ['clicks', 'leads', 'sales'];

/** Clicks, leads and sales over time, on one chart and as a table. */
export function ConversionChart({ steps, params }: ConversionChartProps) {
  const [, explain] = useExplain();
  const csvUrl = useCsvUrl();
  const lines = LINES.flatMap((metric) => steps.find((step) => step.metric === metric) ?? []);
  const format = useFormat({ unit: 'count', currency: params.currency });
  const points = lines[0]?.series[0]?.points ?? [];
  const periods = toPeriods(points, params.interval);
  const title = 'Clicks, leads and sales';
  const series = lines.map((result, index) =>
    toSeries({ ...wholeOf(result), key: result.metric, label: result.label }, paletteColor(index)),
  );
  const figureAt = (result: MetricResult, index: number) => wholeOf(result).points[index];
  return (
    <>
      <div className={classes.cards} data-narrow>
        {steps.map((result) => (
          <MetricCard key={result.metric} result={result} params={params} goodWhen="up" />
        ))}
      </div>
      <ChartFrame
        title={title}
        legend={series}
        partial={periods.some((period) => period.partial) ? 'dashed' : undefined}
        csv={lines.map((result) => ({
          label: `${result.label} (CSV)`,
          href: csvUrl(result.metric, { breakdown: null }),
        }))}
        fileName={`funnel-${params.from}-${params.to}`}
        chart={
          <LevelChart
            label={title}
            integers
            {...{ periods, format, series }}
            onSelect={(index, key) => {
              const point = points[index];
              if (point) explain(pointTarget(key ?? LINES[0] ?? 'clicks', point));
            }}
          />
        }
        table={
          <PeriodLines
            label={`${title} by period`}
            interval={params.interval}
            columns={lines.map((result) => ({
              key: result.metric,
              label: result.label,
              cell: ({ start, end, index }: Line, name: string) => (
                <FigureCell
                  result={result}
                  figure={index === null ? result.total : figureAt(result, index)}
                  target={pointTarget(result.metric, { start, end })}
                  name={`${result.label}, ${name}`}
                />
              ),
            }))}
            lines={points.map(({ start, end, incomplete }, index): Line => ({ start, end, incomplete, index }))}
            whole={{ start: params.from, end: params.to, index: null }}
          />
        }
      />
    </>
  );
}

interface Line extends Pick<MetricPoint, 'start' | 'end'> {
  incomplete?: boolean;
  /** Which period; null for all of them. */
  index: number | null;
}

const wholeOf = ({ series, label }: MetricResult) =>
  series[0] ?? { key: '', label, points: [], total: { value: null, numerator: null, denominator: null } };
