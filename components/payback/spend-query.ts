import { infiniteQueryOptions } from '@tanstack/react-query';
import { getJson } from '../reports/get-json';
import { spendPage } from './spend-shapes';

export const SPEND_QUERY = ['spend'] as const;

/** What was spent, the latest first, page by page. */
export const spendQuery = infiniteQueryOptions({
  queryKey: SPEND_QUERY,
  queryFn: ({ pageParam, signal }) =>
    getJson(`/api/internal/spend${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ''}`, spendPage, signal),
  initialPageParam: '',
  getNextPageParam: (page) => page.next ?? undefined,
});
