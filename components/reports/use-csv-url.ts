'use client';

import { apiQuery, basisOf } from './report-query';
import { useReportSearch } from './report-scope';

/** Where the figures of a metric, as this screen shows them, are served as CSV. */
export function useCsvUrl(): (metric: string, changes?: Record<string, string | null>) => string {
  const search = useReportSearch();
  return (metric, changes = {}) =>
    `/api/v1/metrics/${metric}?${apiQuery(new URLSearchParams(search), { ...basisOf(metric, search), ...changes, format: 'csv' })}`;
}
