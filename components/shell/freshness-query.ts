import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import type { Freshness } from '@/lib/workspace/load-freshness';

const freshness = z.object({
  asOf: z.string(),
  pending: z.number(),
  failed: z.number(),
  lastEventAt: z.string().nullable(),
  issues: z.number(),
  version: z.string(),
  lagSeconds: z.number().nullable(),
  alarms: z.array(z.object({ connectionId: z.string(), label: z.string(), message: z.string() })),
}) satisfies z.ZodType<Freshness>;

/** Asked every 5 seconds while the page is visible. */
export const freshnessQuery = (workspaceId: string, initialData: Freshness) =>
  queryOptions({
    queryKey: ['freshness', workspaceId],
    queryFn: ({ signal }) => readFreshness(signal),
    retry: false,
    initialData,
    refetchInterval: 5_000,
    refetchOnWindowFocus: true,
    staleTime: 0,
  });

async function readFreshness(signal: AbortSignal): Promise<Freshness> {
  const response = await fetch('/api/internal/freshness', { signal });
  // The session ended: nothing of the workspace may stay on the screen.
  if (response.status === 401) window.location.assign('/sign-in');
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return freshness.parse(await response.json());
}
