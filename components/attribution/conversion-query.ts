import { infiniteQueryOptions } from '@tanstack/react-query';
import { conversionPage } from '@/lib/reports/conversion-shapes';
import { getJson } from '../reports/get-json';

const EVERY_MS = 5_000;

/** The stream in pages, newest first; asked for again and again while only the first is shown. */
export const conversionsQuery = (kind: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ['conversions', kind, search],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(search);
      if (kind) query.set('kind', kind);
      if (pageParam) query.set('cursor', pageParam);
      return getJson(`/api/internal/conversions?${query}`, conversionPage, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : EVERY_MS),
  });
