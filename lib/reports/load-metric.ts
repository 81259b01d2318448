import { addDays, addMonths, daysBetween } from '@/lib/calendar/days';
import { fromBridges, isBridge } from '@/lib/metrics/bridge-points';
import { type Computed, compute, type RawPoint } from '@/lib/metrics/compute';
import { DEFAULT_FREQUENCIES, parseFrequencies } from '@/lib/metrics/frequency-ranges';
import { dimensionLabels } from '@/lib/metrics/labels';
import type { Metric } from '@/lib/metrics/metric';
import type { Options } from '@/lib/metrics/options';
import { summedUp, wholeOf } from '@/lib/metrics/raw-points';
import type { Scope } from '@/lib/metrics/scope';
import { currentDefinitions } from '@/lib/workspace/load-definitions';
import { buildScope, findMetric } from './build-scope';
import { inVariant } from './in-variant';
import { toNumber } from './to-number';
import type { Account, MetricPoint, MetricResult, MetricSeries, MetricTotal, ReportParams, Unconverted } from './types';

/**
 * One metric over a range, as charts and the REST API show it. Throws `not_found` for an unknown metric and `bad_request`
 * for a dimension it does not have.
 */
export async function loadMetric(
  account: Account,
  metricId: string,
  params: ReportParams,
  now = new Date(),
): Promise<MetricResult> {
  buildScope(account, findMetric(metricId), params, now); // what cannot be answered is refused before a ledger is made for it
  return inVariant(account, params, now, (as, then) => readMetric(as, metricId, params, then));
}

async function readMetric(account: Account, metricId: string, params: ReportParams, now: Date): Promise<MetricResult> {
  const metric = findMetric(metricId);
  const scope = buildScope(account, metric, params, now);
  const options = await optionsIn(account, metric, params);
  const [parts, whole] = await computeBoth(metric, scope, options);
  const comparison = params.compare === null ? undefined : await compareWith(account, metric, params, options, now);
  const labels =
    scope.breakdown === null
      ? new Map<string, string>()
      : await dimensionLabels(
          account.workspaceId,
          scope.breakdown,
          parts.series.map(({ key }) => key),
        );
  return {
    metric: metric.id,
    label: metric.label,
    unit: metric.unit,
    currency: params.currency,
    timeZone: account.timeZone,
    interval: params.interval,
    asOf: now.toISOString(),
    settingsVersion: account.settingsVersion,
    series: toSeries(metric, scope, parts, labels),
    total: toTotal(metric, whole.series[0]?.total),
    unconverted: toUnconverted(whole),
    ...(comparison ? { comparison } : {}),
  };
}

export const optionsOf = (account: Account, params: ReportParams): Options => ({
  interval: params.interval,
  weekStart: account.weekStart,
  fees: account.feeHandling === 'net_of_fees',
  basis: params.basis ?? null,
  frequencies: parseFrequencies(params.buckets ?? DEFAULT_FREQUENCIES) ?? [],
  ...(params.level ? { level: params.level } : {}),
  ...(params.movementMode ? { movementMode: params.movementMode } : {}),
  ...(params.constantCurrency ? { constantCurrency: true } : {}),
  ...(params.day === undefined ? {} : { day: params.day }),
});

/** These, and what the definitions in force say of how the metric is put together. */
export async function optionsIn(account: Account, { formula }: Metric, params: ReportParams): Promise<Options> {
  const options = optionsOf(account, params);
  if (formula.kind !== 'flow' || !formula.spread) return options;
  const { revenueTiming } = await currentDefinitions(account.workspaceId);
  return { ...options, accrual: revenueTiming === 'accrual' };
}

