import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { replayReport } from '@/lib/workspace/replay-shapes';
import { sendJson } from '../send-json';

/** What is replayed: all that a filter finds, or of that these events. */
export interface ReplaySelection {
  ids?: string[];
  [filter: string]: string | string[] | undefined;
}

/** Asked once for each opening of the dialog: what it finds is out of date a moment later. */
export const dryRunQuery = (selection: ReplaySelection) =>
  queryOptions({
    queryKey: ['dry-run', selection],
    queryFn: async () => replayReport.parse(await sendJson('POST', '/api/internal/events/dry-run', selection)),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

const replayed = z.object({ events: z.number() });

/** Replays for real; returns how many events now wait for the projector. */
export async function sendReplay(selection: ReplaySelection): Promise<number> {
  return replayed.parse(await sendJson('POST', '/api/internal/events/replay', selection)).events;
}
