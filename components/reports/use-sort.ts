'use client';

import { createParser, useQueryState } from 'nuqs';

export interface Sort {
  column: string;
  direction: 'asc' | 'desc';
}

const parser = createParser<Sort>({
  parse(text) {
    const [, column, direction] = /^([a-z-]+)\.(asc|desc)$/.exec(text) ?? [];
    return column ? { column, direction: direction === 'asc' ? 'asc' : 'desc' } : null;
  },
  serialize: ({ column, direction }) => `${column}.${direction}`,
  eq: (a, b) => a.column === b.column && a.direction === b.direction,
});

/** The order of a table's rows, as `?sort=revenue.desc`. */
export function useSort(fallback: Sort) {
  return useQueryState('sort', parser.withDefault(fallback).withOptions({ shallow: true, scroll: false }));
}
