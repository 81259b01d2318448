import { METADATA } from '@/lib/ledger/reported-metadata';
import type { EntryRow, SpanRow } from './ledger-rows';

/** Columns of a stored entry that the rollups are made of. */
export type EntryKey = Pick<
  EntryRow,
  | 'owner_id'
  | 'livemode'
  | 'measure'
  | 'day'
  | 'occurred_at'
  | 'currency'
  | 'amount_minor'
  | 'reporting_minor'
  | 'quantity'
  | 'product_id'
  | 'price_id'
  | 'interval'
  | 'country'
  | 'coupon'
  | 'metadata'
>;
export type SpanKey = Pick<
  SpanRow,
  | 'livemode'
  | 'from_day'
  | 'to_day'
  | 'currency'
  | 'amount_minor'
  | 'product_id'
  | 'price_id'
  | 'interval'
  | 'country'
  | 'coupon'
  | 'metadata'
> & { series: string };

/** Measures of a whole sale or customer, which no product, price or coupon divides. */
export const WHOLE = /^(subscriber|churned_|sale$|charge$|(fully_)?refunded_charge|lost_charge|dispute_|invoice_paid)/;

/** Measures whose sum from the beginning is a level: these are kept by quarter and year, and not only by month. */
export const LEVELS = /^(mrr_|level_|subscriber)/;

function dimensionsOf(
  row: Pick<EntryKey, 'product_id' | 'price_id' | 'interval' | 'country' | 'coupon' | 'metadata'>,
  whole: boolean,
): [string, string][] {
  const found: [string, string][] = [
    ['', ''],
    ['country', row.country],
  ];
  // A row says itself what it is counted under, so that it is taken out again as it was, whatever is chosen since.
  if (row.metadata !== null)
    for (const [key, value] of Object.entries(row.metadata)) found.push([`${METADATA}${key}`, value]);
  if (!whole)
    found.push(
      ['product', row.product_id],
      ['price', row.price_id],
      ['interval', row.interval],
      ['coupon', row.coupon],
    );
  return found;
}

interface DailySum {
  amount: bigint;
  reporting: bigint;
  unconverted: bigint;
  unconvertedCount: bigint;
  quantity: bigint;
  entries: bigint;
}

/** What a change of entries and spans adds to the rollups: one sum per day, currency, measure and single dimension value. */
export class RollupDeltas {
  private readonly daily = new Map<string, DailySum>();
  private readonly leaves = new Map<string, bigint>();

  constructor(private readonly reportingCurrency: string) {}

  /** Counts an entry in (`sign` 1) or out (−1). */
  entry(row: EntryKey, sign: 1n | -1n): void {
    const amount = BigInt(row.amount_minor) * sign;
    const reporting = row.reporting_minor === null ? null : BigInt(row.reporting_minor) * sign;
    for (const [dimension, value] of dimensionsOf(row, WHOLE.test(row.measure))) {
      const key = JSON.stringify([row.livemode, row.measure, dimension, value, row.currency, row.day]);
      const sum = this.daily.get(key) ?? {
        amount: 0n,
        reporting: 0n,
        unconverted: 0n,
        unconvertedCount: 0n,
        quantity: 0n,
        entries: 0n,
      };
      sum.amount += amount;
      sum.reporting += reporting ?? 0n;
      sum.unconverted += reporting === null ? amount : 0n;
      sum.unconvertedCount += reporting === null ? sign : 0n;
      sum.quantity += BigInt(row.quantity) * sign;
      sum.entries += sign;
      this.daily.set(key, sum);
    }
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
    const key = JSON.stringify([row.livemode, row.series, dimension, value, row.currency, day, row.amount_minor]);
    this.leaves.set(key, (this.leaves.get(key) ?? 0n) + count);
  }

  dailyRows(workspaceId: string) {
    return [...this.daily].flatMap(([key, sum]) => {
      if (Object.values(sum).every((value) => value === 0n)) return [];
      const [livemode, measure, dimension, value, currency, day] = JSON.parse(key);
      return [
        {
          workspace_id: workspaceId,
          livemode,
          measure,
          dimension,
          value,
          currency,
          day,
          amount_minor: sum.amount.toString(),
          reporting_minor: sum.reporting.toString(),
          unconverted_minor: sum.unconverted.toString(),
          unconverted_count: sum.unconvertedCount.toString(),
          quantity: sum.quantity.toString(),
          entries: sum.entries.toString(),
        },
      ];
    });
  }

  leafRows(workspaceId: string) {
    return [...this.leaves].flatMap(([key, count]) => {
      if (count === 0n) return [];
      const [livemode, series, dimension, value, currency, day, leaf] = JSON.parse(key);
      return [
        {
          workspace_id: workspaceId,
          livemode,
          series,
          dimension,
          value,
          currency,
          day,
          leaf_minor: leaf,
          count_delta: count.toString(),
        },
      ];
    });
  }
}
