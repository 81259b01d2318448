import { ORIGIN_DIMENSIONS } from './dimensions';
import type { MetricEntry } from './metric';

const count = (entry: Pick<MetricEntry, 'label' | 'definition' | 'formula' | 'dimensions'>): MetricEntry => ({
  unit: 'count',
  additive: true,
  rollup: 'sum',
  good: 1,
  ...entry,
});

/** From the click to the sale: what comes before there is revenue, and how often there is. */
export const funnelMetrics: Record<string, MetricEntry> = {
  clicks: count({
    label: 'Clicks',
    definition:
      'Clicks on links, each once: bots, prefetches and one person’s double clicks are not counted. A click has no mode, so that it is counted beside live and beside test data.',
    formula: { kind: 'clicks' },
    dimensions: ORIGIN_DIMENSIONS,
  }),
  leads: count({
    label: 'Leads',
    definition:
      'Leads that the app told of, and those derived from Stripe: customers and Payment Links that name a click, and trials where the settings say so. Each counts its quantity, and belongs to its click.',
    formula: { kind: 'leads', only: null },
    dimensions: ORIGIN_DIMENSIONS,
  }),
  sales: count({
    label: 'Sales',
    definition:
      'Sales of the Stripe ledger, attributed or not, and tracked sales that Stripe does not know. A sale that both tell of is Stripe’s. With several touches it belongs to the one with the largest share.',
    formula: { kind: 'sales', only: null },
    dimensions: ORIGIN_DIMENSIONS,
  }),
  'new-customers': count({
    label: 'New customers',
    definition:
      'People whose first sale at Stripe was in the period. Someone who is several Stripe customers is new once.',
    formula: { kind: 'new-customers' },
    dimensions: ['currency', 'country'],
  }),
};
