import { useEffect } from 'react';
import type { ChartFormat, ChartNote, ChartPeriod, ChartSeries } from './chart-model';
import classes from './charts.module.css';

interface ChartTooltipProps {
  index: number;
  period: ChartPeriod;
  series: ChartSeries[];
  format: ChartFormat;
  notes: ChartNote[];
  /** Add a line with the sum of the series. */
  sum: boolean;
  timeless: boolean;
  /** Tells the chart which period the reader is at, by mouse or by arrow keys. */
  onActive: (index: number | null) => void;
}

export function ChartTooltip({ index, period, series, format, notes, sum, timeless, onActive }: ChartTooltipProps) {
  useEffect(() => {
    onActive(index);
    return () => onActive(null);
  }, [index, onActive]);
  return (
    <div className={classes.tooltip} role="status">
      <div className={classes.tooltipTitle}>
        {period.label}
        {period.partial && ' · so far'}
      </div>
      {series.map((one) => (
        <div key={one.key} className={classes.tooltipRow}>
          <span className={classes.legendItem}>
            <span className={classes.swatch} style={{ background: one.color }} />
            {one.label}
          </span>
          <span>{format(one.values[index] ?? null)}</span>
        </div>
      ))}
      {sum && series.length > 1 && <Line label="Sum" value={format(total(series, index))} />}
      {series.length === 1 && !timeless && <Step series={series[0]} index={index} format={format} />}
      {notes.map((note) => (
        <Line key={note.label} {...note} />
      ))}
    </div>
  );
}

function Line({ label, value }: ChartNote) {
  return (
    <div className={`${classes.tooltipRow} ${classes.tooltipNote}`}>
      <span>{label}</span>
      <span>{value}</span>
    </div>
  );
}

function Step({ series, index, format }: { series: ChartSeries | undefined; index: number; format: ChartFormat }) {
  const [before, now] = [series?.values[index - 1] ?? null, series?.values[index] ?? null];
  if (before === null || now === null) return null;
  return <Line label="Since the period before" value={format(now - before, { sign: true })} />;
}

function total(series: ChartSeries[], index: number): number {
  return series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0);
}
