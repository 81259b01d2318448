'use client';

import { AreaChart } from '@mantine/charts';
import { ReferenceArea } from 'recharts';
import type { ChartPeriod, ChartProps, ChartSeries } from './chart-model';
import { ChartSurface } from './chart-surface';
import { HATCH, HatchPattern } from './hatch-pattern';

interface LevelChartProps extends ChartProps {
  /** The period compared with, laid under the first series point by point. */
  ghost?: ChartSeries;
}

/** A level or a rate over time: one filled line, or several plain ones. The running period is dashed. */
export function LevelChart({ ghost, ...chart }: LevelChartProps) {
  const { periods, series } = chart;
  const data = periods.map(({ key }, index) => ({
    key,
    ...plotted(chart, index),
    ghost: ghost?.values[index] ?? null,
  }));
  const lines = series.flatMap(({ label, color }, at) => [
    { name: `s${at}`, label, color },
    { name: `r${at}`, label, color, strokeDasharray: '4 4' },
  ]);
  const under = ghost ? [{ name: 'ghost', label: ghost.label, color: ghost.color, strokeDasharray: '2 3' }] : [];
  const filled = series.length === 1;

  return (
    <ChartSurface chart={ghost ? { ...chart, series: [...series, ghost] } : chart}>
      {({ picture, pick, ...shared }) => (
        <AreaChart
          {...shared}
          data={data}
          series={[...under, ...lines]}
          curveType="linear"
          connectNulls={false}
          withGradient={false}
          fillOpacity={0.12}
          withDots={periods.length <= 31}
          dotProps={{ r: 2.5, strokeWidth: 0 }}
          areaProps={({ name }) => (filled && name !== 'ghost' ? {} : { fill: 'none' })}
          areaChartProps={{
            ...picture,
            onClick: ({ activeTooltipIndex }) => pick(activeTooltipIndex),
          }}
        >
          <HatchPattern />
          {inferredRanges(periods).map(({ from, to }) => (
            <ReferenceArea key={from} x1={from} x2={to} fill={HATCH} fillOpacity={1} ifOverflow="visible" />
          ))}
        </AreaChart>
      )}
    </ChartSurface>
  );
}

/** Runs of periods that were not observed, each up to the first that was. */
function inferredRanges(periods: readonly ChartPeriod[]): { from: string; to: string }[] {
  return periods.flatMap(({ key, inferred }, index) => {
    if (!inferred || periods[index - 1]?.inferred) return [];
    const next = periods.slice(index).find((period) => !period.inferred);
    return [{ from: key, to: (next ?? periods.at(-1))?.key ?? key }];
  });
}

/** Splits each series into a settled line and a running one that starts where the settled one stops. */
function plotted({ periods, series }: ChartProps, index: number): Record<string, number | null> {
  const running = periods[index]?.partial ?? false;
  const leads = periods[index + 1]?.partial ?? false;
  return Object.fromEntries(
    series.flatMap(({ values }, at) => {
      const value = values[index] ?? null;
      return [
        [`s${at}`, running ? null : value],
        [`r${at}`, running || leads ? value : null],
      ];
    }),
  );
}
