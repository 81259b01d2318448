'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { TableSection } from '../csv/table-section';
import { maturedRate, stateCounts, type TrialDate, trialStates } from './trial-states';
import { TrialTable } from './trial-table';

interface TrialSectionProps {
  conversion: MetricResult;
  by: TrialDate;
  params: ReportParams;
}

/** The table of trials as a part of the page of its own. */
export function TrialSection({ conversion, by, params }: TrialSectionProps) {
  const line = (name: string, figure: MetricTotal) => [
    name,
    figure.denominator,
    ...stateCounts(by, figure),
    figure.value,
    maturedRate(by, figure).value,
  ];
  const points = conversion.series[0]?.points ?? [];
  return (
    <TableSection
      title={`Cohorts by ${by}`}
      fileName={`trials-by-${by}-${params.from}-${params.to}`}
      csv={() => ({
        header: [
          by === 'start' ? 'Started in' : 'Ended in',
          'Trials',
          ...trialStates(by).map(({ label }) => label),
          'Of all',
          'Of matured',
        ],
        rows: [
          ...points.map((point) => line(formatPeriod(point.start, point.end, conversion.interval), point)),
          line(formatRange(params.from, params.to), conversion.total),
        ],
      })}
    >
      <TrialTable conversion={conversion} by={by} params={params} />
    </TableSection>
  );
}
