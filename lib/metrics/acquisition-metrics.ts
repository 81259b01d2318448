import { ORIGIN_DIMENSIONS } from './dimensions';
import { BY_ITEM, type MetricEntry } from './metric';

const byOrigin = (entry: Pick<MetricEntry, 'label' | 'unit' | 'definition' | 'formula' | 'good'>): MetricEntry => ({
  ...entry,
  dimensions: ORIGIN_DIMENSIONS,
  additive: true,
  rollup: 'pooled',
});

/** What the people acquired in a period cost, and what they brought since (definitions B12). */
export const acquisitionMetrics: Record<string, MetricEntry> = {
  cac: byOrigin({
    label: 'CAC',
    unit: 'money',
    definition:
      'Spend of the period ÷ the people whose first purchase lies in it. None without such people. Each amount of spend is converted at the rate of its own day.',
    formula: { kind: 'acquisition', of: 'cac' },
    good: -1,
  }),
  roas: byOrigin({
    label: 'ROAS',
    unit: 'ratio',
    definition:
      'Net revenue, in their first days (30 unless told; the purchase is on day 0), of the people whose first purchase lies in the period ÷ spend of the period. Of people who have not been there for so long, what they brought so far.',
    formula: { kind: 'acquisition', of: 'roas' },
    good: 1,
  }),
  payback: byOrigin({
    label: 'Payback (days)',
    unit: 'count',
    definition:
      'The first day since the purchase by which the people whose first purchase lies in the period brought as much net revenue as was spent in it. None while they have not; then the share recovered tells how far it is. Once reached it stays, and a later fall below is noted.',
    formula: { kind: 'acquisition', of: 'payback' },
    good: -1,
  }),
  'ltv-since-purchase': {
    label: 'LTV since the first purchase',
    unit: 'money',
    definition:
      'Net revenue of the people whose first purchase lies in the period, in their first days since (30 unless told; the purchase is on day 0), ÷ these people. Told apart by what their first sale was of. Whose first purchase is less than that many days ago is in neither.',
    formula: { kind: 'ltv-since-purchase' },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'pooled',
    good: 1,
  },
};
