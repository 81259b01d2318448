import pg from 'pg';
import { addDays, type Bucket, type Day } from '@/lib/calendar/days';
import { COUPON_SEPARATOR } from '@/lib/ledger/coupons';
import type { OriginDimension } from '@/lib/ledger/origin-dimensions';
import type { RateTable } from '@/lib/money/rates';
import {
  type Dimension,
  type DimensionFilter,
  type FixedDimension,
  isMetadata,
  isOfOrigin,
  metadataKey,
  PERSON,
  type PROMOTION_CODE,
} from './dimensions';
import type { Terms } from './metric';

/** What every question of a report shares. */
export interface Scope {
  workspaceId: string;
  livemode: boolean;
  /** Currency of the answer, and the one the rollups are kept in. */
  currency: string;
  reportingCurrency: string;
  /** Half-open, tiling the range, in order. */
  buckets: readonly Bucket[];
  /** The running day: nothing after it has happened. */
  today: Day;
  breakdown: Dimension | null;
  filters: readonly DimensionFilter[];
  /** Stored rates of the range; asked for only where something has to be converted. */
  rates: () => Promise<RateTable>;
}

const COLUMN: Record<Exclude<FixedDimension, OriginDimension | typeof PROMOTION_CODE>, string> = {
  product: 'product_id',
  price: 'price_id',
  interval: 'interval',
  currency: 'currency',
  country: 'country',
  coupon: 'coupon',
  account: 'connection_id',
};

/** The values of a dimension, as SQL over the tables of the ledger. */
function columnOf(dimension: Dimension, alias: string): string {
  if (isMetadata(dimension)) return `coalesce(${alias}metadata->>${pg.escapeLiteral(metadataKey(dimension))}, '')`;
  return isOfOrigin(dimension) ? `coalesce(${alias}origin->>'${dimension}', '')` : `${alias}${COLUMN[dimension]}`;
}

/** What rows are told apart into series by, as SQL over the tables of the ledger. */
export const seriesSql = ({ breakdown }: Scope, alias = ''): string =>
  breakdown === null ? "''" : columnOf(breakdown, alias);

/** Sums of one bucket. Index 0 of a series is everything before the range, 1… its buckets. */
export interface Sum {
  /** Minor units of the answer's currency. */
  amount: bigint;
  quantity: bigint;
}

/** A leaf amount with no stored rate on its day, in its own currency. */
export interface UnconvertedSum {
  minor: bigint;
  count: bigint;
}

const NOTHING_MISSING: UnconvertedSum = { minor: 0n, count: 0n };

/** series → measure → bucket index → sum. */
export class SumTable {
  private readonly cells = new Map<string, Map<string, Map<number, Sum>>>();
  /** measure → currency → sum. */
  private readonly missing = new Map<string, Map<string, UnconvertedSum>>();

  add(series: string, measure: string, bucket: number, amount: bigint, quantity: bigint): void {
    const measures = this.cells.get(series) ?? new Map<string, Map<number, Sum>>();
    this.cells.set(series, measures);
    const sums = measures.get(measure) ?? new Map<number, Sum>();
    measures.set(measure, sums);
    const sum = sums.get(bucket);
    if (sum) {
      sum.amount += amount;
      sum.quantity += quantity;
    } else sums.set(bucket, { amount, quantity });
  }

  addUnconverted(measure: string, currency: string, minor: bigint, count: bigint): void {
    const sums = this.missing.get(measure) ?? new Map<string, UnconvertedSum>();
    this.missing.set(measure, sums);
    const { minor: before, count: counted } = sums.get(currency) ?? NOTHING_MISSING;
    sums.set(currency, { minor: before + minor, count: counted + count });
  }

  /** What the amounts of these terms leave out for want of a rate, by currency. */
  unconverted(terms: Terms): Map<string, UnconvertedSum> {
    const found = new Map<string, UnconvertedSum>();
    for (const { measure, sign, of } of terms) {
      if (of === 'quantity') continue;
      for (const [currency, { minor, count }] of this.missing.get(measure) ?? []) {
        const sum = found.get(currency) ?? NOTHING_MISSING;
        found.set(currency, { minor: sum.minor + BigInt(sign) * minor, count: sum.count + count });
      }
    }
    return found;
  }

  get(series: string, measure: string, bucket: number): Sum {
    return this.cells.get(series)?.get(measure)?.get(bucket) ?? { amount: 0n, quantity: 0n };
  }

  series(): string[] {
    return [...this.cells.keys()];
  }
}

/** Suffix under which a measure's share in the answer's own currency is kept beside its total. */
export const NATIVE = '@native';

/** First days of the buckets: `width_bucket(day, starts)` is 0 before the range and n in the n-th bucket. */
export const startsOf = ({ buckets }: Scope): Day[] => buckets.map(({ start }) => start);

/** Day after the last that counts: the range's end, or tomorrow while it is running. */
export function endOf({ buckets, today }: Scope): Day {
  const end = buckets.at(-1)?.end ?? today;
  const tomorrow = addDays(today, 1);
  return end < tomorrow ? end : tomorrow;
}

/** `and` conditions for filters on table columns; pushes their values. */
export const filterSql = (filters: readonly DimensionFilter[], values: unknown[], alias = ''): string =>
  filters
    .map((filter) =>
      filter.dimension === PERSON
        ? ofPeople(filter, values, alias)
        : filterOn(columnOf(filter.dimension, alias), filter, values),
    )
    .join('');

/** Of the customers that stand for these people; `$1` holds the workspace. */
function ofPeople({ negated, values: people }: DimensionFilter, values: unknown[], alias: string): string {
  values.push(people);
  return ` and ${negated ? 'not ' : ''}((${alias}connection_id, ${alias}owner_id) in (
    select whose.connection_id, whose.id from ledger_owner whose where whose.workspace_id = $1 and whose.person_id = any($${values.length}::text[])))`;
}

/** One such condition on a column that holds values of the filter's dimension. */
export function filterOn(
  column: string,
  { dimension, negated, exact, values: wanted }: DimensionFilter,
  values: unknown[],
) {
  values.push(wanted);
  const among = `$${values.length}::text[]`;
  const inside =
    (dimension === 'coupon' || dimension === 'promotion_code') && !exact
      ? ` or string_to_array(${column}, ${pg.escapeLiteral(COUPON_SEPARATOR)}) && ${among}`
      : '';
  return ` and ${negated ? 'not ' : ''}(${column} = any(${among})${inside})`;
}
