import { z } from 'zod';

/** The tables of the ledger whose rows a replay may change. */
export const DERIVED_TABLES = [
  'ledger_entry',
  'mrr_span',
  'series_span',
  'sale',
  'ledger_owner',
  'ledger_issue',
] as const;
export type DerivedTable = (typeof DERIVED_TABLES)[number];

/** One row that is another than before, without its amounts. */
export const changeOfRow = z.object({
  change: z.enum(['added', 'removed', 'changed']),
  table: z.enum(DERIVED_TABLES),
  connectionId: z.string(),
  ownerId: z.string(),
  key: z.string(),
  measure: z.string(),
  currency: z.string(),
  day: z.string(),
  about: z.string().nullable(),
});

/** The same as an answer, in minor units; null where there is no row. */
export const changedRow = changeOfRow.extend({
  beforeMinor: z.number().nullable(),
  afterMinor: z.number().nullable(),
});
export type ChangedRow = z.output<typeof changedRow>;

/** What a replay would change. */
export const replayReport = z.object({
  /** Events that are chosen, and how many of these were read. */
  matching: z.number(),
  events: z.number(),
  owners: z.number(),
  outcomes: z.object({ projected: z.number(), ignored: z.number(), failed: z.number() }),
  failures: z.array(
    z.object({ connectionId: z.string(), id: z.string(), type: z.string(), reason: z.string().nullable() }),
  ),
  /** How many rows would change, and the first of them. */
  changes: z.number(),
  rows: z.array(changedRow),
  /** By kind of row, measure and currency; after − before, in minor units. */
  sums: z.array(
    z.object({
      table: z.enum(DERIVED_TABLES),
      measure: z.string(),
      currency: z.string(),
      added: z.number(),
      removed: z.number(),
      changed: z.number(),
      differenceMinor: z.number(),
    }),
  ),
});
export type ReplayReport = z.output<typeof replayReport>;
