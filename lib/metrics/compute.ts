import { divideHalfUp } from '@/lib/money/divide-half-up';
import { acquisitionFigure, ltvSincePurchase } from './acquisition';
import { fromBridges, isBridge } from './bridge-points';
import { ALL, BUYERS, buyers } from './buyers';
import { besideChurn, churn } from './churn';
import { commissions } from './commission-sums';
import { clicks, leads, sales } from './conversions';
import { flowSums } from './flow-sums';
import { holderLevels } from './holder-levels';
import { ltvChurn, predictedLtv } from './ltv';
import { mappedRevenue } from './mapped-revenue';
import type { Formula, Metric, Terms } from './metric';
import { LEVEL, MRR_ONLY } from './mrr-levels';
import { newCustomers } from './new-customers';
import { type Level, type Options, REALISED_DAYS } from './options';
import { averagePurchases, purchaseFrequency } from './purchases';
import { add, type Computed, plain, type RawPoint, type RawSeries, ratio, seriesOf, valuesOf } from './raw-points';
import { average, realisedLtv } from './realised-ltv';
import { netRevenue } from './revenue-metrics';
import type { Scope, SumTable } from './scope';
import { seriesLevels } from './series-levels';

export type { Computed, RawPoint } from './raw-points';

/** Computes a metric's points: one SQL question per table, arithmetic in integers. */
export async function compute(metric: Metric, scope: Scope, options: Options): Promise<Computed> {
  const { formula } = metric;
  if (isBridge(formula)) return (await fromBridges(formula, scope, options)).parts;
  switch (formula.kind) {
    case 'mrr':
      return mrrLevels(scope, options, formula.times);
    case 'series':
      return seriesLevels(scope, formula.terms);
    case 'subscribers':
      return levels(await holderLevels(scope, levelOf(options)), scope);
    case 'arpu':
      return arpu(scope, levelOf(options));
    case 'churn':
      return churn(scope, formula.level ?? levelOf(options), options);
    case 'beside-churn':
      return besideChurn(scope, formula.outcome, options);
    case 'ltv':
      return predictedLtv(scope, options);
    case 'ltv-churn':
      return ltvChurn(scope, formula.of, options);
    case 'realised-ltv':
      return realisedLtv(scope, netTerms(options), options.day ?? REALISED_DAYS);
    case 'ltv-since-purchase':
      return ltvSincePurchase(scope, netTerms(options), options.day ?? REALISED_DAYS);
    case 'acquisition':
      return acquisitionFigure(scope, formula.of, { terms: netTerms(options), day: options.day ?? REALISED_DAYS });
    case 'arppu':
      return arppu(scope, options);
    case 'mapped-revenue':
      return mappedRevenue(scope, netTerms(options));
    case 'flow':
    case 'rate':
      return fromFlows(formula, scope, options);
    case 'buyers':
      return distinctBuyers(scope);
    case 'average-purchases':
      return averagePurchases(scope);
    case 'frequency':
      return purchaseFrequency(scope, options.frequencies ?? [], formula.only);
    case 'clicks':
      return clicks(scope);
    case 'leads':
      return leads(scope, formula.only);
    case 'sales':
      return sales(scope, formula.only);
    case 'new-customers':
      return newCustomers(scope);
    case 'commissions':
      return commissions(scope);
  }
}

const levelOf = ({ level = 'customer' }: Pick<Options, 'level'>): Level => level;

/** MRR at the end of each bucket, at the rates of its day or all at those of today. */
const mrrLevels = (scope: Scope, { constantCurrency }: Pick<Options, 'constantCurrency'>, times: number) =>
  seriesLevels(scope, MRR_ONLY, { times: BigInt(times), ratesOf: constantCurrency ? scope.today : null });

function levels(table: SumTable, scope: Scope): Computed {
  const series = seriesOf(scope, table.series()).map((key): RawSeries => {
    const points = scope.buckets.map((_, index) => plain(table.get(key, LEVEL, index + 1).quantity));
    return { key, points, total: points.at(-1) ?? plain(0n) };
  });
  return { series, unconverted: new Map() };
}

async function arpu(scope: Scope, level: Level): Promise<Computed> {
  const [mrrs, subscribers] = await Promise.all([seriesLevels(scope, MRR_ONLY), holderLevels(scope, level)]);
  const mrrAt = valuesOf(mrrs);
  const keys = new Set([...mrrs.series.map(({ key }) => key), ...subscribers.series()]);
  const series = seriesOf(scope, [...keys]).map((key): RawSeries => {
    const points = scope.buckets.map((_, index) => {
      const mrr = mrrAt(key, index);
      const count = subscribers.get(key, LEVEL, index + 1).quantity;
      return { ...ratio(mrr, count), value: count === 0n ? null : divideHalfUp(mrr, count) };
    });
    return { key, points, total: points.at(-1) ?? ratio(0n, 0n) };
  });
  return { series, unconverted: mrrs.unconverted };
}

