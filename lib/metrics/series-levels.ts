import { foreignMrrLevels, LEVEL, type SeriesTerm } from './mrr-levels';
import { nativeSteps } from './native-steps';
import { type Computed, plain, type RawSeries, seriesOf } from './raw-points';
import type { Scope } from './scope';

/**
 * The sum of some series at the end of each bucket, like MRR: from the sums of their steps and the leaves of other
 * currencies. Every point is `times` that sum.
 */
export async function seriesLevels(
  scope: Scope,
  terms: readonly SeriesTerm[],
  { times = 1n, ratesOf = null }: { times?: bigint; ratesOf?: string | null } = {},
): Promise<Computed> {
  const [steps, foreign] = await Promise.all([nativeSteps(scope, terms), foreignMrrLevels(scope, terms, ratesOf)]);
  const keys = new Set([...steps.series(), ...foreign.series()]);
  const series = seriesOf(scope, [...keys]).map((key): RawSeries => {
    let native = steps.get(key, LEVEL, 0).amount;
    const points = scope.buckets.map((_, index) => {
      native += steps.get(key, LEVEL, index + 1).amount;
      return plain((native + foreign.get(key, LEVEL, index + 1).amount) * times);
    });
    return { key, points, total: points.at(-1) ?? plain(0n) };
  });
  return { series, unconverted: foreign.unconverted([{ measure: LEVEL, sign: 1 }]) };
}
