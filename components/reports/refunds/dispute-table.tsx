'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { Figure } from '../explain/figure';
import classes from '../table.module.css';
import { TableBox } from '../table-box';
import { disputeTarget, INQUIRIES, OUTCOMES, partOf } from './dispute-outcomes';

interface DisputeTableProps {
  disputes: MetricResult;
  amounts: MetricResult;
  params: ReportParams;
}

/** Disputes opened in each period, how they ended, and what they were about. */
export function DisputeTable({ disputes, amounts, params }: DisputeTableProps) {
  const points = disputes.series[0]?.points ?? [];
  return (
    <TableBox label="Disputes by period">
      <thead>
        <tr>
          <th scope="col">Opened in</th>
          <th scope="col">Disputes</th>
          {OUTCOMES.map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
          <th scope="col">Disputed amount</th>
          <th scope="col">Of it lost</th>
          <th scope="col">Inquiries</th>
        </tr>
      </thead>
      <tbody>
        {points
          .map((point, index) => ({ point, amount: amounts.series[0]?.points[index] }))
          .reverse()
          .map(({ point, amount }) => (
            <Line
              key={point.start}
              name={formatPeriod(point.start, point.end, disputes.interval)}
              soFar={point.incomplete}
              span={point}
              count={point}
              amount={amount}
              currency={amounts.currency}
            />
          ))}
      </tbody>
      <tfoot>
        <Line
          name={formatRange(params.from, params.to)}
          span={{ start: params.from, end: params.to }}
          count={disputes.total}
          amount={amounts.total}
          currency={amounts.currency}
        />
      </tfoot>
    </TableBox>
  );
}

interface LineProps {
  name: string;
  soFar?: boolean;
  span: { start: string; end: string };
  count: MetricTotal;
  amount: MetricTotal | undefined;
  currency: string;
}

function Line({ name, soFar, span, count, amount, currency }: LineProps) {
  const counted = useFormat({ unit: 'count', currency });
  const money = useFormat({ unit: 'money', currency });
  return (
    <tr>
      <th scope="row">
        {name}
        {soFar && <span className={classes.aside}> so far</span>}
      </th>
      <td>
        <Figure target={disputeTarget('disputes', span)} name={`disputes opened, ${name}`}>
          {counted(count.value)}
        </Figure>
      </td>
      {OUTCOMES.map(({ key, label }) => (
        <td key={key}>
          <Figure target={disputeTarget('disputes', span, key)} name={`disputes ${label.toLowerCase()}, ${name}`}>
            {counted(partOf(count, key))}
          </Figure>
        </td>
      ))}
      <td>
        <Figure target={disputeTarget('disputed-amount', span)} name={`disputed amount, ${name}`}>
          {money(amount?.value ?? null)}
        </Figure>
      </td>
      <td>
        <Figure target={disputeTarget('disputed-amount', span, 'lost')} name={`disputed amount lost, ${name}`}>
          {money(partOf(amount, 'lost'))}
        </Figure>
      </td>
      <td>
        <Figure target={disputeTarget('disputes', span, INQUIRIES)} name={`inquiries, ${name}`}>
          {counted(partOf(count, INQUIRIES))}
        </Figure>
      </td>
    </tr>
  );
}
