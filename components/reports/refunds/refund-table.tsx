'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import type { ExplainTarget } from '../explain/explain-target';
import { Figure } from '../explain/figure';
import { pointTarget, totalTarget } from '../metric-target';
import { RatioParts } from '../ratio-parts';
import classes from '../table.module.css';
import { TableBox } from '../table-box';

interface RefundTableProps {
  params: ReportParams;
  refunds: MetricResult;
  byAmount: MetricResult;
  byCount: MetricResult;
}

/** Refunds and both rates, period by period. */
export function RefundTable({ params, refunds, byAmount, byCount }: RefundTableProps) {
  const columns = [refunds, byAmount, byCount];
  const points = refunds.series[0]?.points ?? [];
  const periods = points.map((point, index) => ({ point, index })).reverse();
  return (
    <TableBox label="Refunds by period">
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col">Refunded</th>
          <th scope="col">Rate by amount</th>
          <th scope="col">Rate by count</th>
        </tr>
      </thead>
      <tbody>
        {periods.map(({ point, index }) => {
          const name = formatPeriod(point.start, point.end, refunds.interval);
          return (
            <tr key={point.start}>
              <th scope="row">
                {name}
                {point.incomplete && <span className={classes.aside}> so far</span>}
              </th>
              {columns.map((result) => (
                <Cell
                  key={result.metric}
                  result={result}
                  figure={result.series[0]?.points[index]}
                  target={pointTarget(result.metric, point)}
                  name={name}
                />
              ))}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{formatRange(params.from, params.to)}</th>
          {columns.map((result) => (
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
