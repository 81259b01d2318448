'use client';

import { useSearchParams } from 'next/navigation';
import { apiQuery, basisOf } from './report-query';

/** Where the figures of a metric, as this screen shows them, are served as CSV. */
export function useCsvUrl(): (metric: string, changes?: Record<string, string | null>) => string {
  const search = useSearchParams().toString();
  return (metric, changes = {}) =>
    `/api/v1/metrics/${metric}?${apiQuery(new URLSearchParams(search), { ...basisOf(metric, search), ...changes, format: 'csv' })}`;
}
