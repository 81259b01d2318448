import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { acquiredRows, type Extent, ofAcquired } from '@/lib/metrics/acquired';
import { netTerms } from '@/lib/metrics/compute';
import type { Formula } from '@/lib/metrics/metric';
import { type Options, REALISED_DAYS } from '@/lib/metrics/options';
import type { Scope } from '@/lib/metrics/scope';
import { keyOfSpend, type SpendLeaf, spendRows } from '@/lib/metrics/spend-sums';
import { holders } from './churn-legs';
import { entries } from './entries-leg';
import type { Leg, PointSpan } from './explain-legs';
import type { Part, RowContext } from './explain-row';
import { toNumber } from './to-number';
import type { ExplainRow } from './types';

type Asked = Extract<Formula, { kind: 'acquisition' | 'ltv-since-purchase' }>;

/** The spend, the people and what they brought since, behind what is said of those acquired in a period. */
export function acquisitionLegs(
  formula: Asked,
  scope: Scope,
  point: PointSpan,
  context: RowContext,
  options: Options,
): Leg[] {
  const day = options.day ?? REALISED_DAYS;
  const brought = (extent: Extent): Leg => {
    // What somebody brings later need not have come by the same campaign or coupon.
    const anything = { ...scope, filters: [] };
    const days = { start: addDays(point.start, -2), end: addDays(scope.today, 1), last: scope.today };
    return entries(anything, days, context, netTerms(options), 'numerator', ofAcquired(scope, extent));
  };
  const people = (extent: Extent): Leg =>
    holders(
      'person',
      context,
      { day: point.last, words: 'First purchase in the period', part: 'denominator' },
      (key, limit) => acquiredRows(scope, extent, key, limit),
    );
  if (formula.kind === 'ltv-since-purchase') {
    const extent = { day, isComplete: true };
    return [brought(extent), people(extent)];
  }
  switch (formula.of) {
    case 'cac':
      return [spent(scope, 'numerator'), people({})];
    case 'roas':
      return [brought({ day }), spent(scope, 'denominator')];
    case 'payback':
      return [brought({}), spent(scope, 'denominator')];
  }
}

const KEY_SHAPE = z.tuple([z.iso.date(), z.string().max(80)]);

const spent = (scope: Scope, part: Part): Leg => ({
  keyShape: KEY_SHAPE,
  read: async (key, limit) =>
    (await spendRows(scope, key, limit)).map((leaf) => ({ row: fromSpend(leaf, part), key: keyOfSpend(leaf) })),
});

function fromSpend(leaf: SpendLeaf, part: Part): ExplainRow {
  const { id, day, source, medium, campaign, reference, currency, minor, value } = leaf;
  const label = [source, medium, campaign].filter(Boolean).join(' / ') || 'No campaign';
  return {
    id: `spend/${id}`,
    part,
    day,
    customer: { id: '', label, person: '' },
    description: reference === '' ? 'Spend' : `Spend: ${reference}`,
    arithmetic: 'as it was told',
    objects: [],
    amountMinor: toNumber(minor) ?? 0,
    currency,
    fxRate: value?.fxRate ?? null,
    fxDay: value?.fxDay ?? null,
    value: toNumber(value?.minor ?? null),
  };
}
