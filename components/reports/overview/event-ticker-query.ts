import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '../get-json';

const shape = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      state: z.string(),
      occurredAt: z.string(),
      objectId: z.string().nullable(),
    }),
  ),
});

/** The latest events, asked for again while the screen is open. */
export const eventTickerQuery = queryOptions({
  queryKey: ['event-ticker'],
  queryFn: ({ signal }) => getJson('/api/internal/events?limit=8', shape, signal),
  refetchInterval: 5_000,
});
