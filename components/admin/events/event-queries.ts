import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';
import { EVENT_STATES } from './event-states';

export interface EventLogFilter {
  type: string;
  state: string;
  mode: string;
  object: string;
}

export const eventRow = z.object({
  connectionId: z.string(),
  id: z.string(),
  seq: z.string(),
  type: z.string(),
  objectId: z.string().nullable(),
  mode: z.enum(['live', 'test']),
  occurredAt: z.string(),
  receivedAt: z.string(),
  state: z.enum(EVENT_STATES),
  reason: z.string().nullable(),
});
export type EventLogRow = z.infer<typeof eventRow>;

const eventPage = z.object({ events: z.array(eventRow), nextCursor: z.string().nullable() });

const eventDetail = eventRow.extend({
  apiVersion: z.string().nullable(),
  account: z.string().nullable(),
  projectedAt: z.string().nullable(),
  payload: z.string(),
});

/** The log in pages, newest first. */
export const eventLogQuery = (filter: EventLogFilter) =>
  infiniteQueryOptions({
    queryKey: ['events', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
      if (pageParam) search.set('cursor', pageParam);
      return getJson(`/api/internal/events?${search}`, eventPage, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
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
