'use client';

import { BarChart } from '@mantine/charts';
import { useRef } from 'react';
import { Rectangle, type RectangleProps } from 'recharts';
import type { ChartProps } from './chart-model';
import { ChartSurface } from './chart-surface';
import { HATCH, HatchPattern } from './hatch-pattern';

/** Amounts stacked by sign around a zero line: gains grow up, losses down. The running period is pale. */
export function StackedBars(chart: ChartProps) {
  const { periods, series } = chart;
  // A click reaches the segment first, then the chart, which alone knows the period when it fell beside the bar.
  const hit = useRef<string | undefined>(undefined);
  const data = periods.map(({ key, partial, inferred }, index) => ({
    key,
    partial,
    inferred,
    ...Object.fromEntries(series.map(({ values }, at) => [`s${at}`, values[index] ?? 0])),
  }));

  return (
    <ChartSurface chart={chart} sum>
      {({ picture, pick, ...shared }) => (
        <BarChart
          {...shared}
          data={data}
          type="stacked"
          maxBarWidth={48}
          series={series.map(({ label, color }, at) => ({ name: `s${at}`, label, color }))}
          referenceLines={[{ y: 0, color: 'var(--mantine-color-dimmed)' }]}
          barChartProps={{
            ...picture,
            stackOffset: 'sign',
            onClick: ({ activeTooltipIndex }) => {
              pick(activeTooltipIndex, hit.current);
              hit.current = undefined;
            },
          }}
          barProps={({ name }) => ({
            shape: Segment,
            onClick: () => {
              hit.current = series[Number(name.slice(1))]?.key;
            },
          })}
        >
          <HatchPattern />
        </BarChart>
      )}
    </ChartSurface>
  );
}

interface Told {
  partial?: boolean;
  inferred?: boolean;
}

function Segment({ payload, ...shape }: RectangleProps & { payload?: Told }) {
  const opacity = payload?.partial || payload?.inferred ? 0.45 : 1;
  return (
    <>
      <Rectangle {...shape} fillOpacity={opacity} />
      {payload?.inferred && <Rectangle {...shape} fill={HATCH} />}
    </>
  );
}
