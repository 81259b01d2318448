import { exponentOf } from '@/lib/money/currencies';
import { roundFraction, times, whole } from '@/lib/money/decimal';
import { convertMinor, decimalText, type RateTable } from '@/lib/money/rates';
import type { Entry } from './entry';
import type { ExactRate } from './exact-rates';

/** An entry with its value in the reporting currency; null while no rate is stored for its day. */
export interface ValuedEntry extends Entry {
  reportingMinor: bigint | null;
  fxRate: string | null;
  fxDay: string | null;
}

/**
 * Converts each leaf at the rate at which Stripe settled it, else at the stored rate of its own day or of the day it is
 * rated on, rounded once (definitions B0 rules 2 and 6); parts of one amount to the cent of the whole. Counts stay as they are.
 */
export function valueEntry(entry: Entry, reporting: string, rates: RateTable): ValuedEntry {
  if (entry.currency === '' || entry.currency === reporting) {
    return { ...entry, reportingMinor: entry.minor, fxRate: null, fxDay: null };
  }
  const earlier = entry.earlier ?? 0n;
  const through = (convert: (minor: bigint) => bigint) =>
    earlier === 0n ? convert(entry.minor) : convert(earlier + entry.minor) - convert(earlier);
  if (entry.exact?.to === reporting) return { ...entry, ...settled(through, entry.exact) };
  const used = rates(entry.currency, reporting, entry.ratedOn ?? entry.day);
  if (!used) return { ...entry, reportingMinor: null, fxRate: null, fxDay: null };
  return {
    ...entry,
    reportingMinor: through((minor) => convertMinor(minor, entry.currency, reporting, used.rate)),
    fxRate: decimalText(used.rate),
    fxDay: used.day,
  };
}

function settled(through: (convert: (minor: bigint) => bigint) => bigint, { from, to, ratio, day }: ExactRate) {
  const shift = exponentOf(from) - exponentOf(to);
  const scale = shift >= 0 ? whole(10n ** BigInt(shift)) : { n: 1n, d: 10n ** BigInt(-shift) };
  return {
    reportingMinor: through((minor) => roundFraction(times(whole(minor), ratio))),
    fxRate: decimalText(times(ratio, scale)),
    fxDay: day,
  };
}
