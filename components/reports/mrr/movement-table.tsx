'use client';

import type { MetricResult } from '@/lib/reports/types';
import { formatPeriod } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { AddsUp } from '../adds-up';
import { Figure } from '../explain/figure';
import { openingTarget, pointTarget } from '../metric-target';
import { type Column, PeriodLines } from '../period-lines';
import { MOVEMENTS, type MovementPeriod, movementTotal } from './movement-periods';

/** Opening + movements = closing, line by line and for the whole range. */
export function MovementTable({ mrr, periods }: { mrr: MetricResult; periods: MovementPeriod[] }) {
  const format = useFormat(mrr);
  const total = movementTotal(periods);
  const broken = periods.filter(({ gap }) => gap !== 0);
  const [first] = broken;
  const movements = MOVEMENTS.map(
    ({ metric, label }, at): Column<MovementPeriod> => ({
      key: metric,
      label,
      cell: (period, name) => (
        <Figure target={pointTarget(metric, period)} name={`${label}, ${name}`}>
          {format(period.steps[at] ?? 0, { sign: true })}
        </Figure>
      ),
    }),
  );
  const columns: Column<MovementPeriod>[] = [
    {
      key: 'opening',
      label: 'Opening',
      cell: ({ start, opening }, name) => (
        <Figure target={openingTarget('mrr', start)} name={`opening MRR, ${name}`}>
          {format(opening)}
        </Figure>
      ),
    },
    ...movements,
    {
      key: 'closing',
      label: 'Closing',
      // The whole range closes where its last period does.
      cell: (period, name) => (
        <Figure
          target={pointTarget('mrr', period === total ? (periods.at(-1) ?? period) : period)}
          name={`closing MRR, ${name}`}
        >
          {format(period.closing)}
        </Figure>
      ),
    },
  ];
  return (
    <>
      <PeriodLines
        label="MRR movements by period"
        interval={mrr.interval}
        columns={columns}
        lines={periods}
        whole={total}
      />
      {total && (
        <AddsUp
          holds="Opening plus movements equals closing in every period."
          broken={
            first
              ? `${broken.length} of ${periods.length} periods do not add up, first ${formatPeriod(first.start, first.end, mrr.interval)} by ${format(first.gap, { sign: true })}.`
              : null
          }
        />
      )}
    </>
  );
}
