import { BY_CUSTOMER, type MetricEntry } from './metric';

/** What a customer is worth, as far as it can be told (definitions B7). */
export const ltvMetrics: Record<string, MetricEntry> = {
  ltv: {
    label: 'LTV',
    unit: 'money',
    definition:
      'Predicted lifetime value: ARPU, unrounded, ÷ monthly customer churn of the last three complete months. None where fewer than ten customers could have churned in them, or nobody did.',
    formula: { kind: 'ltv' },
    dimensions: BY_CUSTOMER,
    additive: false,
    rollup: 'last',
    good: 1,
  },
  'realised-ltv': {
    label: 'Realised LTV',
    unit: 'money',
    definition:
      'Net revenue of the people who joined in the period, in their first days (30 unless told; the day on which they joined is day 0), ÷ these people. Who is younger than that many days is in neither.',
    formula: { kind: 'realised-ltv' },
    dimensions: [],
    additive: false,
    rollup: 'pooled',
    good: 1,
  },
  arppu: {
    label: 'ARPPU',
    unit: 'money',
    definition: 'Net revenue of the period ÷ the people who bought in it, each counted once.',
    formula: { kind: 'arppu' },
    dimensions: ['product'],
    additive: false,
    rollup: 'pooled',
    good: 1,
  },
  'revenue-per-mapped-user': {
    label: 'Revenue per mapped user',
    unit: 'money',
    definition:
      'Net revenue of the period from the people whom an identity rule finds ÷ all such people known by its end, whether they bought or not. Who is known by the Stripe customer only is in neither.',
    formula: { kind: 'mapped-revenue' },
    dimensions: [],
    additive: false,
    rollup: 'pooled',
    good: 1,
  },
};
