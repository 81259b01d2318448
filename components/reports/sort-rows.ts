import type { Sort } from './use-sort';

/** Rows by one column; rows without a value come last either way. */
export function sortRows<Row>(
  rows: Row[],
  sort: Sort,
  value: (row: Row, column: string) => number | string | null,
): Row[] {
  const sign = sort.direction === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a, sort.column), value(b, sort.column)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y));
  });
}
