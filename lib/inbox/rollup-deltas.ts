import { METADATA } from '@/lib/ledger/reported-metadata';
import type { EntryRow, SpanRow } from './ledger-rows';

/** Columns by which sums are divided. */
type Divided = 'product_id' | 'price_id' | 'interval' | 'country' | 'coupon' | 'metadata' | 'origin';
type Amount = 'livemode' | 'currency' | 'amount_minor';

/** Columns of a stored entry that the rollups are made of. */
export type EntryKey = Pick<
  EntryRow,
  Amount | Divided | 'owner_id' | 'measure' | 'day' | 'occurred_at' | 'reporting_minor' | 'quantity'
>;
export type SpanKey = Pick<SpanRow, Amount | Divided | 'from_day' | 'to_day'> & { series: string };

/** Measures of a whole sale or customer, which no product, price or coupon divides. */
export const WHOLE = /^(subscriber|churned_|sale$|charge$|(fully_)?refunded_charge|lost_charge|dispute_|invoice_paid)/;

/** Measures whose sum from the beginning is a level: these are kept by quarter and year, and not only by month. */
export const LEVELS = /^(mrr_|level_|subscriber)/;

function dimensionsOf(row: Pick<EntryKey, Divided>, whole: boolean): [string, string][] {
  const found: [string, string][] = [
    ['', ''],
    ['country', row.country],
  ];
  // A row says itself what it is counted under, so that it is taken out again as it was, whatever is chosen since.
  if (row.metadata !== null)
    for (const [key, value] of Object.entries(row.metadata)) found.push([`${METADATA}${key}`, value]);
  if (row.origin !== null) found.push(...Object.entries(row.origin));
  if (!whole)
    found.push(
      ['product', row.product_id],
      ['price', row.price_id],
      ['interval', row.interval],
      ['coupon', row.coupon],
    );
  return found;
}

interface Sums {
  amount: bigint;
  reporting: bigint;
  unconverted: bigint;
  unconvertedCount: bigint;
  quantity: bigint;
  entries: bigint;
}

/** Sums of one day, currency and measure: by dimension and, in it, by value. */
interface DaySums {
  of: Pick<EntryKey, 'livemode' | 'measure' | 'currency' | 'day'>;
  byDimension: Map<string, Map<string, Sums>>;
}

interface LeafCount {
  livemode: boolean;
  series: string;
  dimension: string;
  value: string;
  currency: string;
  day: string;
  leaf_minor: string;
  count: bigint;
}

/** What a change of entries and spans adds to the rollups: one sum per day, currency, measure and single dimension value. */
export class RollupDeltas {
  private readonly daily = new Map<string, DaySums>();
  private readonly leaves = new Map<string, LeafCount>();

  constructor(private readonly reportingCurrency: string) {}

  /** Counts an entry in (`sign` 1) or out (−1). */
  entry(row: EntryKey, sign: 1n | -1n): void {
    const amount = BigInt(row.amount_minor) * sign;
    const reporting = row.reporting_minor === null ? null : BigInt(row.reporting_minor) * sign;
    const quantity = BigInt(row.quantity) * sign;
    const { byDimension } = this.day(row);
    for (const [dimension, value] of dimensionsOf(row, WHOLE.test(row.measure))) {
      const sums = sumsAt(byDimension, dimension, value);
      sums.amount += amount;
      sums.quantity += quantity;
      sums.entries += sign;
      if (reporting !== null) sums.reporting += reporting;
      else {
        sums.unconverted += amount;
        sums.unconvertedCount += sign;
      }
    }
  }

  private day({ livemode, measure, currency, day }: EntryKey): DaySums {
    const key = `${livemode} ${measure} ${currency} ${day}`;
    const known = this.daily.get(key);
    if (known) return known;
    const made: DaySums = { of: { livemode, measure, currency, day }, byDimension: new Map() };
    this.daily.set(key, made);
    return made;
  }

  /** Counts the leaf of a span in or out: it begins on its first day and ends on the day after its last. */
  span(row: SpanKey, sign: 1n | -1n): void {
    if (row.currency === this.reportingCurrency) return;
    for (const [dimension, value] of dimensionsOf(row, false)) {
      this.leaf(row, dimension, value, row.from_day, sign);
      if (row.to_day !== null) this.leaf(row, dimension, value, row.to_day, -sign);
    }
  }

  private leaf(row: SpanKey, dimension: string, value: string, day: string, count: bigint) {
    const { livemode, series, currency, amount_minor } = row;
    const key = JSON.stringify([livemode, series, dimension, value, currency, day, amount_minor]);
    const counted = this.leaves.get(key);
    if (counted) counted.count += count;
    else this.leaves.set(key, { livemode, series, dimension, value, currency, day, leaf_minor: amount_minor, count });
  }

  dailyRows(workspaceId: string) {
    return [...this.daily.values()].flatMap(({ of, byDimension }) =>
      [...byDimension].flatMap(([dimension, byValue]) =>
        [...byValue].flatMap(([value, sums]) =>
          Object.values(sums).every((sum) => sum === 0n)
            ? []
            : { workspace_id: workspaceId, ...of, dimension, value, ...columnsOf(sums) },
        ),
      ),
    );
  }

  leafRows(workspaceId: string) {
    return [...this.leaves.values()].flatMap(({ count, ...leaf }) =>
      count === 0n ? [] : { workspace_id: workspaceId, ...leaf, count_delta: count.toString() },
    );
  }
}

function sumsAt(byDimension: DaySums['byDimension'], dimension: string, value: string): Sums {
  const byValue = byDimension.get(dimension) ?? new Map<string, Sums>();
  byDimension.set(dimension, byValue);
  const known = byValue.get(value);
  if (known) return known;
  const made = { amount: 0n, reporting: 0n, unconverted: 0n, unconvertedCount: 0n, quantity: 0n, entries: 0n };
  byValue.set(value, made);
  return made;
}

const columnsOf = ({ amount, reporting, unconverted, unconvertedCount, quantity, entries }: Sums) => ({
  amount_minor: amount.toString(),
  reporting_minor: reporting.toString(),
  unconverted_minor: unconverted.toString(),
  unconverted_count: unconvertedCount.toString(),
  quantity: quantity.toString(),
  entries: entries.toString(),
});
