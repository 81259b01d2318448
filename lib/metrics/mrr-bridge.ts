import type { Interval, WeekStart } from '@/lib/calendar/days';
import { flowSums } from './flow-sums';
import { FRESH, freshMovements } from './fresh-movements';
import type { MovementName } from './metric';
import { foreignMrrLevels, LEVEL, MRR_ONLY } from './mrr-levels';
import { isByPeriod, type PeriodOptions, periodMovements } from './period-movements';
import { NATIVE, type Scope, SumTable, type UnconvertedSum } from './scope';

export const MOVEMENTS: readonly MovementName[] = ['new', 'reactivation', 'expansion', 'contraction', 'churn'];
const MEASURES = MOVEMENTS.map((name) => `mrr_${name}`);

/** MRR of one series over the buckets. For every bucket: opening + movements + fx = closing, exactly. */
export interface MrrBridge {
  /** Index 0 is before the range, then the end of each bucket. */
  levels: bigint[];
  /** By name, one value per bucket, signed. */
  movements: Record<MovementName, bigint[]>;
  fx: bigint[];
}

export interface MrrBridges {
  bySeries: Map<string, MrrBridge>;
  /** MRR at the end of the range that has no rate. */
  unconverted: Map<string, UnconvertedSum>;
  /** The same of movements with these names, each on its own day. */
  unconvertedMoves: (names: readonly MovementName[]) => Map<string, UnconvertedSum>;
}

interface BridgeOptions {
  levels?: boolean;
  retained?: { interval: Interval; weekStart: WeekStart } | null;
  period?: PeriodOptions;
}

/**
 * Levels, movements and exchange-rate drift of MRR, from one ledger, so that the bridge adds up (definitions B2). Without
 * `levels` only the movements are right, and no leaf need be converted. With `retained`, expansion, contraction and churn
 * are only those of customers who had MRR when the bucket began. `period`: movements between the ends of each bucket, or all
 * at the rates of today.
 */
export async function mrrBridges(
  scope: Scope,
  { levels: withLevels = true, retained = null, period = {} }: BridgeOptions = {},
): Promise<MrrBridges> {
  const byPeriod = isByPeriod(period);
  const ratesOf = period.constantCurrency ? scope.today : null;
  const [flows, foreign, fresh, compared] = await Promise.all([
    flowSums(scope, MEASURES, true),
    withLevels ? foreignMrrLevels(scope, MRR_ONLY, ratesOf) : new SumTable(),
    retained && !byPeriod ? freshMovements(scope, retained.interval, retained.weekStart) : new SumTable(),
    byPeriod ? periodMovements(scope, period, retained !== null) : null,
  ]);
  const moves = compared ?? flows;
  const names = new Set([...flows.series(), ...foreign.series(), ...moves.series()]);
  const bySeries = new Map<string, MrrBridge>();
  for (const series of names) {
    const amount = (name: MovementName, index: number) => moves.get(series, `mrr_${name}`, index).amount;
    const sum = (of: (name: MovementName) => bigint) => MOVEMENTS.reduce((total, name) => total + of(name), 0n);
    const levels: bigint[] = [];
    const fx: bigint[] = [];
    let native = 0n;
    for (let index = 0; index <= scope.buckets.length; index += 1) {
      native += sum((name) => flows.get(series, `mrr_${name}${NATIVE}`, index).amount);
      levels.push(native + foreign.get(series, LEVEL, index).amount);
      if (index === 0) continue;
      fx.push((levels[index] ?? 0n) - (levels[index - 1] ?? 0n) - sum((name) => amount(name, index)));
    }
    const of = (name: MovementName) =>
      scope.buckets.map((_, index) => {
        const left = FRESH.includes(name) ? fresh.get(series, `mrr_${name}`, index + 1).amount : 0n;
        return amount(name, index + 1) - left;
      });
    bySeries.set(series, {
      levels,
      fx,
      movements: {
        new: of('new'),
        reactivation: of('reactivation'),
        expansion: of('expansion'),
        contraction: of('contraction'),
        churn: of('churn'),
      },
    });
  }
  return {
    bySeries,
    unconverted: foreign.unconverted([{ measure: LEVEL, sign: 1 }]),
    unconvertedMoves: (names) => moves.unconverted(names.map((name) => ({ measure: `mrr_${name}`, sign: 1 }))),
  };
}
