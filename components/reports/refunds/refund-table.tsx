'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { FigureCell } from '../figure-cell';
import { pointTarget } from '../metric-target';
import { type Column, PeriodLines, type Span } from '../period-lines';

interface RefundTableProps {
  params: ReportParams;
  columns: { label: string; result: MetricResult }[];
}

interface Line extends Span {
  /** One for each of the columns. */
  figures: (MetricTotal | undefined)[];
}

/** Refunds, lost disputes and rates, period by period. */
export function RefundTable({ params, columns }: RefundTableProps) {
  const first = columns[0]?.result;
  const interval = first?.interval ?? 'month';
  const lines = (first?.series[0]?.points ?? []).map(
    ({ start, end, incomplete }, index): Line => ({
      start,
      end,
      incomplete,
      figures: columns.map(({ result }) => result.series[0]?.points[index]),
    }),
  );
  const whole: Line = { start: params.from, end: params.to, figures: columns.map(({ result }) => result.total) };
  const cells = ({ figures }: Line) => columns.map(({ result }, at) => csvFigure(figures[at]?.value ?? null, result));
  return (
    <TableSection
      title="Refunds by period"
      fileName={`refunds-${params.from}-${params.to}`}
      csv={() => ({
        header: ['Period', ...columns.map(({ label }) => label)],
        rows: [
          ...lines.map((line) => [formatPeriod(line.start, line.end, interval), ...cells(line)]),
          [formatRange(params.from, params.to), ...cells(whole)],
        ],
      })}
    >
      <PeriodLines
        label="Refunds by period"
        interval={interval}
        columns={columns.map(
          ({ label, result }, at): Column<Line> => ({
            key: result.metric,
            label,
            cell: (line, name) => (
              <FigureCell
                result={result}
                figure={line.figures[at]}
                target={pointTarget(result.metric, line)}
                name={`${result.label}, ${name}`}
              />
            ),
          }),
        )}
        lines={lines}
        whole={whole}
      />
    </TableSection>
  );
}
