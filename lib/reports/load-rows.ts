import { z } from 'zod';
import { addDays, type Bucket } from '@/lib/calendar/days';
import { definitionsText } from '@/lib/definitions/definitions-text';
import { AppError } from '@/lib/errors';
import { isBridge } from '@/lib/metrics/bridge-points';
import { BESIDE_CHURN } from '@/lib/metrics/churn';
import { type Computed, compute, partsOf } from '@/lib/metrics/compute';
import { LEAD_PARTS, SALE_PARTS } from '@/lib/metrics/conversions';
import type { Key } from '@/lib/metrics/entry-rows';
import type { Metric } from '@/lib/metrics/metric';
import type { Options } from '@/lib/metrics/options';
import type { Scope } from '@/lib/metrics/scope';
import { exponentOf } from '@/lib/money/currencies';
import { asDecimal } from '@/lib/money/format';
import { readKey, strangeKey, writeKey } from '@/lib/page-key';
import { currentDefinitions } from '@/lib/workspace/load-definitions';
import { buildScope, findMetric } from './build-scope';
import { explainLegs, type Leg } from './explain-legs';
import { inVariant } from './in-variant';
import { optionsIn, toTotal, toUnconverted } from './load-metric';
import type { Account, ExplainRow, MetricRows, MetricTotal, ReportParams } from './types';

export interface PointQuery {
  /** First day of the point, inclusive. */
  start: string;
  /** Day after its last. */
  end: string;
  /** The value of the breakdown the point belongs to; absent for the total. */
  series?: string;
  /** One of the named parts of the point, e.g. "abandoned" of trials. */
  part?: string;
  cursor?: string;
  limit?: number;
}

const MOST_ROWS = 10_000;

/** The rows behind one point of a chart. All pages together sum to the point exactly. Throws like `loadMetric`. */
export async function loadMetricRows(
  account: Account,
  metricId: string,
  params: ReportParams,
  query: PointQuery,
  now = new Date(),
): Promise<MetricRows> {
  const metric = findMetric(metricId);
  buildScope(account, metric, narrow(metric, params, query), now); // refused before a ledger is made for it
  return inVariant(account, params, now, (as, then) => readRows(as, metricId, params, query, then));
}

async function readRows(
  account: Account,
  metricId: string,
  params: ReportParams,
  query: PointQuery,
  now: Date,
): Promise<MetricRows> {
  const found = findMetric(metricId);
  const narrowed = narrow(found, params, query);
  const options = await optionsIn(account, found, narrowed);
  const metric = query.part === undefined ? forOrders(found, narrowed) : partOf(found, query.part, options);
  const scope = pointScope(buildScope(account, metric, narrowed, now), query);
  const last = addDays(query.end, -1) < scope.today ? addDays(query.end, -1) : scope.today;
  const context = {
    livemode: scope.livemode,
    currency: scope.currency,
    reportingCurrency: scope.reportingCurrency,
    rates: await scope.rates(),
    ...(options.constantCurrency && isMrr(metric.formula) ? { ratesOf: scope.today } : {}),
  };
  const limit = Math.min(query.limit ?? MOST_ROWS, MOST_ROWS);
  // A period that has not begun has no value, and nothing that makes one up.
  const begun = query.start <= scope.today;
  const computed = begun ? await compute(metric, scope, options) : NOTHING_YET;
  const point = { start: query.start, end: query.end, last };
  const legs = begun ? explainLegs(metric, scope, point, context, options) : [];
  const total = toTotal(metric, computed.series[0]?.total);
  const page = await readPage(legs, query.cursor, limit);
  return {
    metric: found.id,
    label: found.label,
    unit: metric.unit,
    currency: scope.currency,
    start: query.start,
    end: query.end,
    definition: found.definition,
    formula: formulaText(metric, total, scope.currency),
    value: total.value,
    numerator: total.numerator,
    denominator: total.denominator,
    rows: page.rows,
    rowCount: page.rows.length,
    nextCursor: page.nextCursor,
    unconverted: toUnconverted(computed),
    settings: await settingsOf(account, params),
  };
}

