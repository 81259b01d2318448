import { addDays, buckets, dayOf } from '@/lib/calendar/days';
import { AppError } from '@/lib/errors';
import { loadRates } from '@/lib/metrics/load-rates';
import { canFilterBy, dimensionsOf, type Metric } from '@/lib/metrics/metric';
import { REALISED_DAYS } from '@/lib/metrics/options';
import { metrics } from '@/lib/metrics/registry';
import type { Scope } from '@/lib/metrics/scope';
import type { RateTable } from '@/lib/money/rates';
import type { Account, ReportParams } from './types';

/** The metric with this id. Throws `not_found`. */
export function findMetric(id: string): Metric {
  const metric = Object.hasOwn(metrics, id) ? metrics[id] : undefined;
  if (!metric)
    throw new AppError('not_found', `There is no metric “${id.slice(0, 60)}”: GET /api/v1/metrics lists them.`);
  return metric;
}

/** All that people brought since their first purchase. */
const OF_BUYERS: readonly Metric['formula']['kind'][] = ['acquisition', 'ltv-since-purchase'];

/** The questions' common part. Throws `bad_request` for a dimension the metric does not have. */
export function buildScope(account: Account, metric: Metric, params: ReportParams, now: Date): Scope {
  const breakdown = params.breakdown ?? metric.alwaysBy ?? null;
  const dimensions = dimensionsOf(metric, account.metadataKeys);
  if (params.breakdown !== null && !dimensions.includes(params.breakdown)) {
    throw new AppError(
      'bad_request',
      `breakdown: ${metric.label} cannot be broken down by ${params.breakdown}.`,
      'breakdown',
    );
  }
  for (const { dimension } of params.filters) {
    if (!canFilterBy(dimensions, dimension)) {
      throw new AppError(
        'bad_request',
        `filter[${dimension}]: ${metric.label} cannot be filtered by ${dimension}.`,
        `filter[${dimension}]`,
      );
    }
  }
  const isOthers = params.basis === 'stripe_30d_rolling' || params.basis === 'revenuecat_net';
  if (
    metric.formula.kind === 'churn' &&
    isOthers &&
    (metric.formula.level ?? params.level ?? 'customer') !== 'customer'
  ) {
    throw new AppError('bad_request', `basis: ${params.basis} counts customers only.`, 'basis');
  }
  const today = dayOf(now, account.timeZone);
  // Of a cohort, what it bought later is looked at as well.
  const ratesUntil =
    metric.formula.kind === 'realised-ltv'
      ? addDays(params.to, (params.day ?? REALISED_DAYS) + 2)
      : OF_BUYERS.includes(metric.formula.kind) && params.to < today
        ? today
        : params.to;
  const [ratesFrom, ratesTo] = params.constantCurrency
    ? [today < params.from ? today : params.from, today > ratesUntil ? today : ratesUntil]
    : [params.from, ratesUntil];
  let loading: Promise<RateTable> | null = null;
  return {
    workspaceId: account.workspaceId,
    livemode: params.mode === 'live',
    currency: params.currency,
    reportingCurrency: account.currency,
    buckets: buckets(params.from, params.to, params.interval, account.weekStart),
    today,
    breakdown,
    filters: params.filters,
    rates: () => {
      // A level is converted on its last day, a flow on its own: neither needs a rate from after the range.
      loading ??= loadRates(account.workspaceId, ratesFrom, ratesTo);
      return loading;
    },
  };
}
