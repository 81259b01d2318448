import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { sendJson } from '../send-json';

/** What is replayed: all that a filter finds, or of that these events. */
export interface ReplaySelection {
  ids?: string[];
  [filter: string]: string | string[] | undefined;
}

const table = z.enum(['ledger_entry', 'mrr_span', 'series_span', 'sale', 'ledger_owner', 'ledger_issue']);
export type DerivedTable = z.infer<typeof table>;

export const changedRow = z.object({
  change: z.enum(['added', 'removed', 'changed']),
  table,
  connectionId: z.string(),
  ownerId: z.string(),
  key: z.string(),
  measure: z.string(),
  currency: z.string(),
  day: z.string(),
  about: z.string().nullable(),
  beforeMinor: z.number().nullable(),
  afterMinor: z.number().nullable(),
});
export type ChangedRow = z.infer<typeof changedRow>;

const report = z.object({
  matching: z.number(),
  events: z.number(),
  owners: z.number(),
  outcomes: z.object({ projected: z.number(), ignored: z.number(), failed: z.number() }),
  failures: z.array(
    z.object({ connectionId: z.string(), id: z.string(), type: z.string(), reason: z.string().nullable() }),
  ),
  changes: z.number(),
  sums: z.array(
    z.object({
      table,
      measure: z.string(),
      currency: z.string(),
      added: z.number(),
      removed: z.number(),
      changed: z.number(),
      differenceMinor: z.number(),
    }),
  ),
  rows: z.array(changedRow),
});
export type ReplayReport = z.infer<typeof report>;

/** Asked once for each opening of the dialog: what it finds is out of date a moment later. */
export const dryRunQuery = (selection: ReplaySelection) =>
  queryOptions({
    queryKey: ['dry-run', selection],
    queryFn: async () => report.parse(await sendJson('POST', '/api/internal/events/dry-run', selection)),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

const replayed = z.object({ events: z.number() });

/** Replays for real; returns how many events now wait for the projector. */
export async function sendReplay(selection: ReplaySelection): Promise<number> {
  return replayed.parse(await sendJson('POST', '/api/internal/events/replay', selection)).events;
}