const isMrr = (formula: Metric['formula']) => formula.kind === 'mrr' || isBridge(formula);

const NOTHING_YET: Computed = { series: [], unconverted: new Map() };

/** A point of a breakdown is the whole filtered by its value. */
function narrow(metric: Metric, params: ReportParams, { series }: PointQuery): ReportParams {
  const dimension = params.breakdown ?? metric.alwaysBy ?? null;
  if (series === undefined || dimension === null) return { ...params, breakdown: null };
  return {
    ...params,
    breakdown: null,
    filters: [...params.filters, { dimension, negated: false, exact: true, values: [series] }],
  };
}

const isBesideChurn = (part: string): part is keyof typeof BESIDE_CHURN => Object.hasOwn(BESIDE_CHURN, part);

/** A named part of a metric, as a metric of its own. Throws `bad_request` where it has no such part. */
function partOf(metric: Metric, part: string, options: Options): Metric {
  const { frequencies } = options;
  if (metric.formula.kind === 'frequency' && frequencies?.some(({ label }) => label === part))
    return { ...metric, formula: { kind: 'frequency', only: part } };
  if (metric.formula.kind === 'churn' && metric.formula.level === undefined && isBesideChurn(part))
    return { ...metric, unit: 'count', formula: { kind: 'beside-churn', outcome: BESIDE_CHURN[part] } };
  if (metric.formula.kind === 'ltv' && (part === 'churned' || part === 'exposed'))
    return { ...metric, unit: 'count', formula: { kind: 'ltv-churn', of: part } };
  if (metric.formula.kind === 'leads' && LEAD_PARTS.some((known) => known === part))
    return { ...metric, formula: { kind: 'leads', only: part } };
  if (metric.formula.kind === 'sales' && SALE_PARTS.some((known) => known === part))
    return { ...metric, formula: { kind: 'sales', only: part } };
  const { formula } = metric;
  const parts = new Map(formula.kind === 'flow' || formula.kind === 'rate' ? partsOf(formula, options) : []);
  const terms = parts.get(part);
  if (!terms) {
    const known = [...parts.keys()].join(', ') || 'none';
    throw new AppError('bad_request', `part: ${metric.label} has no such part; it has ${known}.`, 'part');
  }
  const isCount = terms.length > 0 && terms.every(({ of }) => of === 'quantity');
  const unit = isCount ? 'count' : formula.kind === 'rate' ? 'money' : metric.unit;
  return { ...metric, unit, formula: { kind: 'flow', terms } };
}

/** All orders are sales; the orders of one product are the sales that contain it. */
function forOrders(metric: Metric, params: ReportParams): Metric {
  if (metric.id !== 'orders-by-product' || params.filters.some(({ dimension }) => dimension === 'product'))
    return metric;
  return { ...metric, formula: { kind: 'flow', terms: [{ measure: 'sale', sign: 1, of: 'quantity' }] } };
}

function pointScope(scope: Scope, { start, end }: PointQuery): Scope {
  if (start >= end) throw new AppError('bad_request', 'end: must be after start (it is exclusive).', 'end');
  const bucket: Bucket = { start, end };
  return { ...scope, buckets: [bucket], breakdown: null };
}

const cursorShape = z.tuple([z.int().min(0), z.unknown()]);

