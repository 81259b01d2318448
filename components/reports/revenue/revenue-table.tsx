'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { AddsUp } from '../adds-up';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { Figure } from '../explain/figure';
import { type Column, PeriodLines, type Span } from '../period-lines';
import { type RevenueStep, revenueGap, revenueTarget } from './revenue-bridge';

interface RevenueTableProps {
  net: MetricResult;
  steps: readonly RevenueStep[];
  params: ReportParams;
}

type Line = MetricTotal & Span;

/** From gross to net in every period, and over the whole range. */
export function RevenueTable({ net, steps, params }: RevenueTableProps) {
  const format = useFormat(net);
  // Periods that have not begun have no figures yet.
  const points = (net.series[0]?.points ?? []).filter(({ value }) => value !== null);
  const whole: Line = { ...net.total, start: params.from, end: params.to };
  const broken = [...points, whole].filter((figure) => revenueGap(steps, figure) !== 0).length;
  const cells = ({ value, parts }: MetricTotal) =>
    [...steps.map(({ part }) => parts?.[part] ?? 0), value].map((amount) => csvFigure(amount, net));
  const columns = [
    ...steps.map(
      ({ part, label, name: step }): Column<Line> => ({
        key: part,
        label,
        cell: (figure, name) => (
          <Figure target={revenueTarget(figure, part)} name={`${step}, ${name}`}>
            {format(figure.parts?.[part] ?? 0)}
          </Figure>
        ),
      }),
    ),
    {
      key: 'net',
      label: 'Net',
      cell: (figure: Line, name: string) => (
        <Figure target={revenueTarget(figure)} name={`net revenue, ${name}`}>
          {format(figure.value)}
        </Figure>
      ),
    },
  ];

  return (
    <TableSection
      title="From gross to net by period"
      fileName={`net-revenue-${params.from}-${params.to}`}
      csv={() => ({
        header: ['Period', ...columns.map(({ label }) => label)],
        rows: [
          ...points.map((point) => [formatPeriod(point.start, point.end, net.interval), ...cells(point)]),
          [formatRange(params.from, params.to), ...cells(whole)],
        ],
      })}
    >
      <PeriodLines
        label="From gross to net by period"
        interval={net.interval}
        columns={columns}
        lines={points}
        whole={whole}
      />
      <AddsUp
        holds="The steps come to net revenue exactly, in every line."
        broken={
          broken === 0 ? null : `In ${broken} ${broken === 1 ? 'line' : 'lines'} the steps do not come to net revenue.`
        }
      />
    </TableSection>
  );
}
