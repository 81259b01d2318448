import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { gainedOf } from '@/lib/metrics/bridge-points';
import { buyerRows } from '@/lib/metrics/buyer-rows';
import { netTerms, termsOf } from '@/lib/metrics/compute';
import { customerRows, keyOfCustomer } from '@/lib/metrics/customer-rows';
import type { Key } from '@/lib/metrics/entry-rows';
import { beganSince } from '@/lib/metrics/fresh-movements';
import { IS_MAPPED } from '@/lib/metrics/mapped-revenue';
import type { Metric, MovementName, Terms } from '@/lib/metrics/metric';
import { MOVEMENTS } from '@/lib/metrics/mrr-bridge';
import type { SeriesTerm } from '@/lib/metrics/mrr-levels';
import { type Level, type Options, REALISED_DAYS } from '@/lib/metrics/options';
import { isByPeriod } from '@/lib/metrics/period-movements';
import { cohortDays, ofCohort } from '@/lib/metrics/realised-ltv';
import type { Scope } from '@/lib/metrics/scope';
import { keyOfSpan, spanRows } from '@/lib/metrics/span-rows';
import { acquisitionLegs } from './acquisition-legs';
import { besideChurnLeg, churnLegs, payingLeg } from './churn-legs';
import { commissionsLeg } from './commission-legs';
import { entries } from './entries-leg';
import { fromBuyer, fromCustomer, fromSpan, type Part, type RowContext } from './explain-row';
import { foreignLeg } from './foreign-leg';
import { cohortLeg, ltvChurnLegs, mappedPeopleLeg } from './ltv-legs';
import { changeLeg } from './period-legs';
import { newCustomersLeg, toldLeg } from './told-legs';
import type { ExplainRow } from './types';

/** One source of rows, read by key. A drill-down is one or more of them, one after the other. */
export interface Leg {
  /** What a key of this leg looks like: cursors come back from outside. */
  keyShape: z.ZodType<Key>;
  read(key: Key | null, limit: number): Promise<{ row: ExplainRow; key: Key }[]>;
}

const id = z.string().regex(/^[^\0]*$/);
const KEY_SHAPES = {
  span: z.tuple([id, id, id, z.iso.date()]),
  customer: z.tuple([id, id]),
  buyer: z.tuple([id]),
};

/** The period of a point: days, `end` exclusive, and the last day that has happened. */
export interface PointSpan {
  start: string;
  end: string;
  last: string;
}

