import type Stripe from 'stripe';

/** Between what a month's value lies, in minor units; `high` is null where it has no bound that a list tells. */
export interface Range {
  low: bigint;
  high: bigint | null;
  items: bigint;
}

export const NOTHING: Range = { low: 0n, high: 0n, items: 0n };

export const addRange = (a: Range, b: Range): Range => ({
  low: a.low + b.low,
  high: a.high === null || b.high === null ? null : a.high + b.high,
  items: a.items + b.items,
});

/** Months in an interval, as [low, high] in hundredths: weeks and days are counted in several ways. */
const PER_MONTH: Readonly<Record<string, readonly [low: bigint, high: bigint, of: bigint]>> = {
  month: [100n, 100n, 100n],
  year: [100n, 100n, 1200n],
  week: [400n, 435n, 100n],
  day: [3000n, 3050n, 100n],
};
/** `unit_amount_decimal` has at most twelve digits after the point. */
const DIGITS = 12;
const SCALE = 10n ** BigInt(DIGITS);

/**
 * Below: only what is active, undiscounted, not paused and not going to end, without tax that its price includes. Above: the
 * list price of everything. Tiers and usage are not in Stripe's list, so they leave it open.
 */
export function monthlyRange(subscription: Stripe.Subscription): Range {
  const { status, discounts, pause_collection: paused, cancel_at_period_end: ending, cancel_at: endsAt } = subscription;
  const sure = status === 'active' && discounts.length === 0 && !paused && !ending && !endsAt;
  return subscription.items.data
    .map((item) => itemRange(item, { sure, taxed: holdsTax(item, subscription) }))
    .reduce(addRange, NOTHING);
}

/** Whether tax may be within the price of an item: its price or one of its rates says so, or Stripe finds the tax by itself. */
function holdsTax({ price, tax_rates: rates }: Stripe.SubscriptionItem, subscription: Stripe.Subscription): boolean {
  if (price.tax_behavior === 'inclusive') return true;
  if ([...(rates ?? []), ...(subscription.default_tax_rates ?? [])].some(({ inclusive }) => inclusive)) return true;
  return subscription.automatic_tax.enabled && price.tax_behavior !== 'exclusive';
}

function itemRange(
  { price, quantity = 1, discounts }: Stripe.SubscriptionItem,
  { sure, taxed }: { sure: boolean; taxed: boolean },
): Range {
  const { recurring } = price;
  if (!recurring) return NOTHING;
  if (price.unit_amount_decimal === null || recurring.usage_type === 'metered')
    return { low: 0n, high: null, items: 1n };
  const [fewest, most, of] = PER_MONTH[recurring.interval] ?? [0n, 0n, 1n];
  const unit = scaled(String(price.unit_amount_decimal));
  const divideBy = BigInt(price.transform_quantity?.divide_by ?? 1);
  const bought = BigInt(quantity);
  const per = of * BigInt(recurring.interval_count) * SCALE;
  const low = (unit * (bought / divideBy) * fewest * (taxed ? 7n : 10n)) / (per * 10n);
  const high = ceilDivide(unit * ceilDivide(bought, divideBy) * most, per);
  return { low: sure && discounts.length === 0 ? low : 0n, high, items: 1n };
}

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(DIGITS, '0').slice(0, DIGITS));
}

const ceilDivide = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
