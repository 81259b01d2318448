import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';
import { EVENT_SOURCES, EVENT_STATES } from './event-choices';

export interface EventLogFilter {
  type: string;
  state: string;
  mode: string;
  connection: string;
  object: string;
  source: string;
  /** First day, and the day after the last, in the workspace's zone. */
  from: string;
  to: string;
}

export const NO_FILTER: EventLogFilter = {
  type: '',
  state: '',
  mode: '',
  connection: '',
  object: '',
  source: '',
  from: '',
  to: '',
};

export const eventRow = z.object({
  connectionId: z.string(),
  id: z.string(),
  seq: z.string(),
  type: z.string(),
  objectId: z.string().nullable(),
  mode: z.enum(['live', 'test']),
  source: z.enum(EVENT_SOURCES),
  occurredAt: z.string(),
  receivedAt: z.string(),
  state: z.enum(EVENT_STATES),
  reason: z.string().nullable(),
});
export type EventLogRow = z.infer<typeof eventRow>;

const eventPage = z.object({ events: z.array(eventRow), nextCursor: z.string().nullable() });

/** A row of the ledger, in words. */
export const effectRow = z.object({
  table: z.enum(['ledger_entry', 'mrr_span', 'series_span', 'sale']),
  measure: z.string(),
  day: z.string(),
  currency: z.string(),
  amountMinor: z.number(),
  about: z.string(),
});
export type EffectRow = z.infer<typeof effectRow>;

const eventDetail = eventRow.extend({
  apiVersion: z.string().nullable(),
  account: z.string().nullable(),
  projectedAt: z.string().nullable(),
  payload: z.string(),
  effects: z.object({ owners: z.array(z.string()), rows: z.array(effectRow), more: z.boolean() }),
});

const eventNews = z.object({ version: z.string(), pending: z.number() });

/** What a filter says, without what it leaves open. */
export const filledIn = (filter: EventLogFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));

/** The log in pages, newest first. */
export const eventLogQuery = (filter: EventLogFilter) =>
  infiniteQueryOptions({
    queryKey: ['events', 'log', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(filledIn(filter));
      if (pageParam) search.set('cursor', pageParam);
      return getJson(`/api/internal/events?${search}`, eventPage, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
  });

/** Asked again and again while the page is visible, so that an event is seen within a second. */
export const eventNewsQuery = queryOptions({
  queryKey: ['event-news'],
  queryFn: ({ signal }) => getJson('/api/internal/events/news', eventNews, signal),
  refetchInterval: 500,
  refetchOnWindowFocus: true,
  retry: false,
  staleTime: 0,
});

export const eventDetailQuery = (event: { connectionId: string; id: string }) =>
  queryOptions({
    queryKey: ['events', 'detail', event.connectionId, event.id],
    queryFn: ({ signal }) =>
      getJson(
        `/api/internal/events/${encodeURIComponent(event.connectionId)}/${encodeURIComponent(event.id)}`,
        eventDetail,
        signal,
      ),
  });