/** The rows that sum to a point of this metric. */
export function explainLegs(
  metric: Metric,
  scope: Scope,
  point: PointSpan,
  context: RowContext,
  options: Options,
): Leg[] {
  const { formula } = metric;
  const before = addDays(point.start, -1);
  const moves = (names: readonly MovementName[], part: Part, sign: 1 | -1 = 1, retained = false): Leg => {
    if (isByPeriod(options)) return changeLeg(scope, options, { names, sign, retained }, context, part);
    const only = retained ? `not ${beganSince('$4::date', 'e')}` : '';
    return entries(scope, point, context, movedBy(names, sign), part, only);
  };
  switch (formula.kind) {
    case 'mrr':
      return [spans(scope, point.last, context, BigInt(formula.times), 'value')];
    case 'series':
      return [spans(scope, point.last, context, 1n, 'value', formula.terms)];
    case 'movement':
      return [moves(formula.names, 'value')];
    case 'fx':
      return [foreignLeg(scope, point, context, options)];
    case 'net-new':
      return [moves(MOVEMENTS, 'value'), foreignLeg(scope, point, context, options)];
    case 'quick-ratio':
      return [moves(gainedOf(options), 'numerator'), moves(['contraction', 'churn'], 'denominator', -1)];
    case 'mrr-rate':
      return [
        ...(formula.opening ? [spans(scope, before, context, 1n, 'numerator')] : []),
        moves(formula.names, 'numerator', formula.sign, formula.retained),
        spans(scope, before, context, 1n, 'denominator'),
      ];
    case 'subscribers':
      return [payers(scope, point.last, context, 'value', options)];
    case 'arpu':
      return [
        spans(scope, point.last, context, 1n, 'numerator'),
        payers(scope, point.last, context, 'denominator', options),
      ];
    case 'churn':
      return [
        ...(isNet(formula, options) ? [entries(scope, point, context, LEFT_LESS_RETURNED, 'numerator')] : []),
        ...churnLegs(scope, formula.level ?? options.level ?? 'customer', point, context, options),
      ];
    case 'beside-churn':
      return [besideChurnLeg(scope, formula.outcome === 'returned', point, context)];
    case 'ltv':
      return [spans(scope, point.last, context, 1n, 'numerator'), customers(scope, point.last, context, 'denominator')];
    case 'ltv-churn':
      return ltvChurnLegs(scope, formula.of, point.last, context);
    case 'realised-ltv': {
      const day = options.day ?? REALISED_DAYS;
      const days = { ...cohortDays(point, day), last: scope.today };
      return [
        entries(scope, days, context, netTerms(options), 'numerator', ofCohort(scope, day)),
        cohortLeg(scope, day, point.last, context),
      ];
    }
    case 'acquisition':
    case 'ltv-since-purchase':
      return acquisitionLegs(formula, scope, point, context, options);
    case 'arppu':
      return [
        entries(scope, point, context, netTerms(options), 'numerator'),
        buyers(scope, point, context, 'denominator'),
      ];
    case 'mapped-revenue':
      return [
        entries(scope, point, context, netTerms(options), 'numerator', IS_MAPPED),
        mappedPeopleLeg(scope, point.last, context),
      ];
    case 'flow':
    case 'rate': {
      const { value, numerator, denominator } = termsOf(formula, options);
      if (value) return [entries(scope, point, context, value, 'value')];
      return [
        entries(scope, point, context, numerator ?? [], 'numerator'),
        entries(scope, point, context, denominator ?? [], 'denominator'),
      ];
    }
    case 'buyers':
      return [buyers(scope, point, context, 'value')];
    case 'average-purchases':
      return [
        entries(scope, point, context, [{ measure: 'sale', sign: 1, of: 'quantity' }], 'numerator'),
        buyers(scope, point, context, 'denominator', EVERYBODY),
      ];
    case 'frequency': {
      const { only } = formula;
      const range = only === null ? EVERYBODY : options.frequencies?.find(({ label }) => label === only);
      return [buyers(scope, point, context, 'value', range)];
    }
    case 'clicks':
      return [toldLeg(scope, 'clicks', point)];
    case 'leads':
      return [toldLeg(scope, 'leads', point, formula.only)];
    case 'sales':
      return [
        ...(formula.only === 'tracked'
          ? []
          : [
              entries(
                scope,
                point,
                context,
                [{ measure: 'sale', sign: 1, of: 'quantity' }],
                'value',
                'e.quantity <> 0',
              ),
            ]),
        ...(formula.only === 'stripe' ? [] : [toldLeg(scope, 'tracked', point)]),
      ];
    case 'new-customers':
      return [newCustomersLeg(scope, point, context)];
    case 'commissions':
      return [commissionsLeg(scope, point, context)];
  }
}

const LEFT_LESS_RETURNED: Terms = [{ measure: 'subscriber', sign: -1, of: 'quantity' }];

const isNet = ({ level }: { level?: Level }, options: Options) =>
  (level ?? options.level ?? 'customer') === 'customer' && options.basis === 'revenuecat_net';

const movedBy = (names: readonly MovementName[], sign: 1 | -1 = 1): Terms =>
  names.map((name) => ({ measure: `mrr_${name}`, sign }));

function spans(
  scope: Scope,
  day: string,
  context: RowContext,
  times: bigint,
  part: Part,
  terms?: readonly SeriesTerm[],
): Leg {
  return {
    keyShape: KEY_SHAPES.span,
    read: async (key, limit) =>
      (await spanRows(scope, day, key, limit, terms)).map((row) => ({
        row: fromSpan(row, context, day, times, part),
        key: keyOfSpan(row),
      })),
  };
}

function customers(scope: Scope, day: string, context: RowContext, part: Part): Leg {
  return {
    keyShape: KEY_SHAPES.customer,
    read: async (key, limit) =>
      (await customerRows(scope, day, null, key, limit)).map((row) => ({
        row: fromCustomer(row, context, day, `Paying at the end of ${day}`, part),
        key: keyOfCustomer(row),
      })),
  };
}

/** Who pays: customers, or people or subscriptions where these are counted. */
const payers = (scope: Scope, day: string, context: RowContext, part: Part, { level = 'customer' }: Options): Leg =>
  level === 'customer' ? customers(scope, day, context, part) : payingLeg(scope, level, { day, part }, context);

/** Whoever had a sale at all. */
const EVERYBODY = { from: 1, to: null };

function buyers(
  scope: Scope,
  point: PointSpan,
  context: RowContext,
  part: Part,
  times?: { from: number; to: number | null },
): Leg {
  return {
    keyShape: KEY_SHAPES.buyer,
    read: async (key, limit) =>
      (await buyerRows(scope, point, key, limit, times)).map((row) => ({
        row: fromBuyer(row, context, point.last, part),
        key: [row.personId],
      })),
  };
}
