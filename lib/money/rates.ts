import { exponentOf } from './currencies';
import { type Fraction, over, parseDecimal, roundFraction, times } from './decimal';
import { divideHalfUp } from './divide-half-up';

/** One stored rate: 1 unit of `base` is `rate` units of `quote` on `day` (YYYY-MM-DD). Lower-case codes. */
export interface StoredRate {
  base: string;
  quote: string;
  day: string;
  rate: string;
}

/** The rate a conversion used: units of the target for one unit of the source, and the day it was published. */
export interface UsedRate {
  rate: Fraction;
  day: string;
}

/**
 * A rate published on a day holds until the next one, at most this long: it bridges weekends and holidays, on which no
 * reference rate is published, and no real gap.
 */
export const RATE_HOLDS_DAYS = 7;

interface Quote {
  day: string;
  rate: Fraction;
  /** Turned round from a rate stored the other way. */
  inverted: boolean;
}

export type RateTable = (from: string, to: string, day: string) => UsedRate | null;

/** Looks rates up directly, inverted, or across one common currency. Returns null where no rate is in force. */
export function rateTable(stored: readonly StoredRate[]): RateTable {
  const pairs = new Map<string, Quote[]>();
  const currencies = new Set<string>();
  for (const { base, quote, day, rate } of stored) {
    const value = parseDecimal(withoutZeros(rate));
    if (!value || value.n <= 0n) continue;
    currencies.add(base).add(quote);
    push(pairs, `${base}>${quote}`, { day, rate: value, inverted: false });
    push(pairs, `${quote}>${base}`, { day, rate: over({ n: 1n, d: 1n }, value), inverted: true });
  }
  for (const quotes of pairs.values()) quotes.sort(byDay);
  const pivots = [...currencies].sort();
  const memo = new Map<string, UsedRate | null>();

  const direct = (from: string, to: string, day: string) => latest(pairs.get(`${from}>${to}`), day);
  const find = (from: string, to: string, day: string): UsedRate | null => {
    if (from === to) return { rate: { n: 1n, d: 1n }, day };
    const found = direct(from, to, day);
    if (found) return found;
    for (const pivot of pivots) {
      const first = direct(from, pivot, day);
      const second = first && direct(pivot, to, day);
      if (first && second)
        return { rate: times(first.rate, second.rate), day: first.day < second.day ? first.day : second.day };
    }
    return null;
  };
  return (from, to, day) => {
    const key = `${from}>${to}@${day}`;
    let used = memo.get(key);
    if (used === undefined) {
      used = find(from, to, day);
      memo.set(key, used);
    }
    return used;
  };
}

/** Minor units of `from` into minor units of `to`, rounded once. */
export function convertMinor(minor: bigint, from: string, to: string, rate: Fraction): bigint {
  return converter(from, to, rate)(minor);
}

/** The same for many amounts at one rate. */
export function converter(from: string, to: string, rate: Fraction): (minor: bigint) => bigint {
  if (from === to) return (minor) => minor;
  const shift = exponentOf(to) - exponentOf(from);
  const scale: Fraction = shift >= 0 ? { n: 10n ** BigInt(shift), d: 1n } : { n: 1n, d: 10n ** BigInt(-shift) };
  const { n, d } = times(rate, scale);
  return (minor) => divideHalfUp(minor * n, d);
}

/** A fraction as a decimal text of at most 12 places, as the database stores it. */
export function decimalText(value: Fraction): string {
  const scaled = roundFraction({ n: value.n * 10n ** 12n, d: value.d });
  const digits = scaled.toString().padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, '');
}

/** The database pads rates with zeros; without them fractions stay small, and arithmetic with them quick. */
const withoutZeros = (rate: string) => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate);

function push(pairs: Map<string, Quote[]>, key: string, quote: Quote) {
  const list = pairs.get(key);
  if (list) list.push(quote);
  else pairs.set(key, [quote]);
}

function latest(quotes: Quote[] | undefined, day: string): UsedRate | null {
  if (!quotes) return null;
  let low = 0;
  let high = quotes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quotes[middle]?.day ?? '') <= day) low = middle + 1;
    else high = middle;
  }
  const quote = quotes[low - 1];
  return quote && daysBetween(quote.day, day) <= RATE_HOLDS_DAYS ? { rate: quote.rate, day: quote.day } : null;
}

/** Of two rates of one day the one stored this way round comes last, and so counts. */
const byDay = (a: Quote, b: Quote) =>
  a.day === b.day ? Number(b.inverted) - Number(a.inverted) : a.day < b.day ? -1 : 1;

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
