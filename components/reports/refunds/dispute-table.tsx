'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { useFormat } from '../../format/use-format';
import { Figure } from '../explain/figure';
import { type Column, PeriodLines, type Span } from '../period-lines';
import { disputeTarget, INQUIRIES, OUTCOMES, partOf } from './dispute-outcomes';

interface DisputeTableProps {
  disputes: MetricResult;
  amounts: MetricResult;
  params: ReportParams;
}

interface Line extends Span {
  count: MetricTotal;
  amount: MetricTotal | undefined;
}

/** Disputes opened in each period, how they ended, and what they were about. */
export function DisputeTable({ disputes, amounts, params }: DisputeTableProps) {
  const counted = useFormat(disputes);
  const money = useFormat(amounts);
  const countOf = (label: string, name: string, part?: string): Column<Line> => ({
    key: part ?? 'disputes',
    label,
    cell: (line, period) => (
      <Figure target={disputeTarget('disputes', line, part)} name={`${name}, ${period}`}>
        {counted(part ? partOf(line.count, part) : line.count.value)}
      </Figure>
    ),
  });
  const amountOf = (label: string, name: string, part?: string): Column<Line> => ({
    key: `amount ${part}`,
    label,
    cell: (line, period) => (
      <Figure target={disputeTarget('disputed-amount', line, part)} name={`${name}, ${period}`}>
        {money(part ? partOf(line.amount, part) : (line.amount?.value ?? null))}
      </Figure>
    ),
  });
  return (
    <PeriodLines
      label="Disputes by period"
      periods="Opened in"
      interval={disputes.interval}
      columns={[
        countOf('Disputes', 'disputes opened'),
        ...OUTCOMES.map(({ key, label }) => countOf(label, `disputes ${label.toLowerCase()}`, key)),
        amountOf('Disputed amount', 'disputed amount'),
        amountOf('Of it lost', 'disputed amount lost', 'lost'),
        countOf('Inquiries', 'inquiries', INQUIRIES),
      ]}
      lines={(disputes.series[0]?.points ?? []).map((point, index) => ({
        ...point,
        count: point,
        amount: amounts.series[0]?.points[index],
      }))}
      whole={{ start: params.from, end: params.to, count: disputes.total, amount: amounts.total }}
    />
  );
}
