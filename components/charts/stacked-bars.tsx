'use client';

import { BarChart } from '@mantine/charts';
import { Rectangle, type RectangleProps } from 'recharts';
import type { ChartProps } from './chart-model';
import { ChartSurface } from './chart-surface';

/** Amounts stacked by sign around a zero line: gains grow up, losses down. The running period is pale. */
export function StackedBars(chart: ChartProps) {
  const { periods, series, onSelect } = chart;
  const data = periods.map(({ key, partial }, index) => ({
    key,
    partial,
    ...Object.fromEntries(series.map(({ values }, at) => [`s${at}`, values[index] ?? 0])),
  }));

  return (
    <ChartSurface chart={chart} sum>
      {({ picture, ...shared }) => (
        <BarChart
          {...shared}
          data={data}
          type="stacked"
          maxBarWidth={48}
          series={series.map(({ label, color }, at) => ({ name: `s${at}`, label, color }))}
          referenceLines={[{ y: 0, color: 'var(--mantine-color-dimmed)' }]}
          barChartProps={{ ...picture, stackOffset: 'sign' }}
          barProps={({ name }) => ({
            shape: Segment,
            onClick: (_: unknown, index: number) => onSelect?.(index, series[Number(name.slice(1))]?.key),
          })}
        />
      )}
    </ChartSurface>
  );
}

function Segment({ payload, ...shape }: RectangleProps & { payload?: { partial?: boolean } }) {
  return <Rectangle {...shape} fillOpacity={payload?.partial ? 0.45 : 1} />;
}
