import type { PermissionId } from './permissions';

const CUSTOMERS = 'customers';
/** Levels of recurring revenue: what is billed, by what price, less which coupon; invoices tell what was before. */
const RECURRING: readonly PermissionId[] = [
  CUSTOMERS,
  'subscriptions',
  'invoices',
  'invoice_items',
  'prices',
  'coupons',
];
/** Customers and subscriptions over time, whose amounts do not matter. */
const HELD: readonly PermissionId[] = [CUSTOMERS, 'subscriptions', 'invoices'];
const SOLD: readonly PermissionId[] = [CUSTOMERS, 'invoices', 'charges', 'payment_intents', 'checkout_sessions'];
const GIVEN_BACK: readonly PermissionId[] = ['refunds', 'disputes', 'credit_notes'];
const NET: readonly PermissionId[] = [...SOLD, ...GIVEN_BACK, 'balance_transactions'];
const REFUNDED: readonly PermissionId[] = [CUSTOMERS, 'charges', 'refunds'];
const DISPUTED: readonly PermissionId[] = [CUSTOMERS, 'charges', 'disputes', 'balance_transactions'];

/** What a key must be able to read for a metric to be whole, in the order in which it matters. */
export const METRIC_PERMISSIONS: Readonly<Record<string, readonly PermissionId[]>> = {
  ...all(RECURRING, ['mrr', 'arr', 'new-mrr', 'expansion-mrr', 'contraction-mrr', 'churned-mrr', 'reactivation-mrr']),
  ...all(RECURRING, ['fx-mrr', 'net-new-mrr', 'quick-ratio', 'arpu', 'ltv']),
  ...all(RECURRING, ['committed-mrr', 'trial-mrr', 'list-price-mrr', 'usage-mrr', 'reconstructed-mrr']),
  ...all(RECURRING, ['nrr', 'grr', 'gross-mrr-churn', 'net-mrr-churn', 'churned-mrr-rate']),
  ...all(HELD, ['customer-churn', 'subscription-churn', 'active-subscribers', 'trials', 'trial-conversion']),
  ...all(SOLD, ['gross-revenue', 'discounts', 'tax', 'recognised-revenue']),
  ...all(SOLD, ['average-purchases-per-user', 'purchase-frequency', 'sales', 'new-customers']),
  ...all([...SOLD, 'products'], ['orders-by-product', 'buyers-by-product']),
  ...all(NET, ['net-revenue', 'realised-ltv', 'arppu', 'revenue-per-mapped-user']),
  ...all(NET, ['ltv-since-purchase', 'cac', 'roas', 'payback']),
  ...all([...SOLD, 'coupons'], ['coupon-impact', 'discount-given', 'redemptions', 'buyers']),
  ...all([...SOLD, ...GIVEN_BACK], ['refunded-share']),
  ...all([...NET, 'products'], ['revenue-by-product']),
  ...all([CUSTOMERS, 'invoices'], ['total-payments']),
  ...all(['charges', 'balance_transactions'], ['fees']),
  ...all(REFUNDED, ['refunds', 'refund-rate-count', 'refund-rate-amount']),
  ...all(NET, ['commissions']),
  ...all([], ['clicks', 'leads']),
  ...all(DISPUTED, ['disputes', 'disputed-amount', 'lost-disputes', 'dispute-funds']),
};

function all(permissions: readonly PermissionId[], metrics: readonly string[]) {
  return Object.fromEntries(metrics.map((metric) => [metric, permissions]));
}

/** What any of these metrics needs. */
export function permissionsOf(metrics: readonly string[]): ReadonlySet<PermissionId> {
  return new Set(metrics.flatMap((metric) => METRIC_PERMISSIONS[metric] ?? []));
}
