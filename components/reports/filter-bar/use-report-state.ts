'use client';

import { createParser, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DIMENSIONS } from './dimensions';
import { useReportTransition } from './report-transition';

export const INTERVALS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** Values as the reports read them: an empty one is a value too, such as the interval of a one-off price. */
const values = createParser<string[]>({
  parse: (text) => text.split(','),
  serialize: (list) => list.join(','),
  eq: (a, b) => a.join() === b.join(),
});

const parsers = {
  from: parseAsString,
  to: parseAsString,
  interval: parseAsStringLiteral(INTERVALS),
  compare: parseAsStringLiteral(['previous', 'year', 'none']).withDefault('previous'),
  breakdown: parseAsStringLiteral(DIMENSIONS),
  mode: parseAsStringLiteral(['live', 'test']).withDefault('live'),
  refundDate: parseAsStringLiteral(['sale', 'refund']).withDefault('sale'),
  refundKind: parseAsStringLiteral(['all', 'full', 'disputes']).withDefault('all'),
  trialDate: parseAsStringLiteral(['start', 'end']).withDefault('start'),
  buckets: parseAsString,
  'filter[product]': values,
  'filter[product]!': values,
  'filter[price]': values,
  'filter[price]!': values,
  'filter[interval]': values,
  'filter[interval]!': values,
  'filter[currency]': values,
  'filter[currency]!': values,
  'filter[country]': values,
  'filter[country]!': values,
};

/** The whole state of a report, which is its address. Writing it loads the report again behind the old figures. */
export function useReportState() {
  const { startTransition } = useReportTransition();
  return useQueryStates(parsers, { history: 'push', shallow: false, scroll: false, startTransition });
}
