import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getJson } from '@/components/reports/get-json';
import { type PersonList, personList, timeline } from '@/lib/people/shapes';
import type { Mode } from '@/lib/reports/types';

export interface PeopleView {
  search: string;
  sort: 'newest' | 'revenue';
  mode: Mode;
}

const listUrl = ({ search, sort, mode }: PeopleView, page: { cursor?: string; limit?: string }) =>
  `/api/v1/people?${new URLSearchParams({ ...(search.trim() ? { search } : {}), sort, mode, ...page })}`;

/** The list in pages; `first` is what the page came with, for the view that it was asked for. */
export const peopleQuery = (view: PeopleView, first?: PersonList) =>
  infiniteQueryOptions({
    queryKey: ['people', view],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      getJson(listUrl(view, pageParam ? { cursor: pageParam } : {}), personList, signal),
    getNextPageParam: (page) => page.nextCursor,
    ...(first ? { initialData: { pages: [first], pageParams: [''] } } : {}),
  });

/** The first few that a text may mean. */
export const peopleFoundQuery = (search: string, mode: Mode) =>
  queryOptions({
    queryKey: ['people-found', search, mode],
    queryFn: ({ signal }) => getJson(listUrl({ search, sort: 'newest', mode }, { limit: '5' }), personList, signal),
    enabled: search.trim().length > 1,
    staleTime: 30_000,
  });

export const timelineQuery = (person: string, mode: Mode, kind: string) =>
  infiniteQueryOptions({
    queryKey: ['timeline', person, mode, kind],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        mode,
        ...(kind ? { kind } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      });
      return getJson(`/api/v1/people/${encodeURIComponent(person)}/timeline?${query}`, timeline, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
  });
