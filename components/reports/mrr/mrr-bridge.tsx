'use client';

import { Title } from '@mantine/core';
import type { MetricResult } from '@/lib/reports/types';
import { BridgeBars } from '../../charts/bridge-bars';
import { formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { Figure } from '../explain/figure';
import { openingTarget, pointTarget } from '../metric-target';
import { MOVEMENTS, type MovementPeriod, movementTotal } from './movement-periods';

const LEVEL_COLOR = 'var(--mantine-color-gray-6)';

/** From the MRR a range opened with to the MRR it closed with. */
export function MrrBridge({ mrr, periods }: { mrr: MetricResult; periods: MovementPeriod[] }) {
  const format = useFormat(mrr);
  const total = movementTotal(periods);
  if (!total) return null;
  const range = formatRange(total.start, total.end);
  const steps = MOVEMENTS.map(({ metric, label, color }, at) => ({
    key: metric,
    label,
    color,
    value: total.steps[at] ?? 0,
    total: false,
    figure: (
      <Figure target={pointTarget(metric, total)} name={`${label}, ${range}`}>
        {format(total.steps[at] ?? 0, { sign: true })}
      </Figure>
    ),
  }));
  const level = (key: string, label: string, value: number) => ({ key, label, value, total: true, color: LEVEL_COLOR });

  return (
    <section>
      <Title order={2} mb={8}>
        MRR bridge, {range}
      </Title>
      <BridgeBars
        caption={`MRR bridge, ${range}`}
        steps={[
          {
            ...level('opening', 'Opening', total.opening),
            figure: (
              <Figure target={openingTarget('mrr', total.start)} name={`opening MRR, ${range}`}>
                {format(total.opening)}
              </Figure>
            ),
          },
          ...steps,
          {
            ...level('closing', 'Closing', total.closing),
            figure: (
              <Figure target={pointTarget('mrr', periods.at(-1) ?? total)} name={`closing MRR, ${range}`}>
                {format(total.closing)}
              </Figure>
            ),
          },
        ]}
      />
    </section>
  );
}
