import type { DimensionFilter } from '@/lib/metrics/dimensions';
import { loadRatesOn } from '@/lib/metrics/load-rates';
import type { Formula } from '@/lib/metrics/metric';
import { LEVEL, levelDays, MRR_ONLY, type SeriesTerm } from '@/lib/metrics/mrr-levels';
import { type Computed, plain, type RawPoint, type RawSeries, ratio, seriesOf } from '@/lib/metrics/raw-points';
import { type Scope, SumTable } from '@/lib/metrics/scope';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { converter } from '@/lib/money/rates';
import { heldOn, type SpanBook } from './span-book';

/** What a preset can be asked for: the levels of MRR. */
export type PresetFormula = Extract<Formula, { kind: 'mrr' | 'series' | 'subscribers' | 'arpu' }>;

const KINDS: readonly Formula['kind'][] = ['mrr', 'series', 'subscribers', 'arpu'] satisfies PresetFormula['kind'][];
export const isPresetFormula = (formula: Formula): formula is PresetFormula => KINDS.includes(formula.kind);

/** The points of a metric, computed from a book as from the tables: every leaf at the rate of its day, rounded once. */
export async function fromBook(book: SpanBook, formula: PresetFormula, scope: Scope): Promise<Computed> {
  if (formula.kind === 'subscribers') {
    const payers = subscribersOf(book, scope);
    return computed(scope, payers.series(), new Map(), (key, index) => plain(payers.get(key, LEVEL, index).quantity));
  }
  const mrr = await levelsOf(book, scope, formula.kind === 'series' ? formula.terms : MRR_ONLY);
  const missing = mrr.unconverted([{ measure: LEVEL, sign: 1 }]);
  const unconverted = new Map([...missing].filter(([, { count }]) => count !== 0n));
  const amount = (key: string, index: number) => mrr.get(key, LEVEL, index).amount;
  if (formula.kind !== 'arpu') {
    const times = formula.kind === 'mrr' ? BigInt(formula.times) : 1n;
    return computed(scope, mrr.series(), unconverted, (key, index) => plain(amount(key, index) * times));
  }
  const payers = subscribersOf(book, scope);
  const keys = [...new Set([...mrr.series(), ...payers.series()])];
  return computed(scope, keys, unconverted, (key, index) => {
    const count = payers.get(key, LEVEL, index).quantity;
    const level = amount(key, index);
    return { ...ratio(level, count), value: count === 0n ? null : divideHalfUp(level, count) };
  });
}

function computed(
  scope: Scope,
  keys: readonly string[],
  unconverted: Computed['unconverted'],
  pointAt: (key: string, index: number) => RawPoint,
): Computed {
  const series = seriesOf(scope, keys).map((key): RawSeries => {
    const points = scope.buckets.map((_, index) => pointAt(key, index + 1));
    return { key, points, total: points.at(-1) ?? pointAt(key, 0) };
  });
  return { series, unconverted };
}

async function levelsOf(book: SpanBook, scope: Scope, terms: readonly SeriesTerm[]): Promise<SumTable> {
  const table = new SumTable();
  const days = levelDays(scope);
  const rates = await loadRatesOn(scope.workspaceId, days);
  const signs = new Map(terms.map(({ series, sign }) => [series, BigInt(sign)]));
  for (const cell of book.cells()) {
    const sign = signs.get(cell.series);
    if (sign === undefined || cell.livemode !== scope.livemode || !passes(scope.filters, cell)) continue;
    const key = scope.breakdown === null ? '' : cell[scope.breakdown];
    for (const [index, held] of heldOn(cell.changes, days).entries()) {
      const items = sign * BigInt(held);
      const day = days[index];
      if (items === 0n || day === undefined) continue;
      const used = rates(cell.currency, scope.currency, day);
      if (used)
        table.add(key, LEVEL, index, converter(cell.currency, scope.currency, used.rate)(cell.minor) * items, items);
      // A level is unconverted as of its last point: the sum over points would count the same MRR many times.
      else if (index === days.length - 1) table.addUnconverted(LEVEL, cell.currency, cell.minor * items, items);
    }
  }
  return table;
}

function subscribersOf(book: SpanBook, scope: Scope): SumTable {
  const table = new SumTable();
  for (const { livemode, country, changes } of book.payers()) {
    if (livemode !== scope.livemode || !passes(scope.filters, { country })) continue;
    const key = scope.breakdown === null ? '' : country;
    for (const [index, held] of heldOn(changes, levelDays(scope)).entries())
      table.add(key, LEVEL, index, 0n, BigInt(held));
  }
  return table;
}

/** Whether a leaf with these values is in every filter; a dimension it does not have holds it back. */
export const passes = (
  filters: readonly DimensionFilter[],
  values: Partial<Record<DimensionFilter['dimension'], string>>,
): boolean =>
  filters.every(({ dimension, negated, values: wanted }) => wanted.includes(values[dimension] ?? '') !== negated);
