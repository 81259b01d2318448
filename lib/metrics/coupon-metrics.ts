import { BY_ITEM, type MetricEntry, type Terms } from './metric';
import { amount, SOLD } from './revenue-metrics';

const LIST: Terms = [...amount('sale_gross'), ...amount('sale_tax', -1)];

/** What coupons gave away, and what came with them (definitions B11). */
export const couponMetrics: Record<string, MetricEntry> = {
  'coupon-impact': {
    label: 'Effective discount',
    unit: 'ratio',
    definition:
      'Discounts on what was paid for ÷ its list value without tax. Discounts are those of the invoices, never worked out from a percentage. A comparison of sales with and without coupons, which does not say what the coupon caused.',
    formula: {
      kind: 'rate',
      numerator: amount('sale_discount'),
      denominator: LIST,
      parts: { list: LIST, discount: amount('sale_discount'), sold: SOLD, refunds: amount('refund') },
    },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'pooled',
    good: 0,
  },
  'discount-given': {
    label: 'Discount given',
    unit: 'money',
    definition:
      'What each coupon took off paid sales, from the discount amounts of their lines: of stacked coupons each has its own, and they sum to all discounts.',
    formula: { kind: 'flow', terms: amount('coupon_discount') },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'sum',
    good: 0,
  },
  redemptions: {
    label: 'Redemptions',
    unit: 'count',
    definition: 'Discounts that started in the period, each once however many invoices it lowers.',
    formula: { kind: 'flow', terms: [{ measure: 'redemption', sign: 1, of: 'quantity' }] },
    dimensions: ['country', 'coupon'],
    additive: true,
    rollup: 'sum',
    good: 0,
  },
  'refunded-share': {
    label: 'Refunded share of sales',
    unit: 'ratio',
    definition: 'Refunds ÷ sales, both without tax, by the date of the sale and by what was sold.',
    formula: { kind: 'rate', numerator: amount('refund_by_sale'), denominator: SOLD },
    dimensions: BY_ITEM,
    additive: true,
    rollup: 'pooled',
    good: -1,
  },
  buyers: {
    label: 'Buyers',
    unit: 'count',
    definition:
      'People who bought in the period, each counted once however many Stripe customers they are. Who bought with and without a coupon is in both.',
    formula: { kind: 'buyers' },
    dimensions: BY_ITEM,
    additive: false,
    rollup: 'sum',
    good: 1,
  },
};
