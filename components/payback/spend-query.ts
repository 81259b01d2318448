import { infiniteQueryOptions } from '@tanstack/react-query';
import { getJson } from '../reports/get-json';
import { spendPage } from './spend-shapes';

export const SPEND_QUERY = ['spend'] as const;

export const readSpend = (cursor: string, signal?: AbortSignal) =>
  getJson(`/api/internal/spend${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`, spendPage, signal);

/** What was spent, the latest first, page by page. */
export const spendQuery = infiniteQueryOptions({
  queryKey: SPEND_QUERY,
  queryFn: ({ pageParam, signal }) => readSpend(pageParam, signal),
  initialPageParam: '',
  getNextPageParam: (page) => page.next ?? undefined,
});
