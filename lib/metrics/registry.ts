import type { Dimension, Unit } from '@/lib/reports/types';

export type MovementName = 'new' | 'expansion' | 'contraction' | 'churn' | 'reactivation';

/** A signed sum of ledger measures. */
export type Terms = readonly { measure: string; sign: 1 | -1; of?: 'amount' | 'quantity' }[];

/** How a metric is computed; the engine has one rule per kind. */
export type Formula =
  | { kind: 'mrr'; times: number }
  | { kind: 'movement'; names: readonly MovementName[]; negate?: boolean }
  | { kind: 'fx' }
  | { kind: 'net-new' }
  | { kind: 'quick-ratio' }
  | { kind: 'subscribers' }
  | { kind: 'arpu' }
  | { kind: 'churn' }
  | { kind: 'flow'; terms: Terms; bySale?: Terms; fees?: boolean; parts?: Readonly<Record<string, Terms>> }
  | {
      kind: 'rate';
      numerator: Terms;
      denominator: Terms;
      basis?: Readonly<Record<string, { numerator: Terms; denominator: Terms }>>;
      parts?: Readonly<Record<string, Terms>>;
    }
  | { kind: 'buyers' };

export interface Metric {
  id: string;
  label: string;
  unit: Unit;
  definition: string;
  formula: Formula;
  dimensions: readonly Dimension[];
  /** Broken down by this even when nobody asks. */
  alwaysBy?: Dimension;
  /** False when one sale or person can belong to several values, so that the parts may exceed the total. */
  additive: boolean;
  /** How the points of a range become its total. */
  rollup: 'last' | 'sum' | 'pooled';
  /** Rising is good (1), bad (−1) or neither (0). */
  good: 1 | -1 | 0;
}

const BY_ITEM = ['product', 'price', 'interval', 'currency', 'country'] as const;
const BY_CUSTOMER = ['country'] as const;
const BY_PAYMENT = ['currency', 'country'] as const;

const amount = (measure: string, sign: 1 | -1 = 1): Terms => [{ measure, sign }];
const count = (measure: string, sign: 1 | -1 = 1): Terms => [{ measure, sign, of: 'quantity' }];
const NET: Terms = [
  ...amount('sale_gross'),
  ...amount('sale_discount', -1),
  ...amount('sale_tax', -1),
  ...amount('refund', -1),
];
const STATES = ['pending', 'converted', 'converted_free', 'abandoned', 'at_risk'] as const;
const statesOf = (prefix: string) => Object.fromEntries(STATES.map((state) => [state, count(`${prefix}${state}`)]));

type Entry = Omit<Metric, 'id'>;
const movement = (label: string, names: readonly MovementName[], definition: string, good: 1 | -1): Entry => ({
  label,
  unit: 'money',
  definition,
  formula: { kind: 'movement', names },
  dimensions: BY_ITEM,
  additive: true,
  rollup: 'sum',
  good,
});
const revenue = (
  label: string,
  formula: Formula,
  definition: string,
  good: 1 | -1 | 0,
  extra: Partial<Entry> = {},
): Entry => ({
  label,
  unit: 'money',
  definition,
  formula,
  dimensions: BY_ITEM,
  additive: true,
  rollup: 'sum',
  good,
  ...extra,
});

