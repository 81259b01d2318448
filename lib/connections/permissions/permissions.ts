export const PERMISSION_IDS = [
  'customers',
  'subscriptions',
  'invoices',
  'invoice_items',
  'charges',
  'refunds',
  'products',
  'prices',
  'balance_transactions',
  'coupons',
  'promotion_codes',
  'checkout_sessions',
  'payment_intents',
  'disputes',
  'credit_notes',
  'payouts',
  'events',
] as const;
export type PermissionId = (typeof PERMISSION_IDS)[number];

export interface Permission {
  id: PermissionId;
  /** As Stripe's page of a restricted key names it, and the group it stands in there. */
  name: string;
  group: 'Core' | 'Checkout' | 'Billing';
  /** Without the basic ones there is no report to speak of. */
  basic: boolean;
  unlocks: string;
  /** The list that one object is read of, to see whether the key may. */
  list: string;
  /** Where a key that may write is told from one that may not; null where Stripe has nothing to write. */
  update: string | null;
}

/** No object has this id, so what is sent to it changes nothing, whatever the key may do. */
const NOBODY = 'headwater_reads_only';

/** What Headwater reads, in the order in which it matters. */
export const PERMISSIONS: readonly Permission[] = [
  {
    ...{ id: 'customers', name: 'Customers', group: 'Core', basic: true },
    unlocks: 'who bought: identity, countries, every report',
    list: '/v1/customers',
    update: `/v1/customers/cus_${NOBODY}`,
  },
  {
    ...{ id: 'subscriptions', name: 'Subscriptions', group: 'Billing', basic: true },
    unlocks: 'MRR, churn, trials',
    list: '/v1/subscriptions',
    update: `/v1/subscriptions/sub_${NOBODY}`,
  },
  {
    ...{ id: 'invoices', name: 'Invoices', group: 'Billing', basic: true },
    unlocks: 'revenue, and MRR of the time before the connection',
    list: '/v1/invoices',
    update: `/v1/invoices/in_${NOBODY}`,
  },
  {
    ...{ id: 'invoice_items', name: 'Invoice Items', group: 'Billing', basic: false },
    unlocks: 'changes before the connection that are not billed yet, in MRR',
    list: '/v1/invoiceitems',
    update: `/v1/invoiceitems/ii_${NOBODY}`,
  },
  {
    ...{ id: 'charges', name: 'Charges and Refunds', group: 'Core', basic: true },
    unlocks: 'one-time payments, failed payments',
    list: '/v1/charges',
    update: `/v1/charges/ch_${NOBODY}`,
  },
  {
    ...{ id: 'refunds', name: 'Charges and Refunds', group: 'Core', basic: true },
    unlocks: 'refund rates, net revenue after refunds',
    list: '/v1/refunds',
    update: `/v1/refunds/re_${NOBODY}`,
  },
  {
    ...{ id: 'products', name: 'Products', group: 'Core', basic: false },
    unlocks: 'product names',
    list: '/v1/products',
    update: `/v1/products/prod_${NOBODY}`,
  },
  {
    ...{ id: 'prices', name: 'Prices', group: 'Billing', basic: false },
    unlocks: 'tiered and package prices in MRR',
    list: '/v1/prices',
    update: `/v1/prices/price_${NOBODY}`,
  },
  {
    ...{ id: 'balance_transactions', name: 'Balance Transaction Sources', group: 'Core', basic: false },
    unlocks: 'Stripe’s fees (net revenue), reconciliation',
    list: '/v1/balance_transactions',
    update: null,
  },
  {
    ...{ id: 'coupons', name: 'Coupons', group: 'Billing', basic: false },
    unlocks: 'what discounts cost, and the products they apply to',
    list: '/v1/coupons',
    update: `/v1/coupons/${NOBODY}`,
  },
  {
    ...{ id: 'promotion_codes', name: 'Promotion Codes', group: 'Billing', basic: false },
    unlocks: 'which promotion code brought a sale',
    list: '/v1/promotion_codes',
    update: `/v1/promotion_codes/promo_${NOBODY}`,
  },
  {
    ...{ id: 'checkout_sessions', name: 'Checkout Sessions', group: 'Checkout', basic: false },
    unlocks: 'metadata and click ids of checkouts, local currencies',
    list: '/v1/checkout/sessions',
    update: `/v1/checkout/sessions/cs_${NOBODY}`,
  },
  {
    ...{ id: 'payment_intents', name: 'PaymentIntents', group: 'Core', basic: false },
    unlocks: 'one-time payments without an invoice, and their metadata',
    list: '/v1/payment_intents',
    update: `/v1/payment_intents/pi_${NOBODY}`,
  },
  {
    ...{ id: 'disputes', name: 'Disputes', group: 'Core', basic: false },
    unlocks: 'disputes and what they cost',
    list: '/v1/disputes',
    update: `/v1/disputes/dp_${NOBODY}`,
  },
  {
    ...{ id: 'credit_notes', name: 'Credit notes', group: 'Billing', basic: false },
    unlocks: 'credit notes, in revenue and refunds',
    list: '/v1/credit_notes',
    update: `/v1/credit_notes/cn_${NOBODY}`,
  },
  {
    ...{ id: 'payouts', name: 'Payouts', group: 'Core', basic: false },
    unlocks: 'reconciliation down to each payout',
    list: '/v1/payouts',
    update: `/v1/payouts/po_${NOBODY}`,
  },
  {
    ...{ id: 'events', name: 'Events', group: 'Core', basic: false },
    unlocks: 'finding by itself what a webhook missed',
    list: '/v1/events',
    update: null,
  },
];

/** Where in Stripe's dashboard a permission is given. */
export const whereToGrant = ({ group, name }: Pick<Permission, 'group' | 'name'>): string =>
  `Developers → API keys → your restricted key → Edit key → ${group} → ${name}: Read`;
