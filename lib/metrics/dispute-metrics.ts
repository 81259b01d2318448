import { BY_ITEM, type MetricEntry, type Terms } from './metric';

const OUTCOMES = ['won', 'lost', 'refunded', 'open'] as const;
type Of = NonNullable<Terms[number]['of']>;

const term = (name: string, of: Of, sign: 1 | -1 = 1): Terms => [{ measure: `dispute_${name}`, sign, of }];
const parts = (of: Of): Record<string, Terms> => ({
  ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, term(outcome, of)])),
  inquiries: term('inquiry', of),
});

const common = {
  dimensions: ['currency', 'country'],
  additive: true,
  rollup: 'sum',
  good: -1,
} as const satisfies Partial<MetricEntry>;

/** Disputes as such; what they cost in the end is a term of net revenue. */
export const disputeMetrics: Record<string, MetricEntry> = {
  disputes: {
    ...common,
    label: 'Disputes',
    unit: 'count',
    definition:
      'Disputes opened in the period, whatever became of them since: won, lost, refunded or still open. Inquiries of a bank stand beside them and are not counted.',
    formula: {
      kind: 'flow',
      terms: OUTCOMES.flatMap((outcome) => term(outcome, 'quantity')),
      parts: parts('quantity'),
    },
  },
  'disputed-amount': {
    ...common,
    label: 'Disputed amount',
    unit: 'money',
    definition:
      'Amount, tax included, of the disputes opened in the period, whatever became of them since. Inquiries of a bank stand beside it and are not in it.',
    formula: { kind: 'flow', terms: OUTCOMES.flatMap((outcome) => term(outcome, 'amount')), parts: parts('amount') },
  },
  'lost-disputes': {
    ...common,
    label: 'Lost disputes',
    unit: 'money',
    definition:
      'Money lost in disputes, without its share of tax, on the day the dispute was lost. What is reinstated later is taken back on the day it returns.',
    formula: {
      kind: 'flow',
      terms: [{ measure: 'lost_dispute', sign: 1 }],
      bySale: [{ measure: 'lost_dispute_by_sale', sign: 1 }],
    },
    dimensions: BY_ITEM,
  },
  'dispute-funds': {
    ...common,
    label: 'Funds held by disputes',
    unit: 'money',
    definition:
      'What disputes took out of the Stripe balance in the period, less what they gave back, as it moved: tax included, and before any of them is decided.',
    formula: {
      kind: 'flow',
      terms: [...term('withdrawn', 'amount'), ...term('reinstated', 'amount', -1)],
      parts: { withdrawn: term('withdrawn', 'amount'), reinstated: term('reinstated', 'amount', -1) },
    },
  },
};
