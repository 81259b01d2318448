'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { MOVEMENTS, type MovementPeriod, movementTotal } from './movement-periods';
import { MovementTable } from './movement-table';

interface MovementSectionProps {
  mrr: MetricResult;
  periods: MovementPeriod[];
  params: ReportParams;
}

/** The movement table as a part of a page of its own. */
export function MovementSection({ mrr, periods, params }: MovementSectionProps) {
  const line = (name: string, { opening, steps, closing }: MovementPeriod) => [
    name,
    ...[opening, ...steps, closing].map((value) => csvFigure(value, mrr)),
  ];
  const total = movementTotal(periods);
  return (
    <TableSection
      title="Movements by period"
      fileName={`mrr-movements-${params.from}-${params.to}`}
      csv={() => ({
        header: ['Period', 'Opening', ...MOVEMENTS.map(({ label }) => label), 'Closing'],
        rows: [
          ...periods.map((period) => line(formatPeriod(period.start, period.end, mrr.interval), period)),
          ...(total ? [line(formatRange(total.start, total.end), total)] : []),
        ],
      })}
    >
      <MovementTable mrr={mrr} periods={periods} />
    </TableSection>
  );
}
