'use client';

import { type KeyboardEvent, type ReactNode, useCallback, useRef } from 'react';
import { CHART_HEIGHT, type ChartProps } from './chart-model';
import { ChartTooltip } from './chart-tooltip';
import classes from './charts.module.css';

interface SurfaceOptions {
  chart: ChartProps;
  sum?: boolean;
  /** The plotted library chart, given the props every shape shares. */
  children: (shared: ReturnType<typeof sharedProps> & { pick: Pick }) => ReactNode;
}

/** Selects what was clicked: the library's index of the period, when it has one, and the series that was hit. */
type Pick = (index: unknown, seriesKey?: string) => void;

const SETTLE_MS = 60;

/** What all plotted charts have in common: name, keyboard, tooltip, axes. Arrow keys walk, Enter selects. */
export function ChartSurface({ chart, sum = false, children }: SurfaceOptions) {
  const active = useRef<number | null>(null);
  const remember = useCallback((index: number | null) => {
    active.current = index;
  }, []);

  const pick: Pick = (index, seriesKey) => {
    if (index != null) return chart.onSelect?.(Number(index), seriesKey);
    // A tap arrives before the library has worked out where the pointer is: the tooltip will know in a moment.
    setTimeout(() => {
      if (active.current !== null) chart.onSelect?.(active.current, seriesKey);
    }, SETTLE_MS);
  };

  const selectByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || active.current === null) return;
    event.preventDefault();
    chart.onSelect?.(active.current);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the focusable element is the picture inside, which is named
    <div className={classes.surface} onKeyDown={selectByKey} style={{ height: CHART_HEIGHT }}>
      {children({ ...sharedProps(chart, sum, remember), pick })}
    </div>
  );
}

function sharedProps(chart: ChartProps, sum: boolean, onActive: (index: number | null) => void) {
  const { periods, series, format, notes, label, integers, timeless = false } = chart;
  const indexOf = new Map(periods.map((period, index) => [period.key, index]));
  return {
    h: CHART_HEIGHT,
    dataKey: 'key',
    gridAxis: 'x' as const,
    tickLine: 'none' as const,
    strokeDasharray: '0',
    gridColor: 'var(--hw-hairline)',
    textColor: 'dimmed',
    valueFormatter: (value: number) => format(value, { compact: true }),
    xAxisProps: {
      tickFormatter: (key: string) => periods[indexOf.get(key) ?? -1]?.short ?? '',
      minTickGap: 16,
    },
    yAxisProps: { width: 64, allowDecimals: !integers },
    tooltipProps: {
      isAnimationActive: false,
      content: ({ active, label: key }: { active?: boolean; label?: string | number }) => {
        const index = indexOf.get(String(key)) ?? -1;
        const period = periods[index];
        if (!active || !period) return null;
        const lines = notes?.(index) ?? [];
        return <ChartTooltip {...{ index, period, series, format, sum, timeless, onActive }} notes={lines} />;
      },
    },
    picture: { role: 'img', tabIndex: 0, 'aria-label': `${label}. Arrow keys walk the periods, Enter explains one.` },
  };
}
