import type Stripe from 'stripe';
import type { PermissionId } from '../permissions/permissions';

/** What is read of any object before it is stored as it is. */
export interface StripeObject {
  id: string;
  object: string;
  created?: number | null;
  /** When an invoice item was made. */
  date?: number | null;
  livemode?: boolean | null;
}

/** One page of a list, newest first. */
export interface PageRequest {
  limit: number;
  starting_after?: string;
  created?: { lte?: number; gte?: number };
}

type Answer<T> = Promise<Stripe.Response<T>>;
export type Page = Stripe.ApiList<StripeObject>;

/** The parts of an object of which Stripe embeds only the first ones. */
interface Parts {
  member: 'lines' | 'items';
  list: (stripe: Stripe, id: string, page: PageRequest) => Answer<Stripe.ApiList<{ id: string }>>;
}

/** How objects of one type are read. */
export interface ObjectKind {
  /** Stripe's own name of the type. */
  object: string;
  permission: PermissionId;
  /** What its ids begin with; none where they are the account's own. */
  prefixes: readonly string[];
  retrieve: (stripe: Stripe, id: string) => Answer<StripeObject>;
  parts?: Parts;
}

/** A list that the backfill reads. */
export interface ListKind extends ObjectKind {
  kind: string;
  label: string;
  /** Read from end to end at once, because reports of any time need all of it; others wait after their last 90 days. */
  whole: boolean;
  list: (stripe: Stripe, page: PageRequest) => Answer<Page>;
}

const PRICE = ['tiers', 'currency_options'];
const COUPON = ['applies_to', 'currency_options'];
const DISCOUNTED = ['discounts'];
const inLists = (paths: readonly string[]) => paths.map((path) => `data.${path}`);

