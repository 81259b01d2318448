import { type Fraction, over, parseDecimal, times, whole, ZERO } from '@/lib/money/decimal';
import { majorText } from '@/lib/money/major-text';
import type { Definitions } from './definitions';
import type { ItemFact, PriceFact, TierFact } from './facts';

export type Priced =
  | { ok: true; amount: Fraction; arithmetic: string }
  | { ok: false; problem: 'unsupported_price' | 'metered'; message: string };

/**
 * The list amount of an item for one billing period, in minor units (definitions B1 rule 1): price × quantity, tiers,
 * packages and per-currency prices. Metered items have none.
 */
export function priceItem(item: ItemFact, currency: string, catalogPrice: PriceFact | null): Priced {
  const { price } = item;
  if (price.metered) return { ok: false, problem: 'metered', message: `${price.id} is metered` };
  if (price.interval === null) return unsupported(price, 'has no billing interval');

  const units = packages(price, BigInt(item.quantity));
  const tiers = price.tiers ?? catalogPrice?.tiers ?? null;
  if (price.tiersMode !== null) {
    if (!tiers || tiers.length === 0) return unsupported(price, 'is tiered and its tiers are not known yet');
    const amount = price.tiersMode === 'graduated' ? graduated(tiers, units) : volume(tiers, units);
    return amount
      ? { ok: true, amount, arithmetic: `${units} in ${price.tiersMode} tiers` }
      : unsupported(price, 'has a tier without an amount');
  }
  const text =
    price.currency === currency
      ? price.unitAmount
      : (price.currencyOptions[currency] ?? catalogPrice?.currencyOptions[currency]);
  const unit = text === null || text === undefined ? null : parseDecimal(text);
  if (!unit) return unsupported(price, `has no unit amount in ${currency.toUpperCase()}`);
  return { ok: true, amount: times(unit, whole(units)), arithmetic: `${majorText(unit, currency)} × ${units}` };
}

const unsupported = (price: PriceFact, why: string): Priced => ({
  ok: false,
  problem: 'unsupported_price',
  message: `${price.id} ${why}`,
});

function packages(price: PriceFact, quantity: bigint): bigint {
  if (!price.transform || price.transform.divideBy <= 0) return quantity;
  const size = BigInt(price.transform.divideBy);
  return price.transform.round === 'up' ? (quantity + size - 1n) / size : quantity / size;
}

/** Each unit costs what its own tier says. */
function graduated(tiers: readonly TierFact[], units: bigint): Fraction | null {
  let total = ZERO;
  let below = 0n;
  for (const tier of tiers) {
    const limit = tier.upTo === null ? units : BigInt(tier.upTo);
    const inTier = (units < limit ? units : limit) - below;
    if (inTier <= 0n && below > 0n) break;
    const cost = tierCost(tier, inTier > 0n ? inTier : 0n);
    if (!cost) return null;
    total = { n: total.n * cost.d + cost.n * total.d, d: total.d * cost.d };
    below = limit;
    if (units <= limit) break;
  }
  return total;
}

/** All units cost what the tier of the whole quantity says. */
function volume(tiers: readonly TierFact[], units: bigint): Fraction | null {
  const tier = tiers.find(({ upTo }) => upTo === null || units <= BigInt(upTo)) ?? tiers.at(-1);
  return tier ? tierCost(tier, units) : null;
}

function tierCost(tier: TierFact, units: bigint): Fraction | null {
  const unit = parseDecimal(tier.unitAmount ?? '0');
  const flat = parseDecimal(tier.flatAmount ?? '0');
  if (!unit || !flat) return null;
  return { n: unit.n * units * flat.d + flat.n * unit.d, d: unit.d * flat.d };
}

type Bases = Pick<Definitions, 'weekBasis' | 'dayBasis'>;
type PriceInterval = 'day' | 'week' | 'month' | 'year';

/** Months in a week and in a day, as what they are worth a month: 52 ÷ 12 weeks. */
const WEEKS_A_MONTH = { '12/52': [52, 12], '12/48': [48, 12], '84/365': [365, 84] } as const;
const DAYS_A_MONTH = { '12/365': [365, 12], '1/30': [30, 1] } as const;

/** Months in one billing period (definitions B1): the divisor that makes an amount monthly. */
function monthsIn(interval: PriceInterval, count: number, { weekBasis, dayBasis }: Bases): Fraction {
  const n = BigInt(count);
  switch (interval) {
    case 'year':
      return whole(12n * n);
    case 'month':
      return whole(n);
    case 'week': {
      const [weeks, months] = WEEKS_A_MONTH[weekBasis];
      return { n: BigInt(months) * n, d: BigInt(weeks) };
    }
    case 'day': {
      const [days, months] = DAYS_A_MONTH[dayBasis];
      return { n: BigInt(months) * n, d: BigInt(days) };
    }
  }
}

export const perMonth = (amount: Fraction, interval: PriceInterval, count: number, bases: Bases): Fraction =>
  over(amount, monthsIn(interval, count, bases));

/** The same division as a person would write it; empty for a plain month. */
export function perMonthText(interval: PriceInterval, count: number, { weekBasis, dayBasis }: Bases): string {
  switch (interval) {
    case 'year':
      return `÷ ${12 * count}`;
    case 'month':
      return count === 1 ? '' : `÷ ${count}`;
    case 'week': {
      const [weeks, months] = WEEKS_A_MONTH[weekBasis];
      return `× ${weeks} ÷ ${months * count}`;
    }
    case 'day': {
      const [days, months] = DAYS_A_MONTH[dayBasis];
      return `× ${days} ÷ ${months * count}`;
    }
  }
}
