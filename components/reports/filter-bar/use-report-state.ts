'use client';

import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { ATTRIBUTION_MODELS } from '@/lib/definitions/presets';
import type { Dimension } from '@/lib/reports/types';
import { isDimension } from './dimensions';
import { useReportTransition } from './report-transition';

export const INTERVALS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** Whether a report can be broken down by it is the report's to say. */
const dimension = createParser<Dimension>({
  parse: (text) => (isDimension(text) ? text : null),
  serialize: (name) => name,
});

const parsers = {
  from: parseAsString,
  to: parseAsString,
  interval: parseAsStringLiteral(INTERVALS),
  compare: parseAsStringLiteral(['previous', 'year', 'none']).withDefault('previous'),
  breakdown: dimension,
  mode: parseAsStringLiteral(['live', 'test']).withDefault('live'),
  refundDate: parseAsStringLiteral(['sale', 'refund']).withDefault('sale'),
  refundKind: parseAsStringLiteral(['all', 'full', 'disputes']).withDefault('all'),
  trialDate: parseAsStringLiteral(['start', 'end']).withDefault('start'),
  level: parseAsStringLiteral(['customer', 'person']).withDefault('customer'),
  buckets: parseAsString,
  attributionModel: parseAsStringLiteral(ATTRIBUTION_MODELS),
  attributionWindow: parseAsInteger,
};

/**
 * The state of a report, which is its address; its filters are in `useFilterState`. Writing it loads the report again behind
 * the old figures.
 */
export function useReportState() {
  const { startTransition } = useReportTransition();
  return useQueryStates(parsers, { history: 'push', shallow: false, scroll: false, startTransition });
}
