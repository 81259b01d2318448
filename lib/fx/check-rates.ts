import { addDays, type Day } from '@/lib/calendar/days';
import { type Fraction, parseDecimal, ZERO } from '@/lib/money/decimal';
import { BadRates } from './parse-ecb-xml';
import type { DatedRate } from './store-rates';

/** No reference rate has ever moved as much from one publication to the next. */
const LARGEST_STEP = 5n;

/** What is known so far of the same list: the last day and its rate by currency. */
export type KnownRates = ReadonlyMap<string, { day: Day; rate: string }>;

/**
 * Refuses a list that cannot be true, as a whole: days in the future, a day with less than half of the currencies of the
 * last known one, and a rate that is a multiple of the one before it.
 */
export function checkRates(rates: readonly DatedRate[], known: KnownRates, today: Day): void {
  const sorted = [...rates].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const newest = sorted.at(-1)?.day ?? '';
  if (newest > addDays(today, 1)) throw new BadRates(`it is of ${newest}, a day that has not come`);
  const onNewest = new Set(sorted.filter(({ day }) => day === newest).map(({ quote }) => quote));
  if (onNewest.size * 2 < known.size) {
    throw new BadRates(`it holds ${onNewest.size} currencies where there were ${known.size}`);
  }
  const last = new Map<string, string>();
  for (const { quote, rate, day } of sorted) {
    const stored = known.get(quote);
    const before = last.get(quote) ?? (stored && stored.day < day ? stored.rate : undefined);
    if (before !== undefined && isAbsurd(fraction(before), fraction(rate))) {
      throw new BadRates(`${quote.toUpperCase()} goes from ${before} to ${rate} on ${day}`);
    }
    last.set(quote, rate);
  }
}

const fraction = (text: string): Fraction => parseDecimal(text) ?? ZERO;

function isAbsurd(before: Fraction, after: Fraction): boolean {
  const [a, b] = [before.n * after.d, after.n * before.d];
  return b > a * LARGEST_STEP || a > b * LARGEST_STEP;
}
