import { asOfNow } from '../billing/balance';
import type { BalanceTransaction } from '../objects/balance-transaction';
import type { CurrencyOption, Price } from '../objects/price';
import { invalidRequest } from './errors';
import type { Sandbox } from './sandbox';

type Plain = Readonly<Record<string, unknown>>;

/** How the API version of the request shows an object. */
export type Shape = (value: object) => object;
const asIs: Shape = (value) => value;

const MAXIMUM_DEPTH = 4;

/** Replaces ids by their objects along each path, and adds the parts Stripe shows only on request. */
export function expand(sandbox: Sandbox, answer: object, paths: readonly string[], shape: Shape = asIs): object {
  return paths.reduce<object>((object, path) => {
    const keys = path.split('.');
    if (keys.length > MAXIMUM_DEPTH + 1) throw invalidRequest('You cannot expand more than 4 levels.', 'expand');
    return expandPath({ sandbox, shape, path }, object, keys);
  }, answer);
}

interface Context {
  readonly sandbox: Sandbox;
  readonly shape: Shape;
  /** The whole path, for the refusal. */
  readonly path: string;
}

function expandPath(context: Context, object: object, [key, ...rest]: readonly string[]): object {
  if (key === undefined) return object;
  const fields: Plain = { ...object };
  const value = resolve(context, fields, key);
  if (value === undefined) {
    throw invalidRequest(`This property cannot be expanded (${context.path}).`, 'expand');
  }
  return { ...fields, [key]: expandValue(context, value, rest) };
}

function expandValue(context: Context, value: unknown, rest: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => expandValue(context, entry, rest));
  return typeof value === 'object' && value !== null ? expandPath(context, value, rest) : value;
}

function resolve({ sandbox, shape }: Context, fields: Plain, key: string): unknown {
  const value = fields[key];
  if (value === undefined) {
    const added = onRequest(sandbox, fields, key);
    return typeof added === 'object' && added !== null ? shape(added) : added;
  }
  if (fields.object === 'promotion_code' && key === 'restrictions' && typeof value === 'object') {
    return { ...value, currency_options: sandbox.store.codeCurrencies.get(String(fields.id)) ?? {} };
  }
  const found = (id: unknown) => {
    const object = typeof id === 'string' ? lookUp(sandbox, key, id) : undefined;
    return object ? shape(object) : id;
  };
  if (Array.isArray(value)) return value.map(found);
  const result = found(value);
  return isExpandable(result) ? result : undefined;
}

/** Objects, ids of objects that are kept elsewhere or nowhere, and what could have been one. */
const isExpandable = (value: unknown) =>
  typeof value === 'object' || (typeof value === 'string' && /^[a-z]+_[A-Za-z0-9_]+$/.test(value));

/** A price's own currency is one of its options. */
const currencyOption = (price: Price): CurrencyOption => ({
  custom_unit_amount: null,
  tax_behavior: price.tax_behavior,
  unit_amount: price.unit_amount,
  unit_amount_decimal: price.unit_amount_decimal,
});

/** Fields that are absent until they are asked for. */
function onRequest({ store }: Sandbox, fields: Plain, key: string): unknown {
  const id = typeof fields.id === 'string' ? fields.id : '';
  const list = (url: string, data: readonly unknown[]) => ({ object: 'list', data, has_more: false, url });
  switch (`${String(fields.object)}.${key}`) {
    case 'price.tiers':
      return store.tiers.get(id) ?? [];
    case 'price.currency_options': {
      const price = store.prices.get(id);
      return price && { [price.currency]: currencyOption(price), ...store.priceCurrencies.get(id) };
    }
    case 'coupon.currency_options':
      return store.couponCurrencies.get(id) ?? {};
    case 'coupon.applies_to':
      return { products: store.couponProducts.get(id) ?? [] };
    case 'charge.refunds':
      return list(`/v1/charges/${id}/refunds`, store.refunds.where('charge', id).reverse());
    case 'checkout.session.line_items':
      return list(`/v1/checkout/sessions/${id}/line_items`, store.checkoutPlans.get(id)?.lines ?? []);
    case 'payment_link.line_items':
      return list(`/v1/payment_links/${id}/line_items`, store.linkOffers.get(id)?.lines ?? []);
    case 'invoice.payments':
      return list(`/v1/invoice_payments?invoice=${id}`, store.invoicePayments.where('invoice', id).reverse());
    case 'customer.subscriptions': {
      const live = store.subscriptions.where('customer', id).filter(({ status }) => status !== 'canceled');
      return list(`/v1/customers/${id}/subscriptions`, live.reverse());
    }
    default:
      return undefined;
  }
}

function lookUp(sandbox: Sandbox, key: string, id: string): object | undefined {
  const { store } = sandbox;
  if (store.deletedCustomers.has(id)) return { id, object: 'customer', deleted: true };
  if (key === 'coupon') return store.coupons.get(id);
  if (key === 'schedule') return store.subscriptionSchedules.get(id);
  if (key === 'product') return store.products.get(id);
  const byPrefix: Readonly<Record<string, { get(id: string): object | undefined }>> = {
    cbtxn: store.customerBalanceTransactions,
    ch: store.charges,
    clock: store.testClocks,
    cs: store.checkoutSessions,
    cn: store.creditNotes,
    cus: store.customers,
    di: store.discounts,
    du: store.disputes,
    fee: store.applicationFees,
    in: store.invoices,
    pi: store.paymentIntents,
    plink: store.paymentLinks,
    pm: store.paymentMethods,
    po: store.payouts,
    price: store.prices,
    prod: store.products,
    promo: store.promotionCodes,
    re: store.refunds,
    seti: store.setupIntents,
    sub: store.subscriptions,
    txn: { get: (txn) => currentOf(sandbox, store.balanceTransactions.get(txn)) },
    txr: store.taxRates,
  };
  return byPrefix[id.slice(0, id.indexOf('_'))]?.get(id);
}

const currentOf = (sandbox: Sandbox, transaction: BalanceTransaction | undefined) =>
  transaction && asOfNow(sandbox, transaction);
