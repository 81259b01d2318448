import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';
import { type LinkList, linkList } from '@/lib/links/link-shapes';
import { steps } from '@/lib/links/step-shapes';
import type { Mode } from '@/lib/reports/types';

export interface LinksView {
  search: string;
  archived: boolean;
  mode: Mode;
  /** Days whose figures are shown; of all time without them. */
  days: { from: string; to: string } | null;
}

const listUrl = ({ search, archived, mode, days }: LinksView, page: { cursor?: string; limit?: string }) =>
  `/api/v1/links?${new URLSearchParams({
    ...(search.trim() ? { search } : {}),
    ...(archived ? { archived: 'true' } : {}),
    ...days,
    ...page,
    mode,
  })}`;

export const readLinks = (view: LinksView, cursor: string, signal?: AbortSignal): Promise<LinkList> =>
  getJson(listUrl(view, cursor ? { cursor } : {}), linkList, signal);

/** The list in pages; `first` is what the page came with, for the view that it was asked for. */
export const linksQuery = (view: LinksView, first?: LinkList) =>
  infiniteQueryOptions({
    queryKey: ['links', view],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => readLinks(view, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
    ...(first ? { initialData: { pages: [first], pageParams: [''] } } : {}),
  });

/** The first few that a text may mean. */
export const linksFoundQuery = (search: string, mode: Mode) =>
  queryOptions({
    queryKey: ['links-found', search, mode],
    queryFn: ({ signal }) =>
      getJson(listUrl({ search, archived: true, mode, days: null }, { limit: '5' }), linkList, signal),
    enabled: search.trim().length > 1,
    staleTime: 30_000,
  });

/** Whether a short link can be called so; an error says why it cannot be called so at all. */
export const slugQuery = (slug: string, link: string | null) =>
  queryOptions({
    queryKey: ['slug', slug, link],
    queryFn: ({ signal }) =>
      getJson(
        `/api/internal/links/slug?${new URLSearchParams({ slug, ...(link ? { link } : {}) })}`,
        z.object({ taken: z.boolean() }),
        signal,
      ),
    enabled: slug.trim() !== '',
    retry: false,
    staleTime: 5000,
  });

export const stepsQuery = () =>
  queryOptions({
    queryKey: ['link-steps'],
    queryFn: ({ signal }) => getJson('/api/internal/links/steps', steps, signal),
    refetchInterval: 10_000,
  });
