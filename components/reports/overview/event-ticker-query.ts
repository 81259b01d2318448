import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import type { Mode } from '@/lib/reports/types';
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

const SHOWN = 8;

/** The latest events, asked for again while the screen is open. */
export const eventTickerQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ['event-ticker', mode],
    queryFn: ({ signal }) => getJson(`/api/internal/events?limit=${SHOWN}&mode=${mode}`, shape, signal),
    select: ({ events }) => events.slice(0, SHOWN),
    refetchInterval: 5_000,
  });
