'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import type { ExplainTarget } from '../explain/explain-target';
import { Figure } from '../explain/figure';
import { pointTarget, totalTarget } from '../metric-target';
import { RatioParts } from '../ratio-parts';
import classes from '../table.module.css';
import { TableBox } from '../table-box';

interface RefundTableProps {
  params: ReportParams;
  columns: { label: string; result: MetricResult }[];
}

/** Refunds, lost disputes and rates, period by period. */
export function RefundTable({ params, columns }: RefundTableProps) {
  const first = columns[0]?.result;
  const points = first?.series[0]?.points ?? [];
  const nameOf = (point: { start: string; end: string }) =>
    formatPeriod(point.start, point.end, first?.interval ?? 'month');
  const range = formatRange(params.from, params.to);
  return (
    <TableSection
      title="Refunds by period"
      fileName={`refunds-${params.from}-${params.to}`}
      csv={() => ({
        header: ['Period', ...columns.map(({ label }) => label)],
        rows: [
          ...points.map((point, index) => [
            nameOf(point),
            ...columns.map(({ result }) => csvFigure(result.series[0]?.points[index]?.value ?? null, result)),
          ]),
          [range, ...columns.map(({ result }) => csvFigure(result.total.value, result))],
        ],
      })}
    >
      <TableBox label="Refunds by period">
        <thead>
          <tr>
            <th scope="col">Period</th>
            {columns.map(({ label, result }) => (
              <th key={result.metric} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points
            .map((point, index) => ({ point, index }))
            .reverse()
            .map(({ point, index }) => (
              <tr key={point.start}>
                <th scope="row">
                  {nameOf(point)}
                  {point.incomplete && <span className={classes.aside}> so far</span>}
                </th>
                {columns.map(({ result }) => (
                  <Cell
                    key={result.metric}
                    result={result}
                    figure={result.series[0]?.points[index]}
                    target={pointTarget(result.metric, point)}
                    name={nameOf(point)}
                  />
                ))}
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{range}</th>
            {columns.map(({ result }) => (
              <Cell
                key={result.metric}
                result={result}
                figure={result.total}
                target={totalTarget(result, params)}
                name="whole range"
              />
            ))}
          </tr>
        </tfoot>
      </TableBox>
    </TableSection>
  );
}

interface CellProps {
  result: MetricResult;
  figure: MetricTotal | undefined;
  target: ExplainTarget;
  name: string;
}

function Cell({ result, figure, target, name }: CellProps) {
  const format = useFormat(result);
  return (
    <td>
      <Figure target={target} name={`${result.label}, ${name}`}>
        {format(figure?.value ?? null)}
      </Figure>{' '}
      {figure && <RatioParts metric={result.metric} currency={result.currency} figure={figure} />}
    </td>
  );
}
