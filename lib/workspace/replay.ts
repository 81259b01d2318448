import { z } from 'zod';
import type { RowChange } from '@/lib/inbox/replay/derived-rows';
import { dryRunReplay } from '@/lib/inbox/replay/dry-run';
import { eventFilter, type Owned } from '@/lib/inbox/replay/event-filter';
import { replayEvents } from '@/lib/inbox/replay/replay-events';
import { toNumber } from '@/lib/reports/to-number';
import type { ChangedRow, ReplayReport } from './replay-shapes';

const MOST_IDS = 500;

/** Everything that the filter finds, or of that only the events with these ids. */
export const replaySelection = eventFilter.extend({
  ids: z.array(z.string().min(1).max(255)).min(1).max(MOST_IDS).optional(),
});
export type ReplaySelection = z.output<typeof replaySelection>;

/** What a replay would change, as an answer. Changes nothing. */
export async function reportReplay(owned: Owned, selection: ReplaySelection): Promise<ReplayReport> {
  const { sums, rows, ...rest } = await dryRunReplay(owned, selection);
  return {
    ...rest,
    sums: sums.map(({ difference, ...sum }) => ({ ...sum, differenceMinor: toNumber(difference) ?? 0 })),
    changes: sums.reduce((total, { added, removed, changed }) => total + added + removed + changed, 0),
    rows: rows.map(shownRow),
  };
}

/** A row that differs, with amounts that JSON can hold. */
export function shownRow({ before, after, ...row }: RowChange): ChangedRow {
  return { ...row, beforeMinor: toNumber(before), afterMinor: toNumber(after) };
}

/** By REST: nothing is replayed unless it is asked for. */
export const replayRequest = replaySelection.extend({ dryRun: z.boolean().default(true) });

export interface ReplayAnswer {
  dryRun: boolean;
  /** Events that are read again: those of the report, or all that are now waiting. */
  events: number;
  report: ReplayReport | null;
}

export async function replayByRequest(
  owned: Owned,
  { dryRun, ...selection }: z.output<typeof replayRequest>,
): Promise<ReplayAnswer> {
  if (!dryRun) return { dryRun, events: await replayEvents(owned, selection), report: null };
  const report = await reportReplay(owned, selection);
  return { dryRun, events: report.events, report };
}