/** The series, and the whole without a breakdown: for people and sales the parts need not sum to it. */
async function computeBoth(metric: Metric, scope: Scope, options: Options): Promise<[Computed, Computed]> {
  if (scope.breakdown === null) {
    const whole = await compute(metric, scope, options);
    return [whole, whole];
  }
  if (isBridge(metric.formula)) {
    const { parts, whole } = await fromBridges(metric.formula, scope, options);
    return [parts, whole];
  }
  // Every item has one value of a dimension.
  if (metric.formula.kind === 'mrr' || metric.formula.kind === 'series') {
    const parts = await compute(metric, scope, options);
    return [parts, wholeOf(parts, scope)];
  }
  // What is told is counted once: there can be a million clicks.
  if (TOLD.includes(metric.formula.kind)) {
    const parts = await compute(metric, scope, options);
    return [parts, summedUp(parts, scope)];
  }
  // All orders are sales, not product-orders: one sale with two products is one order.
  const isWhole = metric.id === 'orders-by-product' && !scope.filters.some(({ dimension }) => dimension === 'product');
  const orders: Metric = isWhole ? { ...metric, formula: ALL_ORDERS } : metric;
  return Promise.all([
    compute(scope.breakdown === 'product' ? metric : orders, scope, options),
    compute(orders, { ...scope, breakdown: null }, options),
  ]);
}

const TOLD: readonly Metric['formula']['kind'][] = ['clicks', 'leads', 'sales', 'new-customers'];

const ALL_ORDERS: Metric['formula'] = {
  kind: 'flow',
  terms: [{ measure: 'sale', sign: 1, of: 'quantity' }],
  parts: { units: [{ measure: 'sale_gross', sign: 1, of: 'quantity' }] },
};

async function compareWith(
  account: Account,
  metric: Metric,
  params: ReportParams,
  options: Options,
  now: Date,
): Promise<MetricResult['comparison']> {
  const range = comparedRange(params);
  const scope = buildScope(account, metric, { ...params, ...range }, now);
  const [parts, whole] = await computeBoth(metric, scope, options);
  const labels =
    scope.breakdown === null
      ? new Map<string, string>()
      : await dimensionLabels(
          account.workspaceId,
          scope.breakdown,
          parts.series.map(({ key }) => key),
        );
  return { ...range, series: toSeries(metric, scope, parts, labels), total: toTotal(metric, whole.series[0]?.total) };
}

/** The period just before, of the same length: in whole months where the range is in whole months. */
export function comparedRange({ from, to, compare }: ReportParams): { from: string; to: string } {
  if (compare === 'year') return { from: addMonths(from, -12), to: addMonths(to, -12) };
  if (from.endsWith('-01') && to.endsWith('-01')) {
    const months = monthsBetween(from, to);
    return { from: addMonths(from, -months), to: from };
  }
  return { from: addDays(from, -daysBetween(from, to)), to: from };
}

function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth;
}

function toSeries(
  metric: Metric,
  scope: Scope,
  computed: Computed,
  labels: ReadonlyMap<string, string>,
): MetricSeries[] {
  return computed.series.map(({ key, points, total }) => ({
    key,
    label: scope.breakdown === null ? metric.label : (labels.get(key) ?? key),
    points: scope.buckets.map(({ start, end }, index) => ({
      start,
      end,
      ...toTotal(metric, start > scope.today ? undefined : points[index]),
      incomplete: end > scope.today,
    })) satisfies MetricPoint[],
    total: toTotal(metric, total),
  }));
}

const NOTHING: MetricTotal = { value: null, numerator: null, denominator: null };

export function toTotal(metric: Metric, point: RawPoint | undefined): MetricTotal {
  if (!point) return NOTHING;
  const numerator = toNumber(point.numerator);
  const denominator = toNumber(point.denominator);
  const divided = numerator === null || denominator === null || denominator === 0 ? null : numerator / denominator;
  const value = metric.unit === 'ratio' || metric.unit === 'number' ? divided : toNumber(point.value);
  const parts =
    point.parts && Object.fromEntries(Object.entries(point.parts).map(([name, part]) => [name, toNumber(part) ?? 0]));
  const reason = point.reason ? { reason: point.reason } : {};
  return { value, numerator, denominator, ...(parts ? { parts } : {}), ...reason };
}

export const toUnconverted = ({ unconverted }: Pick<Computed, 'unconverted'>): Unconverted[] =>
  [...unconverted]
    .map(([currency, { minor, count }]) => ({
      currency,
      amountMinor: toNumber(minor) ?? 0,
      count: toNumber(count) ?? 0,
    }))
    .sort((a, b) => a.currency.localeCompare(b.currency));
