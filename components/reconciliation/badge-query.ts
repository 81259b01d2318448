import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';
import type { BalanceBadge } from '@/lib/reports/load-balance-badge';

const badge = z.object({
  state: z.enum(['balanced', 'different', 'partly', 'unavailable']),
  from: z.string(),
  to: z.string(),
  differences: z.array(z.object({ currency: z.string(), minor: z.number() })),
  unmatched: z.number(),
  example: z.string().nullable(),
  reason: z.string().nullable(),
}) satisfies z.ZodType<BalanceBadge>;

export interface BadgeDays {
  from: string;
  to: string;
  mode: 'live' | 'test';
}

/** Asked beside the report, which does not wait for it. */
export const badgeQuery = (days: BadgeDays) =>
  queryOptions({
    queryKey: ['reconciliation', 'badge', days],
    queryFn: ({ signal }) =>
      getJson(`/api/internal/reconciliation/badge?${new URLSearchParams({ ...days })}`, badge, signal),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });
