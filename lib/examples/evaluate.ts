import type { Day } from '@/lib/calendar/days';
import type { Entry } from '@/lib/ledger/entry';
import type { MrrSpan } from '@/lib/ledger/mrr-spans';
import { valueEntry } from '@/lib/ledger/value-entries';
import type { Terms } from '@/lib/metrics/metric';
import type { Basis } from '@/lib/metrics/options';
import { metrics } from '@/lib/metrics/registry';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { convertMinor, type RateTable, rateTable } from '@/lib/money/rates';

/** Half-open. */
export interface Range {
  from: Day;
  to: Day;
}

export const MARCH: Range = { from: '2026-03-01', to: '2026-04-01' };
export const EVER: Range = { from: '0001-01-01', to: '9999-01-01' };

const NO_RATES = rateTable([]);

/** What the spans hold at the end of a day, in US dollars. */
export function levelOn(spans: readonly MrrSpan[], day: Day, rates: RateTable = NO_RATES): bigint {
  return spans
    .filter(({ from, to }) => from <= day && (to === null || to > day))
    .reduce((sum, { minor, currency }) => sum + inDollars(minor, currency, day, rates), 0n);
}

function inDollars(minor: bigint, currency: string, day: Day, rates: RateTable): bigint {
  if (currency === 'usd') return minor;
  const used = rates(currency, 'usd', day);
  if (!used) throw new Error(`no rate of ${currency} on ${day}`);
  return convertMinor(minor, currency, 'usd', used.rate);
}

/** The sum of a measure in a range: of amounts in US dollars, or of counts. */
export function sumOf(
  entries: readonly Entry[],
  measure: string,
  { from, to }: Range,
  of: 'amount' | 'quantity' = 'amount',
  rates: RateTable = NO_RATES,
): bigint {
  return entries
    .filter((entry) => entry.measure === measure && entry.day >= from && entry.day < to)
    .reduce(
      (sum, entry) =>
        sum + (of === 'quantity' ? entry.quantity : (valueEntry(entry, 'usd', rates).reportingMinor ?? 0n)),
      0n,
    );
}

const total = (entries: readonly Entry[], terms: Terms, range: Range): bigint =>
  terms.reduce((sum, { measure, sign, of }) => sum + BigInt(sign) * sumOf(entries, measure, range, of), 0n);

/** A metric of the registry, by its own formula, over entries in memory. Throws for one that is no sum of entries. */
export function flowOf(metric: string, entries: readonly Entry[], range: Range): bigint {
  const formula = metrics[metric]?.formula;
  if (formula?.kind !== 'flow') throw new Error(`${metric} is no sum of entries`);
  const fees: Terms = formula.fees ? [{ measure: 'fee', sign: -1 }] : [];
  return total(entries, [...formula.terms, ...fees], range);
}

/** The same for a rate: numerator and denominator. */
export function rateOf(metric: string, entries: readonly Entry[], range: Range, basis: Basis | null = null): string {
  const formula = metrics[metric]?.formula;
  if (formula?.kind !== 'rate') throw new Error(`${metric} is no rate of entries`);
  const { numerator, denominator } = (basis && formula.basis?.[basis]) ?? formula;
  return percent(total(entries, numerator, range), total(entries, denominator, range));
}

/** "3 / 4 = 75.00 %"; a rate of nothing has no value. */
export function percent(part: bigint, whole: bigint): string {
  return whole === 0n ? '–' : `${part} / ${whole} = ${hundredths(part * 100n, whole)} %`;
}

/** A quotient to two places, rounded half-up. */
export function hundredths(numerator: bigint, denominator: bigint): string {
  const scaled = divideHalfUp(numerator * 100n, denominator);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(3, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