/** The terms a formula sums under these switches. */
export function termsOf(
  formula: Extract<Formula, { kind: 'flow' | 'rate' }>,
  { fees, basis }: Pick<Options, 'fees' | 'basis'>,
) {
  if (formula.kind === 'flow') {
    const base = basis?.startsWith('sale') && formula.bySale ? formula.bySale : formula.terms;
    const value: Terms = formula.fees && fees ? [...base, { measure: 'fee', sign: -1 }] : base;
    return { value, numerator: null, denominator: null };
  }
  const chosen = (basis === null ? undefined : formula.basis?.[basis]) ?? formula;
  return { value: null, numerator: chosen.numerator, denominator: chosen.denominator };
}

/** The named parts of a formula under these switches. */
export function partsOf(
  formula: Extract<Formula, { kind: 'flow' | 'rate' }>,
  { fees, accrual }: Pick<Options, 'fees' | 'accrual'>,
): [string, Terms][] {
  const spread = accrual && formula.kind === 'flow' ? formula.spread : {};
  return Object.entries({ ...formula.parts, ...spread }).filter(([name]) => name !== 'fees' || fees);
}

/** What net revenue is made of under these settings. */
export const netTerms = (options: Pick<Options, 'fees' | 'basis'>): Terms => termsOf(netRevenue, options).value ?? [];

/** Net revenue ÷ the people who bought, each once in a bucket and once over the range. */
async function arppu(scope: Scope, options: Options): Promise<Computed> {
  const [net, people] = await Promise.all([fromFlows(netRevenue, scope, options), buyers(scope)]);
  const series = net.series.map(({ key, points, total }): RawSeries => {
    const heads = (index: number) => people.get(key, BUYERS, index).quantity;
    return {
      key,
      points: points.map(({ value }, index) => average(value ?? 0n, heads(index + 1))),
      total: average(total.value ?? 0n, heads(0)),
    };
  });
  return { series, unconverted: net.unconverted };
}

async function fromFlows(
  formula: Extract<Formula, { kind: 'flow' | 'rate' }>,
  scope: Scope,
  options: Options,
): Promise<Computed> {
  const terms = termsOf(formula, options);
  const partTerms = partsOf(formula, options);
  const summed = [...(terms.value ?? []), ...(terms.numerator ?? []), ...(terms.denominator ?? [])];
  const used = [...summed, ...partTerms.flatMap(([, part]) => part)];
  const table = await flowSums(scope, [...new Set(used.map(({ measure }) => measure))]);
  const series = seriesOf(scope, table.series()).map((key): RawSeries => {
    const at = (indexes: readonly number[]) => flowPoint(table, key, indexes, terms, partTerms);
    const all = scope.buckets.map((_, index) => index + 1);
    return { key, points: all.map((index) => at([index])), total: at(all) };
  });
  const filled = series.filter(({ key, total }) => key === '' || !isEmpty(total));
  return { series: filled, unconverted: table.unconverted(summed) };
}

function flowPoint(
  table: SumTable,
  series: string,
  indexes: readonly number[],
  terms: ReturnType<typeof termsOf>,
  partTerms: readonly (readonly [string, Terms])[],
): RawPoint {
  const total = (list: Terms) =>
    add(
      list.flatMap(({ measure, sign, of }) =>
        indexes.map((index) => BigInt(sign) * table.get(series, measure, index)[of ?? 'amount']),
      ),
    );
  const parts =
    partTerms.length === 0 ? undefined : Object.fromEntries(partTerms.map(([name, list]) => [name, total(list)]));
  if (terms.value) return plain(total(terms.value), parts);
  return ratio(total(terms.numerator ?? []), total(terms.denominator ?? []), parts);
}

/** A value of the breakdown that contributes nothing to this metric, though it does to one of its measures. */
const isEmpty = ({ value, numerator, denominator, parts }: RawPoint) =>
  !value && !numerator && !denominator && Object.values(parts ?? {}).every((part) => part === 0n);

async function distinctBuyers(scope: Scope): Promise<Computed> {
  const table = await buyers(scope);
  const keys =
    scope.breakdown === null
      ? [ALL]
      : table
          .series()
          .filter((key) => scope.breakdown !== 'product' || key !== ALL)
          .sort();
  const series = keys.map((key) => ({
    key,
    points: scope.buckets.map((_, index) => plain(table.get(key, BUYERS, index + 1).quantity)),
    total: plain(table.get(key, BUYERS, 0).quantity),
  }));
  return { series, unconverted: new Map() };
}
