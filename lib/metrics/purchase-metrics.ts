import type { MetricEntry } from './metric';

/** Metrics of how often people buy. */
export const purchaseMetrics: Record<string, MetricEntry> = {
  'average-purchases-per-user': {
    label: 'Average purchases per user',
    unit: 'number',
    definition:
      'Sales ÷ distinct people who bought in the period. Someone who is several Stripe customers is one person, and counts once in a range of several periods.',
    formula: { kind: 'average-purchases' },
    dimensions: ['currency', 'country'],
    additive: false,
    rollup: 'pooled',
    good: 1,
  },
  'purchase-frequency': {
    label: 'Purchase frequency',
    unit: 'count',
    definition:
      'People who bought in the period, by how many sales they had in it. Over a range of several periods, by their sales in the whole range.',
    formula: { kind: 'frequency', only: null },
    dimensions: ['currency', 'country'],
    additive: false,
    rollup: 'sum',
    good: 1,
  },
};