const entries: Record<string, Entry> = {
  mrr: {
    label: 'MRR',
    unit: 'money',
    definition:
      'Monthly value of all paying subscriptions at the end of the period: price × quantity, minus running recurring discounts and included tax, divided by the months of its billing period. Trials, metered usage and one-time coupons are not in it.',
    formula: { kind: 'mrr', times: 1 },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'last',
    good: 1,
  },
  arr: {
    label: 'ARR',
    unit: 'money',
    definition: 'MRR × 12.',
    formula: { kind: 'mrr', times: 12 },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'last',
    good: 1,
  },
  'new-mrr': movement(
    'New MRR',
    ['new'],
    'MRR of customers who never had any before, on the day they begin to pay.',
    1,
  ),
  'expansion-mrr': movement(
    'Expansion MRR',
    ['expansion'],
    'Rise of the MRR of customers who already had some: upgrades, seats, further subscriptions, ended discounts.',
    1,
  ),
  'contraction-mrr': movement(
    'Contraction MRR',
    ['contraction'],
    'Fall of the MRR of customers who keep some: downgrades, fewer seats, one of several subscriptions cancelled. Negative.',
    1,
  ),
  'churned-mrr': movement(
    'Churned MRR',
    ['churn'],
    'MRR of customers that reached zero, on the day their subscription ended. Negative.',
    1,
  ),
  'reactivation-mrr': movement(
    'Reactivation MRR',
    ['reactivation'],
    'MRR of customers who had none and had some before.',
    1,
  ),
  'fx-mrr': {
    label: 'FX',
    unit: 'money',
    definition:
      'Change of MRR in the reporting currency that comes from exchange rates alone: closing − opening − all movements, for MRR billed in other currencies.',
    formula: { kind: 'fx' },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'sum',
    good: 0,
  },
  'net-new-mrr': {
    label: 'Net new MRR',
    unit: 'money',
    definition: 'New + reactivation + expansion − contraction − churn + FX: closing MRR minus opening MRR.',
    formula: { kind: 'net-new' },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'sum',
    good: 1,
  },
  'quick-ratio': {
    label: 'Quick ratio',
    unit: 'number',
    definition: '(New + reactivation + expansion) ÷ (contraction + churn).',
    formula: { kind: 'quick-ratio' },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'pooled',
    good: 1,
  },
  'customer-churn': {
    label: 'Customer churn',
    unit: 'ratio',
    definition:
      'Customers with MRR at the start of the period who have none at its end ÷ customers with MRR at its start.',
    formula: { kind: 'churn' },
    dimensions: BY_CUSTOMER,
    additive: true,
    rollup: 'pooled',
    good: -1,
  },
  'active-subscribers': {
    label: 'Active subscribers',
    unit: 'count',
    definition: 'Customers with MRR above zero at the end of the period. Free customers and trials are not counted.',
    formula: { kind: 'subscribers' },
    dimensions: BY_CUSTOMER,
    additive: true,
    rollup: 'last',
    good: 1,
  },
  arpu: {
    label: 'ARPU',
    unit: 'money',
    definition: 'MRR at the end of the period ÷ active subscribers at the end of the period.',
    formula: { kind: 'arpu' },
    dimensions: BY_CUSTOMER,
    additive: true,
    rollup: 'last',
    good: 1,
  },
  trials: {
    label: 'Trials started',
    unit: 'count',
    definition: "Customers' first trials that began in the period.",
    formula: { kind: 'flow', terms: count('trial_started'), parts: statesOf('trial_') },
    dimensions: ['product', 'price', 'interval', 'country'],
    additive: true,
    rollup: 'sum',
    good: 1,
  },
  'trial-conversion': {
    label: 'Trial-to-paid',
    unit: 'ratio',
    definition:
      'Of the trials that began in the period, the share whose first non-zero invoice after the trial is paid. Beside it: the share of matured trials, which leaves out those still running or with payment open.',
    formula: {
      kind: 'rate',
      numerator: count('trial_converted'),
      denominator: count('trial_started'),
      basis: { end: { numerator: count('trial_ended_converted'), denominator: count('trial_ended_all') } },
      parts: statesOf('trial_'),
    },
    dimensions: ['product', 'price', 'interval', 'country'],
    additive: true,
    rollup: 'pooled',
    good: 1,
  },
  'refund-rate-count': {
    label: 'Refund rate (count)',
    unit: 'ratio',
    definition:
      'Charges that were refunded, in full or in part ÷ successful charges. By date of the sale, or by date of the refund.',
    formula: {
      kind: 'rate',
      numerator: count('refunded_charge_by_sale'),
      denominator: count('charge'),
      basis: { refund: { numerator: count('refunded_charge'), denominator: count('charge') } },
    },
    dimensions: BY_PAYMENT,
    additive: true,
    rollup: 'pooled',
    good: -1,
  },
  'refund-rate-amount': {
    label: 'Refund rate (amount)',
    unit: 'ratio',
    definition: 'Amount refunded ÷ amount charged, both without tax. By date of the sale, or by date of the refund.',
    formula: {
      kind: 'rate',
      numerator: amount('refund_by_sale'),
      denominator: amount('charge'),
      basis: { refund: { numerator: amount('refund'), denominator: amount('charge') } },
    },
    dimensions: BY_PAYMENT,
    additive: true,
    rollup: 'pooled',
    good: -1,
  },
  refunds: revenue(
    'Refunds',
    {
      kind: 'flow',
      terms: amount('refund'),
      bySale: amount('refund_by_sale'),
      parts: { charges: count('refunded_charge') },
    },
    'Money given back, without its share of tax, on the day of the refund. A refund that fails is taken back on the day it fails.',
    -1,
  ),
  'gross-revenue': revenue(
    'Gross revenue',
    { kind: 'flow', terms: amount('sale_gross'), parts: { sales: count('sale') } },
    'List value of everything that was paid for, tax included, before discounts, refunds and fees. One payment is one sale.',
    1,
  ),
  discounts: revenue(
    'Discounts',
    { kind: 'flow', terms: amount('sale_discount') },
    'Discounts on paid invoices, from the discount amounts of their lines.',
    0,
  ),
  tax: revenue('Tax', { kind: 'flow', terms: amount('sale_tax') }, 'Tax in paid sales, included or added.', 0),
  fees: revenue(
    'Stripe fees',
    { kind: 'flow', terms: amount('fee') },
    'Fees Stripe kept on charges, from their balance transactions.',
    -1,
  ),
  'net-revenue': revenue(
    'Net revenue',
    {
      kind: 'flow',
      terms: NET,
      fees: true,
      parts: {
        gross: amount('sale_gross'),
        discounts: amount('sale_discount', -1),
        tax: amount('sale_tax', -1),
        refunds: amount('refund', -1),
        fees: amount('fee', -1),
      },
    },
    'Gross revenue − discounts − tax − refunds − Stripe fees. With the fee setting "gross", fees stay in.',
    1,
  ),
  'revenue-by-product': revenue(
    'Revenue by product',
    { kind: 'flow', terms: NET, fees: true, parts: { units: [{ measure: 'sale_gross', sign: 1, of: 'quantity' }] } },
    'Net revenue by the product of each invoice line, refunds split over the lines of their sale. Stripe fees are a row of their own.',
    1,
    { alwaysBy: 'product' },
  ),
  'orders-by-product': revenue(
    'Orders by product',
    {
      kind: 'flow',
      terms: count('sale_product'),
      parts: { units: [{ measure: 'sale_gross', sign: 1, of: 'quantity' }] },
    },
    'Sales that contain the product. A sale with two products counts once for each, so the parts may add up to more than all orders.',
    1,
    { unit: 'count', alwaysBy: 'product', additive: false, dimensions: ['product', 'country', 'currency'] },
  ),
  'buyers-by-product': revenue(
    'Buyers by product',
    { kind: 'buyers' },
    'People who bought the product in the period, each counted once however many Stripe customers they are.',
    1,
    { unit: 'count', alwaysBy: 'product', additive: false, dimensions: ['product', 'country'] },
  ),
};

/** Every metric by id: axis label, formatter, tooltip, CSV header and glossary all read it from here. */
export const metrics: Readonly<Record<string, Metric>> = Object.fromEntries(
  Object.entries(entries).map(([id, entry]) => [id, { id, ...entry }]),
);