/** Every list, in the order in which what is named later refers to what was named before. */
export const LIST_KINDS: readonly ListKind[] = [
  {
    ...{
      kind: 'products',
      label: 'Products',
      object: 'product',
      permission: 'products',
      prefixes: ['prod_'],
      whole: true,
    },
    list: (stripe, page) => stripe.products.list(page),
    retrieve: (stripe, id) => stripe.products.retrieve(id),
  },
  {
    ...{ kind: 'prices', label: 'Prices', object: 'price', permission: 'prices', prefixes: ['price_'], whole: true },
    list: (stripe, page) => stripe.prices.list({ ...page, expand: inLists(PRICE) }),
    retrieve: (stripe, id) => stripe.prices.retrieve(id, { expand: PRICE }),
  },
  {
    ...{ kind: 'coupons', label: 'Coupons', object: 'coupon', permission: 'coupons', prefixes: [], whole: true },
    list: (stripe, page) => stripe.coupons.list({ ...page, expand: inLists(COUPON) }),
    retrieve: (stripe, id) => stripe.coupons.retrieve(id, { expand: COUPON }),
  },
  {
    ...{ kind: 'promotion_codes', label: 'Promotion codes', object: 'promotion_code', permission: 'promotion_codes' },
    ...{ prefixes: ['promo_'], whole: true },
    list: (stripe, page) => stripe.promotionCodes.list(page),
    retrieve: (stripe, id) => stripe.promotionCodes.retrieve(id),
  },
  {
    ...{ kind: 'customers', label: 'Customers', object: 'customer', permission: 'customers', prefixes: ['cus_'] },
    whole: true,
    list: (stripe, page) => stripe.customers.list(page),
    retrieve: (stripe, id) => stripe.customers.retrieve(id),
  },
  {
    ...{ kind: 'subscriptions', label: 'Subscriptions', object: 'subscription', permission: 'subscriptions' },
    ...{ prefixes: ['sub_'], whole: true },
    list: (stripe, page) => stripe.subscriptions.list({ ...page, status: 'all', expand: inLists(DISCOUNTED) }),
    retrieve: (stripe, id) => stripe.subscriptions.retrieve(id, { expand: DISCOUNTED }),
    parts: {
      member: 'items',
      list: (stripe, subscription, page) => stripe.subscriptionItems.list({ ...page, subscription }),
    },
  },
  {
    ...{ kind: 'invoiceitems', label: 'Pending invoice items', object: 'invoiceitem', permission: 'invoice_items' },
    ...{ prefixes: ['ii_'], whole: true },
    list: (stripe, page) => stripe.invoiceItems.list({ ...page, pending: true }), // what is billed, its invoice tells
    retrieve: (stripe, id) => stripe.invoiceItems.retrieve(id),
  },
  {
    ...{ kind: 'invoices', label: 'Invoices', object: 'invoice', permission: 'invoices', prefixes: ['in_'] },
    whole: false,
    list: (stripe, page) => stripe.invoices.list({ ...page, expand: inLists(DISCOUNTED) }),
    retrieve: (stripe, id) => stripe.invoices.retrieve(id, { expand: DISCOUNTED }),
    parts: { member: 'lines', list: (stripe, id, page) => stripe.invoices.listLineItems(id, page) },
  },
  {
    ...{ kind: 'payment_intents', label: 'Payment intents', object: 'payment_intent', permission: 'payment_intents' },
    ...{ prefixes: ['pi_'], whole: false },
    list: (stripe, page) => stripe.paymentIntents.list(page),
    retrieve: (stripe, id) => stripe.paymentIntents.retrieve(id),
  },
  {
    ...{ kind: 'invoice_payments', label: 'Invoice payments', object: 'invoice_payment', permission: 'invoices' },
    ...{ prefixes: ['inpay_'], whole: false },
    list: (stripe, page) => stripe.invoicePayments.list(page),
    retrieve: (stripe, id) => stripe.invoicePayments.retrieve(id),
  },
  {
    ...{ kind: 'charges', label: 'Charges', object: 'charge', permission: 'charges', prefixes: ['ch_', 'py_'] },
    whole: false,
    list: (stripe, page) => stripe.charges.list(page),
    retrieve: (stripe, id) => stripe.charges.retrieve(id),
  },
  {
    ...{ kind: 'refunds', label: 'Refunds', object: 'refund', permission: 'refunds', prefixes: ['re_', 'pyr_'] },
    whole: false,
    list: (stripe, page) => stripe.refunds.list(page),
    retrieve: (stripe, id) => stripe.refunds.retrieve(id),
  },
  {
    ...{ kind: 'disputes', label: 'Disputes', object: 'dispute', permission: 'disputes', prefixes: ['dp_', 'du_'] },
    whole: false,
    list: (stripe, page) => stripe.disputes.list(page),
    retrieve: (stripe, id) => stripe.disputes.retrieve(id),
  },
  {
    ...{ kind: 'credit_notes', label: 'Credit notes', object: 'credit_note', permission: 'credit_notes' },
    ...{ prefixes: ['cn_'], whole: false },
    list: (stripe, page) => stripe.creditNotes.list(page),
    retrieve: (stripe, id) => stripe.creditNotes.retrieve(id),
    parts: { member: 'lines', list: (stripe, id, page) => stripe.creditNotes.listLineItems(id, page) },
  },
  {
    ...{ kind: 'balance_transactions', label: 'Balance transactions', object: 'balance_transaction', whole: false },
    ...{ permission: 'balance_transactions', prefixes: ['txn_'] },
    list: (stripe, page) => stripe.balanceTransactions.list(page),
    retrieve: (stripe, id) => stripe.balanceTransactions.retrieve(id),
  },
  {
    ...{ kind: 'checkout_sessions', label: 'Checkout sessions', object: 'checkout.session', whole: false },
    ...{ permission: 'checkout_sessions', prefixes: ['cs_'] },
    list: (stripe, page) => stripe.checkout.sessions.list(page),
    retrieve: (stripe, id) => stripe.checkout.sessions.retrieve(id),
  },
];

/** When Stripe made it, in Unix seconds. */
export const madeAt = ({ created, date }: StripeObject): number | null => created ?? date ?? null;

/** The type of an object by its id; null where the id does not tell. */
export const kindOfId = (id: string): ObjectKind | null =>
  LIST_KINDS.find(({ prefixes }) => prefixes.some((prefix) => id.startsWith(prefix))) ?? null;
