import { NET_REVENUE } from '@/lib/ledger/net-revenue';
import { BY_ITEM, type Formula, type MetricEntry, type Terms } from './metric';

const BY_PAYMENT = ['currency', 'country'] as const;

export const amount = (measure: string, sign: 1 | -1 = 1): Terms => [{ measure, sign }];
const count = (measure: string, sign: 1 | -1 = 1): Terms => [{ measure, sign, of: 'quantity' }];
/** Sales without discounts and tax. */
export const SOLD: Terms = [...amount('sale_gross'), ...amount('sale_discount', -1), ...amount('sale_tax', -1)];
const negated = (terms: Terms): Terms => terms.map((term) => ({ ...term, sign: term.sign === 1 ? -1 : 1 }));
const STATES = ['pending', 'converted', 'converted_free', 'abandoned', 'at_risk'] as const;
const statesOf = (prefix: string) => Object.fromEntries(STATES.map((state) => [state, count(`${prefix}${state}`)]));
/** The same of the trials that ended in the period; a pending one has not. */
const ENDED: Readonly<Record<string, Terms>> = {
  ended: count('trial_ended_all'),
  ...Object.fromEntries(
    STATES.filter((state) => state !== 'pending').map((state) => [`ended_${state}`, count(`trial_ended_${state}`)]),
  ),
};

/** Of the trials whose outcome is known, those that were converted. */
const matured = (prefix: string) => ({
  numerator: count(`${prefix}converted`),
  denominator: [...count(`${prefix}converted`), ...count(`${prefix}converted_free`), ...count(`${prefix}abandoned`)],
});

const revenue = (
  label: string,
  formula: Formula,
  definition: string,
  good: 1 | -1 | 0,
  extra: Partial<MetricEntry> = {},
): MetricEntry => ({
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

/** A refund rate by date of the sale or of the refund, each also with lost disputes and of full refunds only. */
function refundRate(of: typeof amount, { refund, full, lost }: Record<'refund' | 'full' | 'lost', string>): Formula {
  const denominator = of('charge');
  const rate = (...numerator: Terms) => ({ numerator, denominator });
  return {
    kind: 'rate',
    ...rate(...of(`${refund}_by_sale`)),
    basis: {
      refund: rate(...of(refund)),
      'sale-full': rate(...of(`${full}_by_sale`)),
      'refund-full': rate(...of(full)),
      'sale-disputes': rate(...of(`${refund}_by_sale`), ...of(`${lost}_by_sale`)),
      'refund-disputes': rate(...of(refund), ...of(lost)),
    },
  };
}

/** From gross to net; fees are taken off by the setting. */
export const netRevenue = {
  kind: 'flow',
  terms: NET_REVENUE,
  fees: true,
  parts: {
    gross: amount('sale_gross'),
    discounts: amount('sale_discount', -1),
    tax: amount('sale_tax', -1),
    refunds: amount('refund', -1),
    lostDisputes: amount('lost_dispute', -1),
    fees: amount('fee', -1),
  },
} as const satisfies Formula;

/** Metrics of trials, sales, refunds and products. */
export const revenueMetrics: Record<string, MetricEntry> = {
  trials: {
    label: 'Trials started',
    unit: 'count',
    definition: "Customers' first trials that began in the period.",
    formula: { kind: 'flow', terms: count('trial_started'), parts: statesOf('trial_') },
    dimensions: ['product', 'price', 'interval', 'country', 'coupon'],
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
      basis: {
        end: { numerator: count('trial_ended_converted'), denominator: count('trial_ended_all') },
        matured: matured('trial_'),
        'end-matured': matured('trial_ended_'),
      },
      parts: { ...statesOf('trial_'), ...ENDED },
    },
    dimensions: ['product', 'price', 'interval', 'country', 'coupon'],
    additive: true,
    rollup: 'pooled',
    good: 1,
  },
  'refund-rate-count': {
    label: 'Refund rate (count)',
    unit: 'ratio',
    definition:
      'Charges that were refunded, in full or in part ÷ successful charges. By date of the sale, or by date of the refund; with lost disputes, or only those refunded in full, where asked for.',
    formula: refundRate(count, { refund: 'refunded_charge', full: 'fully_refunded_charge', lost: 'lost_charge' }),
    dimensions: BY_PAYMENT,
    additive: true,
    rollup: 'pooled',
    good: -1,
  },
  'refund-rate-amount': {
    label: 'Refund rate (amount)',
    unit: 'ratio',
    definition:
      'Amount refunded ÷ amount charged, both without tax. By date of the sale, or by date of the refund; with lost disputes, or only what was refunded in full, where asked for.',
    formula: refundRate(amount, { refund: 'refund', full: 'fully_refunded_charge', lost: 'lost_dispute' }),
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
    },
    'Money given back, without its share of tax, on the day of the refund. A refund that fails is taken back on the day it fails.',
    -1,
  ),
  'gross-revenue': revenue(
    'Gross revenue',
    { kind: 'flow', terms: amount('sale_gross') },
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
    'Fees Stripe kept on charges and disputes, from their balance transactions.',
    -1,
  ),
  'net-revenue': revenue(
    'Net revenue',
    netRevenue,
    'Gross revenue − discounts − tax − refunds − lost disputes − Stripe fees. With the fee setting "gross", fees stay in.',
    1,
  ),
  'recognised-revenue': revenue(
    'Recognised revenue',
    {
      kind: 'flow',
      terms: SOLD,
      parts: {
        gross: amount('sale_gross'),
        discounts: amount('sale_discount', -1),
        tax: amount('sale_tax', -1),
        deferred: [],
        paid: SOLD,
      },
      spread: { deferred: [...amount('sold'), ...negated(SOLD)], paid: amount('sold') },
    },
    'Sales without discounts and tax, before refunds and fees, when they are earned: with revenue timing "accrual" spread by day over the period that each line bills, and beside it what was paid, and what of it is deferred to later periods (negative: earned now, paid before). With "paid" everything is earned when it is paid.',
    1,
  ),
  'total-payments': revenue(
    'Total payments',
    { kind: 'flow', terms: amount('invoice_paid'), parts: { invoices: count('invoice_paid') } },
    'Sum of the amount paid of paid invoices, each once. Tax is in it; fees and refunds are not subtracted, and payments without an invoice are not counted.',
    1,
    { dimensions: BY_PAYMENT },
  ),
  'revenue-by-product': revenue(
    'Revenue by product',
    {
      kind: 'flow',
      terms: NET_REVENUE,
      fees: true,
      parts: { units: [{ measure: 'sale_gross', sign: 1, of: 'quantity' }] },
    },
    'Net revenue by the product of each invoice line, refunds and lost disputes split over the lines of their sale. Stripe fees are a row of their own.',
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
    { unit: 'count', alwaysBy: 'product', additive: false, dimensions: ['product'] },
  ),
};
