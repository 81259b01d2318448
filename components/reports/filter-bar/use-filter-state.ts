'use client';

import { createParser, useQueryStates } from 'nuqs';
import { canFilterBy, PERSON } from '@/lib/reports/dimensions';
import type { Dimension, FilterDimension } from '@/lib/reports/types';
import { joinValues, splitValues } from '@/lib/reports/value-list';
import { useReportTransition } from './report-transition';

/** Values as the reports read them: an empty one is a value too, such as the interval of a one-off price. */
const values = createParser<string[]>({
  parse: splitValues,
  serialize: joinValues,
  eq: (a, b) => joinValues(a) === joinValues(b),
});

export const filterKey = (dimension: FilterDimension, negated: boolean) => `filter[${dimension}]${negated ? '!' : ''}`;

/** What a report with these dimensions can be filtered by: links narrow it to people as well. */
export const filterDimensions = (dimensions: readonly Dimension[]): FilterDimension[] =>
  canFilterBy(dimensions, PERSON) ? [...dimensions, PERSON] : [...dimensions];

/** The filters of a report by these dimensions, which are a part of its address. */
export function useFilterState(dimensions: readonly Dimension[]) {
  const { startTransition } = useReportTransition();
  const parsers = Object.fromEntries(
    filterDimensions(dimensions).flatMap((dimension) =>
      [false, true].map((negated) => [filterKey(dimension, negated), values]),
    ),
  );
  return useQueryStates(parsers, { history: 'push', shallow: false, scroll: false, startTransition });
}
