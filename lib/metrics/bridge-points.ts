import type { Formula, MovementName } from './metric';
import { MOVEMENTS, type MrrBridge, type MrrBridges, mrrBridges } from './mrr-bridge';
import type { Options } from './options';
import { add, type Computed, plain, type RawPoint, type RawSeries, ratio, seriesOf } from './raw-points';
import type { Scope } from './scope';

export type BridgeFormula = Extract<Formula, { kind: 'movement' | 'fx' | 'net-new' | 'quick-ratio' | 'mrr-rate' }>;

const KINDS: readonly Formula['kind'][] = [
  'movement',
  'fx',
  'net-new',
  'quick-ratio',
  'mrr-rate',
] satisfies BridgeFormula['kind'][];
export const isBridge = (formula: Formula): formula is BridgeFormula => KINDS.includes(formula.kind);

/**
 * What is read off the MRR bridge, by the scope's breakdown and as a whole: every item has one value of a dimension, so that
 * the bridges of the parts add up to the whole's.
 */
export async function fromBridges(
  formula: BridgeFormula,
  scope: Scope,
  options: Options,
): Promise<{ parts: Computed; whole: Computed }> {
  const levels = formula.kind !== 'movement' && formula.kind !== 'quick-ratio';
  const retained = formula.kind === 'mrr-rate' && formula.retained ? options : null;
  const { bySeries, ...missing } = await mrrBridges(scope, { levels, retained, period: options });
  const unconverted = unconvertedOf(formula, missing);
  const pointsOf = (key: string, bridge: MrrBridge): RawSeries => {
    const points = scope.buckets.map((_, index) => bridgePoint(formula, bridge, [index], options));
    const all = scope.buckets.map((_, index) => index);
    return { key, points, total: bridgePoint(formula, bridge, all, options) };
  };
  const empty = sumOf([], scope);
  const parts = seriesOf(scope, [...bySeries.keys()]).map((key) => pointsOf(key, bySeries.get(key) ?? empty));
  const whole = [pointsOf('', sumOf([...bySeries.values()], scope))];
  return { parts: { series: parts, unconverted }, whole: { series: whole, unconverted } };
}

function unconvertedOf(
  formula: BridgeFormula,
  { unconverted, unconvertedMoves }: Pick<MrrBridges, 'unconverted' | 'unconvertedMoves'>,
): Computed['unconverted'] {
  if (formula.kind === 'movement') return unconvertedMoves(formula.names);
  return formula.kind === 'quick-ratio' ? unconvertedMoves(MOVEMENTS) : unconverted;
}

/** What the quick ratio counts as gained: Baremetrics leaves out who came back (definitions B2-3). */
export const gainedOf = ({ basis }: Pick<Options, 'basis'>): readonly MovementName[] =>
  basis === 'baremetrics' ? ['new', 'expansion'] : ['new', 'reactivation', 'expansion'];

function bridgePoint(
  formula: BridgeFormula,
  bridge: MrrBridge,
  indexes: readonly number[],
  options: Options,
): RawPoint {
  const moved = (names: readonly (typeof MOVEMENTS)[number][]) =>
    add(names.flatMap((name) => indexes.map((index) => bridge.movements[name][index] ?? 0n)));
  const fx = add(indexes.map((index) => bridge.fx[index] ?? 0n));
  switch (formula.kind) {
    case 'movement':
      return plain(moved(formula.names));
    case 'fx':
      return plain(fx);
    case 'net-new':
      return plain(moved(MOVEMENTS) + fx);
    case 'quick-ratio':
      return ratio(moved(gainedOf(options)), -moved(['contraction', 'churn']));
    case 'mrr-rate': {
      const opening = add(indexes.map((index) => bridge.levels[index] ?? 0n));
      return ratio((formula.opening ? opening : 0n) + BigInt(formula.sign) * moved(formula.names), opening);
    }
  }
}

function sumOf(bridges: readonly MrrBridge[], { buckets }: Scope): MrrBridge {
  const sum = (of: (bridge: MrrBridge) => readonly bigint[], length: number) =>
    Array.from({ length }, (_, index) => add(bridges.map((bridge) => of(bridge)[index] ?? 0n)));
  const moved = (name: (typeof MOVEMENTS)[number]) => sum(({ movements }) => movements[name], buckets.length);
  return {
    levels: sum(({ levels }) => levels, buckets.length + 1),
    fx: sum(({ fx }) => fx, buckets.length),
    movements: {
      new: moved('new'),
      reactivation: moved('reactivation'),
      expansion: moved('expansion'),
      contraction: moved('contraction'),
      churn: moved('churn'),
    },
  };
}
