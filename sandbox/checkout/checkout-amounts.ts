import { automaticTaxRate } from '../billing/automatic-tax';
import { couponShares } from '../billing/discount-lines';
import { lineTaxes } from '../billing/line-taxes';
import { priceAmount } from '../billing/price-amount';
import { priceIn } from '../billing/price-in';
import type { Purchase } from '../billing/redeem-coupon';
import type { Sandbox } from '../core/sandbox';
import type { CheckoutLine, TotalDetails } from '../objects/checkout-session';
import type { Coupon } from '../objects/coupon';
import type { Price } from '../objects/price';
import type { TaxRate } from '../objects/tax-rate';

/** What is bought, before anybody has said who buys it. */
export interface CheckoutItem {
  readonly id: string;
  readonly price: Price;
  readonly quantity: number;
  readonly taxRates: readonly TaxRate[];
}

export interface CheckoutTerms {
  readonly coupons: readonly Coupon[];
  /** Where tax is found by the buyer's address: null until it is known. */
  readonly taxCountry: string | null;
  readonly inTrial: boolean;
  /** What the items are sold in: their prices' own currency, or one of its options. */
  readonly currency: string | null;
}

export interface CheckoutAmounts {
  readonly lines: readonly CheckoutLine[];
  readonly subtotal: number;
  readonly total: number;
  readonly details: TotalDetails;
}

/** What the buyer pays now: a trial costs nothing yet; discounts come off first, and tax is on the rest. */
export function checkoutAmounts(
  sandbox: Sandbox,
  items: readonly CheckoutItem[],
  terms: CheckoutTerms,
): CheckoutAmounts {
  const subtotals = items.map(({ price, quantity }) => dueNow(sandbox, price, quantity, terms));
  const discounts = discountsOf(sandbox, items, subtotals, terms);
  const lines = items.map((item, i): CheckoutLine => {
    const subtotal = subtotals[i] ?? 0;
    const discount = discounts[i] ?? 0;
    const taxes = lineTaxes(subtotal - discount, taxRatesOfItem(sandbox, item, terms.taxCountry));
    const exclusive = sum(taxes.map(({ amount, tax_behavior: kind }) => (kind === 'exclusive' ? amount : 0)));
    return {
      id: item.id,
      object: 'item',
      adjustable_quantity: null,
      amount_discount: discount,
      amount_subtotal: subtotal,
      amount_tax: sum(taxes.map(({ amount }) => amount)),
      amount_total: subtotal - discount + exclusive,
      currency: terms.currency ?? item.price.currency,
      description: sandbox.store.products.get(item.price.product)?.name ?? null,
      metadata: {},
      price: item.price,
      quantity: item.quantity,
    };
  });
  return {
    lines,
    subtotal: sum(subtotals),
    total: sum(lines.map((line) => line.amount_total)),
    details: {
      amount_discount: sum(discounts),
      amount_shipping: 0,
      amount_tax: sum(lines.map((line) => line.amount_tax)),
    },
  };
}

/** What they cost before discounts and tax, which is what a promotion code with a minimum looks at. */
export function purchaseOf(
  sandbox: Sandbox,
  items: readonly CheckoutItem[],
  currency: string | null,
): Purchase | undefined {
  const terms = { coupons: [], currency, inTrial: false, taxCountry: null };
  if (currency === null) return undefined;
  return { amount: sum(items.map(({ price, quantity }) => dueNow(sandbox, price, quantity, terms))), currency };
}

/** The rates of an item: its own, or the one automatic tax finds. */
export function taxRatesOfItem(sandbox: Sandbox, item: CheckoutItem, country: string | null): readonly TaxRate[] {
  if (item.taxRates.length > 0) return item.taxRates;
  const rate = automaticTaxRate(sandbox, country, item.price.tax_behavior === 'inclusive');
  return rate ? [rate] : [];
}

function dueNow(sandbox: Sandbox, price: Price, quantity: number, { currency, inTrial }: CheckoutTerms): number {
  if (price.recurring && (inTrial || price.recurring.usage_type === 'metered')) return 0;
  const sold = priceIn(sandbox.store, price, currency ?? price.currency) ?? price;
  return priceAmount(sold, quantity, sandbox.store.tiers.get(price.id));
}

function discountsOf(
  sandbox: Sandbox,
  items: readonly CheckoutItem[],
  subtotals: readonly number[],
  { coupons, currency }: CheckoutTerms,
): readonly number[] {
  const left = [...subtotals];
  for (const coupon of coupons) {
    const products = sandbox.store.couponProducts.get(coupon.id);
    const reach = items.map(({ price }, i) => (!products || products.includes(price.product) ? (left[i] ?? 0) : 0));
    const off = couponShares(sandbox.store, coupon, reach, currency ?? items[0]?.price.currency);
    for (const [i, amount] of off.entries()) left[i] = (left[i] ?? 0) - amount;
  }
  return subtotals.map((subtotal, i) => subtotal - (left[i] ?? 0));
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
