import type { LevelStep } from '../../charts/place-steps';
import type { ExplainTarget } from '../explain/explain-target';
import { openingTarget, pointTarget } from '../metric-target';
import { MOVEMENTS, type MovementPeriod } from './movement-periods';

export interface BridgeStep extends LevelStep {
  /** What explains the step. */
  target: ExplainTarget;
}

const LEVEL_COLOR = 'var(--mantine-color-gray-6)';

/** From the MRR a range opened with, over every movement, to the MRR it closed with at the end of `last`. */
export function bridgeSteps(whole: MovementPeriod, last: Pick<MovementPeriod, 'start' | 'end'> = whole): BridgeStep[] {
  return [
    {
      key: 'opening',
      label: 'Opening',
      value: whole.opening,
      total: true,
      color: LEVEL_COLOR,
      target: openingTarget('mrr', whole.start),
    },
    ...MOVEMENTS.map(({ metric, label, color }, at) => ({
      key: metric,
      label,
      value: whole.steps[at] ?? 0,
      total: false,
      color,
      target: pointTarget(metric, whole),
    })),
    {
      key: 'closing',
      label: 'Closing',
      value: whole.closing,
      total: true,
      color: LEVEL_COLOR,
      target: pointTarget('mrr', last),
    },
  ];
}
