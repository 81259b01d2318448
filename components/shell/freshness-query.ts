import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';
import type { Freshness } from '@/lib/workspace/load-freshness';

const freshness = z.object({
  asOf: z.string(),
  pending: z.number(),
  failed: z.number(),
  lastEventAt: z.string().nullable(),
  issues: z.number(),
  version: z.string(),
}) satisfies z.ZodType<Freshness>;

/** Asked every 5 seconds while the page is visible. */
export const freshnessQuery = (workspaceId: string, initialData: Freshness) =>
  queryOptions({
    queryKey: ['freshness', workspaceId],
    queryFn: ({ signal }) => getJson('/api/internal/freshness', freshness, signal),
    initialData,
    refetchInterval: 5_000,
    refetchOnWindowFocus: true,
    staleTime: 0,
  });
