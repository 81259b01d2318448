import type { MetricEntry } from './metric';

/** What partners cost. */
export const partnerMetrics: Record<string, MetricEntry> = {
  commissions: {
    label: 'Commissions',
    unit: 'money',
    definition:
      'What partners earn of the sales and leads of the period, on the day of the sale or lead: every amount that was booked for it by now, less what refunds took off. What is cancelled or fraud earns nothing. Each amount is converted at the rate of that day.',
    formula: { kind: 'commissions' },
    dimensions: ['partner', 'link'],
    additive: true,
    rollup: 'sum',
    good: 0,
  },
};
