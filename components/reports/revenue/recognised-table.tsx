'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { Figure } from '../explain/figure';
import { pointTarget } from '../metric-target';
import classes from '../table.module.css';
import { TableBox } from '../table-box';
import { deferredOf, soldOf } from './recognised-revenue';

interface RecognisedTableProps {
  recognised: MetricResult;
  params: ReportParams;
}

/** Recognised + deferred = paid, line by line. */
export function RecognisedTable({ recognised, params }: RecognisedTableProps) {
  const points = (recognised.series[0]?.points ?? []).filter(({ value }) => value !== null);
  return (
    <TableBox label="Recognised and paid by period">
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col">Recognised</th>
          <th scope="col">Deferred</th>
          <th scope="col">Paid</th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <Line
            key={point.start}
            name={formatPeriod(point.start, point.end, recognised.interval)}
            soFar={point.incomplete}
            figure={point}
            recognised={recognised}
          />
        ))}
      </tbody>
      <tfoot>
        <Line
          name={formatRange(params.from, params.to)}
          figure={{ ...recognised.total, start: params.from, end: params.to }}
          recognised={recognised}
        />
      </tfoot>
    </TableBox>
  );
}

interface LineProps {
  name: string;
  soFar?: boolean;
  figure: MetricTotal & { start: string; end: string };
  recognised: MetricResult;
}

function Line({ name, soFar, figure, recognised }: LineProps) {
  const format = useFormat(recognised);
  const target = pointTarget(recognised.metric, figure);
  return (
    <tr>
      <th scope="row">
        {name}
        {soFar && <span className={classes.aside}> so far</span>}
      </th>
      <td>
        <Figure target={target} name={`recognised revenue, ${name}`}>
          {format(figure.value)}
        </Figure>
      </td>
      <td>
        <Figure target={{ ...target, part: 'deferred' }} name={`deferred revenue, ${name}`}>
          {format(deferredOf(figure), { sign: true })}
        </Figure>
      </td>
      <td>{format(soldOf(figure))}</td>
    </tr>
  );
}
