import { invalidRequest } from '../core/errors';
import type { Store } from '../core/store';
import type { Price } from '../objects/price';

/** The price as it is in a currency: its own, or one of its options; undefined where it has no amount in it. */
export function priceIn<P extends Price>(store: Store, price: P, currency: string): P | undefined {
  if (price.currency === currency) return price;
  const option = store.priceCurrencies.get(price.id)?.[currency];
  return option && { ...price, ...option, currency };
}

/** The currency that all of the prices are billed in: the one that was asked for, the customer's, or their own. */
export function sharedCurrency(
  store: Store,
  prices: readonly Price[],
  wanted: { readonly asked: string | undefined; readonly usual: string | null },
): string {
  const own = prices[0]?.currency ?? '';
  const fits = (currency: string) => prices.every((price) => priceIn(store, price, currency));
  const currency = wanted.asked ?? (wanted.usual !== null && fits(wanted.usual) ? wanted.usual : own);
  if (!fits(currency)) {
    throw invalidRequest(`The price specified does not support the currency ${currency}.`, 'items');
  }
  return currency;
}
