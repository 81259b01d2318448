import type { BridgeStep } from '../bridge/bridge-step';
import { openingTarget, pointTarget } from '../metric-target';
import { MOVEMENTS, type MovementPeriod } from './movement-periods';

const LEVEL_COLOR = 'var(--mantine-color-gray-6)';

/** From the MRR a range opened with, over every movement, to the MRR it closed with at the end of `last`. */
export function bridgeSteps(whole: MovementPeriod, last: Pick<MovementPeriod, 'start' | 'end'> = whole): BridgeStep[] {
  const level = { total: true, color: LEVEL_COLOR };
  return [
    {
      ...level,
      key: 'opening',
      label: 'Opening',
      name: 'opening MRR',
      value: whole.opening,
      target: openingTarget('mrr', whole.start),
    },
    ...MOVEMENTS.map(({ metric, label, color }, at) => ({
      key: metric,
      label,
      name: label,
      value: whole.steps[at] ?? 0,
      total: false,
      color,
      target: pointTarget(metric, whole),
    })),
    {
      ...level,
      key: 'closing',
      label: 'Closing',
      name: 'closing MRR',
      value: whole.closing,
      target: pointTarget('mrr', last),
    },
  ];
}
