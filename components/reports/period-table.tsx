'use client';

import type { Dimension, MetricResult, MetricSeries, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../format/format-period';
import { useFormat } from '../format/use-format';
import type { ExplainTarget } from './explain/explain-target';
import { Figure } from './explain/figure';
import { OTHER } from './fold-series';
import { pointTarget, sliceOf, totalTarget } from './metric-target';
import { RatioParts } from './ratio-parts';
import classes from './table.module.css';
import { TableBox } from './table-box';

interface PeriodTableProps {
  result: MetricResult;
  /** The series drawn, which may fold some of the result's. */
  series: MetricSeries[];
  breakdown: Dimension | null;
  params: ReportParams;
}

/** A chart's figures, period by period, newest first; the last line is the figure of the whole range. */
export function PeriodTable({ result, series, breakdown, params }: PeriodTableProps) {
  const periods = [...(series[0]?.points ?? [])].map((point, index) => ({ point, index })).reverse();
  const slice = (key: string) => sliceOf(breakdown, key);
  return (
    <TableBox label={`${result.label} by period`}>
      <thead>
        <tr>
          <th scope="col">Period</th>
          {series.map(({ key, label }) => (
            <th key={key} scope="col">
              {label || result.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {periods.map(({ point, index }) => {
          const period = formatPeriod(point.start, point.end, result.interval);
          return (
            <tr key={point.start}>
              <th scope="row">
                {period}
                {point.incomplete && <span className={classes.aside}> so far</span>}
              </th>
              {series.map(({ key, label, points }) => (
                <td key={key}>
                  <Cell
                    result={result}
                    figure={points[index]}
                    name={`${label || result.label}, ${period}`}
                    target={key === OTHER ? null : pointTarget(result.metric, point, slice(key))}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{formatRange(params.from, params.to)}</th>
          {series.map(({ key, label, total }) => (
            <td key={key}>
              <Cell
                result={result}
                figure={total}
                name={`${label || result.label}, whole range`}
                target={key === OTHER ? null : totalTarget(result, params, slice(key))}
              />
            </td>
          ))}
        </tr>
      </tfoot>
    </TableBox>
  );
}

interface CellProps {
  result: MetricResult;
  figure: MetricTotal | undefined;
  name: string;
  /** Null for a sum of series, which no single explanation covers. */
  target: ExplainTarget | null;
}

function Cell({ result, figure, name, target }: CellProps) {
  const format = useFormat(result);
  const text = format(figure?.value ?? null);
  return (
    <>
      {target ? (
        <Figure target={target} name={name}>
          {text}
        </Figure>
      ) : (
        text
      )}{' '}
      {figure && <RatioParts metric={result.metric} currency={result.currency} figure={figure} />}
    </>
  );
}
