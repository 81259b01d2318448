/** A stop on the way from one level to another. */
export interface LevelStep {
  key: string;
  label: string;
  /** A level for a total, else a signed step from the level before. */
  value: number;
  total: boolean;
  /** Any CSS colour. */
  color: string;
}

export interface PlacedStep {
  /** The lower and the upper end of what is drawn. */
  from: number;
  to: number;
  /** The level reached afterwards. */
  level: number;
}

/** Where each step is drawn: a total from zero to its level, a step from the level before to the one after. */
export function placeSteps(steps: readonly Pick<LevelStep, 'value' | 'total'>[]): PlacedStep[] {
  let level = 0;
  return steps.map(({ value, total }) => {
    const before = total ? 0 : level;
    level = before + value;
    return { from: Math.min(before, level), to: Math.max(before, level), level };
  });
}
