import { flowSums } from './flow-sums';
import { MOVEMENTS } from './mrr-bridge';
import { foreignMrrLevels, LEVEL, type SeriesTerm } from './mrr-levels';
import { type Computed, plain, type RawSeries, seriesOf } from './raw-points';
import { NATIVE, type Scope } from './scope';

/** Measures whose running sum is the level of a series. */
const measuresOf = ({ series }: SeriesTerm): string[] =>
  series === 'mrr' ? MOVEMENTS.map((name) => `mrr_${name}`) : [`level_${series}`];

/** The sum of some series at the end of each bucket: like MRR, from the sums of their steps and the leaves of other currencies. */
export async function seriesLevels(scope: Scope, terms: readonly SeriesTerm[]): Promise<Computed> {
  const [steps, foreign] = await Promise.all([
    flowSums(scope, terms.flatMap(measuresOf), true),
    foreignMrrLevels(scope, terms),
  ]);
  const keys = new Set([...steps.series(), ...foreign.series()]);
  const series = seriesOf(scope, [...keys]).map((key): RawSeries => {
    const stepAt = (index: number) =>
      terms
        .flatMap((term) => measuresOf(term).map((measure) => ({ measure, sign: BigInt(term.sign) })))
        .reduce((sum, { measure, sign }) => sum + sign * steps.get(key, measure + NATIVE, index).amount, 0n);
    let native = stepAt(0);
    const points = scope.buckets.map((_, index) => {
      native += stepAt(index + 1);
      return plain(native + foreign.get(key, LEVEL, index + 1).amount);
    });
    return { key, points, total: points.at(-1) ?? plain(0n) };
  });
  return { series, unconverted: foreign.unconverted([{ measure: LEVEL, sign: 1 }]) };
}
