import type { Scope, UnconvertedSum } from './scope';

/** Exact integers; a ratio is only divided where it is printed. */
export interface RawPoint {
  /** Money or count; null for a ratio or where there is none. */
  value: bigint | null;
  numerator: bigint | null;
  denominator: bigint | null;
  parts?: Record<string, bigint>;
  /** Why there is no value. */
  reason?: NoValue;
}

/** Too little has been seen to say, or what is divided by is nothing. */
export type NoValue = 'not_enough_data' | 'no_churn';

export interface RawSeries {
  key: string;
  points: RawPoint[];
  total: RawPoint;
}

export interface Computed {
  series: RawSeries[];
  unconverted: Map<string, UnconvertedSum>;
}

export const plain = (value: bigint, parts?: Record<string, bigint>): RawPoint => ({
  value,
  numerator: null,
  denominator: null,
  parts,
});
export const ratio = (numerator: bigint, denominator: bigint, parts?: Record<string, bigint>): RawPoint => ({
  value: null,
  numerator,
  denominator,
  parts,
});
export const add = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

/** Without a breakdown there is always one series, even when nothing happened. */
export const seriesOf = ({ breakdown }: Scope, found: readonly string[]) =>
  breakdown === null ? [''] : [...found].sort();

/** Reads values by series and bucket; 0 where there is none. */
export function valuesOf({ series }: Computed): (key: string, index: number) => bigint {
  const byKey = new Map(series.map(({ key, points }) => [key, points]));
  return (key, index) => byKey.get(key)?.[index]?.value ?? 0n;
}

/** The whole of parts that share no item: for levels, whose total is the last point's. */
export function wholeOf({ series, unconverted }: Computed, { buckets }: Scope): Computed {
  const points = buckets.map((_, index) => plain(add(series.map(({ points }) => points[index]?.value ?? 0n))));
  return { series: [{ key: '', points, total: points.at(-1) ?? plain(0n) }], unconverted };
}

/** The same of counts of which every one belongs to one value: the sums, of their named parts as well. */
export function summedUp({ series, unconverted }: Computed, { buckets }: Scope): Computed {
  const sumOf = (points: readonly (RawPoint | undefined)[]): RawPoint => {
    const names = new Set(points.flatMap((point) => Object.keys(point?.parts ?? {})));
    const parts = [...names].map((name) => [name, add(points.map((point) => point?.parts?.[name] ?? 0n))] as const);
    return plain(
      add(points.map((point) => point?.value ?? 0n)),
      names.size > 0 ? Object.fromEntries(parts) : undefined,
    );
  };
  const points = buckets.map((_, index) => sumOf(series.map((one) => one.points[index])));
  return { series: [{ key: '', points, total: sumOf(series.map(({ total }) => total)) }], unconverted };
}