/** Reads legs one after the other until the page is full; the cursor says in which leg, after which key, to go on. */
async function readPage(
  legs: readonly Leg[],
  cursor: string | undefined,
  limit: number,
): Promise<{ rows: ExplainRow[]; nextCursor: string | null }> {
  const [startLeg, startKey] = cursor ? readCursor(cursor, legs) : [0, null];
  const rows: ExplainRow[] = [];
  for (let index = startLeg; index < legs.length; index += 1) {
    const left = limit - rows.length;
    if (left === 0) return { rows, nextCursor: writeKey([index, null]) };
    const key = index === startLeg ? startKey : null;
    const read = (await legs[index]?.read(key, left + 1)) ?? [];
    const page = read.slice(0, left);
    rows.push(...page.map(({ row }) => row));
    if (read.length > left) return { rows, nextCursor: writeKey([index, page.at(-1)?.key ?? null]) };
  }
  return { rows, nextCursor: null };
}

function readCursor(text: string, legs: readonly Leg[]): [number, Key | null] {
  const [index, key] = readKey(text, cursorShape) ?? [0, null];
  const read = legs[index]?.keyShape.nullable().safeParse(key);
  if (!read?.success) throw strangeKey();
  return [index, read.data];
}

const MONEY_RATIOS: readonly Metric['formula']['kind'][] = ['quick-ratio', 'mrr-rate', 'acquisition'];

const MONEY_RATES: readonly string[] = ['refund-rate-amount', 'refunded-share', 'coupon-impact'];

const PER_HEAD: readonly Metric['formula']['kind'][] = [
  ...(['arpu', 'ltv', 'realised-ltv', 'ltv-since-purchase', 'arppu', 'mapped-revenue'] as const),
];

function formulaText(metric: Metric, { value, numerator, denominator, parts }: MetricTotal, currency: string): string {
  const isMoney =
    metric.unit === 'money' || MONEY_RATIOS.includes(metric.formula.kind) || MONEY_RATES.includes(metric.id);
  const shown = (amount: number | null) =>
    amount === null
      ? '–'
      : isMoney
        ? `${asDecimal(BigInt(amount), exponentOf(currency))} ${currency.toUpperCase()}`
        : String(amount);
  if (metric.id === 'payback') {
    const reached = value === null ? 'not all of it yet' : `all of it by day ${value}`;
    const fell = parts?.fellBackOn === undefined ? '' : `, and it fell back below on day ${parts.fellBackOn}`;
    return `${shown(numerator)} came back of ${shown(denominator)} spent: ${reached}${fell}`;
  }
  if (denominator !== null) {
    const perHead = metric.id === 'cac' || PER_HEAD.includes(metric.formula.kind);
    const below = perHead ? String(denominator) : shown(denominator);
    const result =
      value === null
        ? '–'
        : metric.unit === 'ratio'
          ? `${(value * 100).toFixed(2)} %`
          : metric.unit === 'money'
            ? shown(value)
            : value.toFixed(2);
    const churn = metric.formula.kind === 'ltv' ? ` ÷ (${parts?.churned ?? 0} ÷ ${parts?.exposed ?? 0})` : '';
    return `${shown(numerator)} ÷ ${below}${churn} = ${result}`;
  }
  return `Sum of the rows = ${shown(value)}`;
}

/** The settings in force, which are those of the ledger that is asked. */
async function settingsOf(account: Account, params: ReportParams): Promise<Record<string, string>> {
  const chosen = definitionsText(await currentDefinitions(account.workspaceId));
  return {
    'Reporting currency': params.currency.toUpperCase(),
    'Time zone': account.timeZone,
    'Week starts on': account.weekStart,
    'Stripe fees': account.feeHandling === 'net_of_fees' ? 'subtracted from net revenue' : 'left in net revenue',
    Mode: params.mode,
    'Settings version': String(account.settingsVersion),
    ...(chosen === null ? {} : { Definitions: chosen }),
    ...(params.asKnownOn ? { 'As known on': params.asKnownOn } : {}),
    ...(params.basis ? { Basis: params.basis } : {}),
    ...(params.day === undefined ? {} : { 'Up to day': String(params.day) }),
    ...(params.movementMode === 'net_by_period' ? { Movements: 'between the ends of each period' } : {}),
    ...(params.constantCurrency ? { 'Rates of MRR': 'of today' } : {}),
  };
}
