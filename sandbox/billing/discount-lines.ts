import type { Store } from '../core/store';
import type { Coupon } from '../objects/coupon';
import type { DiscountAmount } from '../objects/line-item';
import type { LineDraft } from './line-draft';

/**
 * What each line loses to each discount: first to its own, then to those of the whole invoice, in the order of each
 * list. Later discounts take from what earlier ones left.
 */
export function discountLines(
  store: Store,
  lines: readonly LineDraft[],
  discounts: readonly string[],
): readonly (readonly DiscountAmount[])[] {
  const left = lines.map((line) => (line.discountable ? Math.max(line.amount, 0) : 0));
  const amounts: DiscountAmount[][] = lines.map(() => []);
  const apply = (id: string, isReached: (line: LineDraft) => boolean) => {
    const coupon = store.coupons.get(store.discounts.get(id)?.source.coupon ?? '');
    if (!coupon) return;
    const products = store.couponProducts.get(coupon.id);
    const reach = lines.map((line, i) =>
      isReached(line) && (!products || (line.product && products.includes(line.product))) ? (left[i] ?? 0) : 0,
    );
    for (const [i, amount] of couponShares(store, coupon, reach, lines[0]?.currency).entries()) {
      if ((reach[i] ?? 0) === 0) continue;
      amounts[i]?.push({ amount, discount: id });
      left[i] = (left[i] ?? 0) - amount;
    }
  };
  for (const line of lines) for (const id of line.discounts) apply(id, (other) => other === line);
  for (const id of discounts) apply(id, () => true);
  return amounts;
}

/** What a coupon takes from each of the amounts it reaches. */
export function couponShares(
  store: Store,
  coupon: Coupon,
  reach: readonly number[],
  currency: string | undefined,
): readonly number[] {
  if (coupon.percent_off !== null) {
    const percent = coupon.percent_off;
    return reach.map((amount) => Math.round((amount * percent) / 100));
  }
  return split(amountOff(store, coupon, currency) ?? 0, reach);
}

function amountOff(store: Store, coupon: Coupon, currency: string | undefined): number | null | undefined {
  if (coupon.currency === currency) return coupon.amount_off;
  return store.couponCurrencies.get(coupon.id)?.[currency ?? '']?.amount_off;
}

/** Splits an amount over lines in proportion, never more than there is, and to the last minor unit. */
export function split(amount: number, over: readonly number[]): readonly number[] {
  const whole = over.reduce((sum, part) => sum + part, 0);
  const spread = Math.min(amount, whole);
  let given = 0;
  let seen = 0;
  return over.map((part) => {
    seen += part;
    const share = whole === 0 ? 0 : Math.round((spread * seen) / whole) - given;
    given += share;
    return share;
  });
}
