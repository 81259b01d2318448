import { infiniteQueryOptions } from '@tanstack/react-query';
import { getJson } from '../get-json';
import { apiQuery, basisOf } from '../report-query';
import type { ExplainTarget } from './explain-target';
import { metricRowsShape } from './metric-rows-shape';

const PAGE = '200';
/** Not a part but another denominator of the same rate, by either date. */
const MATURED = 'matured';

/** The rows behind a figure, page by page, under the same filters as the screen it was opened from. */
export const explainQuery = (target: ExplainTarget, search: string) =>
  infiniteQueryOptions({
    queryKey: ['explain', target, search],
    queryFn: ({ pageParam, signal }) =>
      getJson(
        explainUrl(target, search, { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) }),
        metricRowsShape,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export function explainCsvUrl(target: ExplainTarget, search: string): string {
  return `${explainUrl(target, search, {})}&format=csv`;
}

function explainUrl(
  { metric, day, part, start, end, series }: ExplainTarget,
  search: string,
  page: { limit?: string; cursor?: string },
): string {
  const basis = basisOf(metric, search);
  const query = apiQuery(new URLSearchParams(search), {
    start,
    end,
    compare: null,
    breakdown: series?.dimension ?? null,
    ...basis,
    ...(day === undefined ? {} : { day: String(day) }),
    ...(part === MATURED ? { basis: basis.basis === 'end' ? `end-${MATURED}` : MATURED } : part ? { part } : {}),
    ...page,
    // Not a filter: a point of a breakdown is of exactly this value, whatever else a filter by it would keep.
    ...(series ? { series: series.value } : {}),
  });
  return `/api/v1/metrics/${metric}/rows?${query}`;
}
