/** Whose answers are compared; "(u)" marks one that was inferred and not read in its documentation. */
export const PRODUCTS = ['Headwater', 'Stripe Billing', 'RevenueCat', 'ChartMogul', 'ProfitWell'] as const;

/** By question, in the order of the products. */
export const DIFFERENCES: readonly { question: string; answers: readonly string[] }[] = [
  {
    question: 'Source',
    answers: ['subscriptions', 'subscriptions', 'transactions', 'invoice lines', 'subscriptions + invoices (u)'],
  },
  { question: 'Weekly prices', answers: ['× 52 ÷ 12', 'undocumented', '× 4', 'by days (u)', 'unknown'] },
  {
    question: 'Past due',
    answers: ['in', 'in', 'in during grace', 'in, or out after 1–90 days', 'in until dunning ends'],
  },
  { question: 'Unpaid', answers: ['out', 'out', 'out (u)', 'follows invoices (u)', 'churned'] },
  { question: 'Tiers, quantity', answers: ['yes', 'yes', 'per-unit and package prices only', 'yes', 'yes'] },
  {
    question: 'Trial ended, unpaid',
    answers: ['in', 'in (or from first payment)', 'after payment (u)', 'in', 'unknown'],
  },
  {
    question: 'Discounts',
    answers: [
      'recurring',
      'forever; newer settings for recurring and one-time',
      'price paid',
      'line net of discount',
      'all discounts and credits',
    ],
  },
  { question: 'Tax', answers: ['out', 'out', 'in, unless “net of taxes”', 'out', 'out'] },
  { question: 'Metered usage', answers: ['out', 'out', 'unsupported', 'unknown', 'documents conflict'] },
  { question: 'Proration', answers: ['ignored', 'ignored', 'not factored', 'factor in the formula', 'unknown'] },
  {
    question: 'Paused collection',
    answers: ['by behaviour', 'counted (u)', 'unknown', 'unsupported; keeps MRR', '$0'],
  },
  {
    question: 'Cancellation',
    answers: [
      'when it has ended',
      'at cancellation or period end (setting)',
      'at expiry',
      'three settings',
      'end of cycle',
    ],
  },
  { question: 'Free, or 100 % off', answers: ['0, not paying', 'out', 'out', 'active with $0', '$0'] },
  {
    question: 'Exchange rates',
    answers: [
      'rate of each day, a bucket of its own',
      'converted, FX bucket',
      'rate of purchase date',
      'no FX movement',
      'rate of purchase date',
    ],
  },
];
