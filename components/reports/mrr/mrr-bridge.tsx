'use client';

import { Title } from '@mantine/core';
import type { MetricResult } from '@/lib/reports/types';
import { BridgeBars } from '../../charts/bridge-bars';
import { formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
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
    <section>
      <Title order={2} mb={8}>
        MRR bridge, {range}
      </Title>
      <BridgeBars caption={`MRR bridge, ${range}`} steps={steps} />
    </section>
  );
}
