import { BY_ITEM, type MetricEntry } from './metric';
import type { SeriesTerm } from './mrr-levels';

const series = (label: string, terms: readonly SeriesTerm[], definition: string): MetricEntry => ({
  label,
  unit: 'money',
  definition,
  formula: { kind: 'series', terms },
  dimensions: BY_ITEM,
  additive: true,
  rollup: 'last',
  good: 1,
});

/** What is shown beside MRR, from the same subscriptions. */
export const seriesMetrics: Record<string, MetricEntry> = {
  'committed-mrr': series(
    'Committed MRR',
    [
      { series: 'mrr', sign: 1 },
      { series: 'ending', sign: -1 },
    ],
    'MRR without the subscriptions that are scheduled to be cancelled, from the moment the cancellation was asked for.',
  ),
  'trial-mrr': series(
    'Trial MRR',
    [{ series: 'trial', sign: 1 }],
    'What subscriptions in trial would contribute to MRR if they paid. Not part of MRR.',
  ),
  'list-price-mrr': series(
    'List-price MRR',
    [
      { series: 'mrr', sign: 1 },
      { series: 'discounted', sign: -1 },
      { series: 'list', sign: 1 },
    ],
    'MRR if no subscription had a discount.',
  ),
  'reconstructed-mrr': series(
    'Reconstructed MRR',
    [{ series: 'inferred', sign: 1 }],
    'The part of MRR that no event told of, because Stripe was connected later: read off the lines of invoices, or assumed where these say nothing.',
  ),
  'usage-mrr': series(
    'Usage MRR',
    [{ series: 'usage', sign: 1 }],
    'The part of MRR that comes from metered items, by what their latest closed invoices billed. Nothing unless the workspace counts usage.',
  ),
};
