'use client';

import type { MetricResult } from '@/lib/reports/types';
import { BridgeBars } from '../../charts/bridge-bars';
import { formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { Figure } from '../explain/figure';
import { bridgeSteps } from './bridge-steps';
import { type MovementPeriod, movementTotal } from './movement-periods';

/** From the MRR a range opened with to the MRR it closed with. */
export function MrrBridge({ mrr, periods }: { mrr: MetricResult; periods: MovementPeriod[] }) {
  const format = useFormat(mrr);
  const whole = movementTotal(periods);
  if (!whole) return null;
  const range = formatRange(whole.start, whole.end);
  const steps = bridgeSteps(whole, periods.at(-1)).map((step) => ({
    ...step,
    figure: (
      <Figure target={step.target} name={`${step.name}, ${range}`}>
        {format(step.value, { sign: !step.total })}
      </Figure>
    ),
  }));
  return (
    <TableSection
      title={`MRR bridge, ${range}`}
      fileName={`mrr-bridge-${whole.start}-${whole.end}`}
      csv={() => ({
        header: ['Step', 'From', 'To', mrr.currency.toUpperCase()],
        rows: steps.map(({ name, value }) => [name, whole.start, whole.end, csvFigure(value, mrr)]),
      })}
    >
      <BridgeBars caption={`MRR bridge, ${range}`} steps={steps} />
    </TableSection>
  );
}
