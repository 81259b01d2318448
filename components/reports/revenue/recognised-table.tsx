'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { useFormat } from '../../format/use-format';
import { Figure } from '../explain/figure';
import { pointTarget } from '../metric-target';
import { PeriodLines } from '../period-lines';
import { deferredOf, paidOf } from './recognised-revenue';

interface RecognisedTableProps {
  recognised: MetricResult;
  params: ReportParams;
}

/** Recognised + deferred = paid, line by line. */
export function RecognisedTable({ recognised, params }: RecognisedTableProps) {
  const format = useFormat(recognised);
  const { metric, series, total, interval } = recognised;
  return (
    <PeriodLines
      label="Recognised and paid by period"
      interval={interval}
      lines={(series[0]?.points ?? []).filter(({ value }) => value !== null)}
      whole={{ ...total, start: params.from, end: params.to, incomplete: false }}
      columns={[
        {
          key: 'recognised',
          label: 'Recognised',
          cell: (figure, name) => (
            <Figure target={pointTarget(metric, figure)} name={`recognised revenue, ${name}`}>
              {format(figure.value)}
            </Figure>
          ),
        },
        {
          key: 'deferred',
          label: 'Deferred',
          cell: (figure, name) => (
            <Figure target={{ ...pointTarget(metric, figure), part: 'deferred' }} name={`deferred revenue, ${name}`}>
              {format(deferredOf(figure), { sign: true })}
            </Figure>
          ),
        },
        {
          key: 'paid',
          label: 'Paid',
          cell: (figure, name) => (
            <Figure target={{ ...pointTarget(metric, figure), part: 'paid' }} name={`paid revenue, ${name}`}>
              {format(paidOf(figure))}
            </Figure>
          ),
        },
      ]}
    />
  );
}
