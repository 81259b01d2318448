import { z } from 'zod';

export const eventState = z.enum(['pending', 'projected', 'ignored', 'failed']);
export const eventSource = z.enum(['webhook', 'recovered', 'api']);
const minor = z.int().describe('Minor units.');
const table = z.enum(['ledger_entry', 'mrr_span', 'series_span', 'sale', 'ledger_owner', 'ledger_issue']);

const listedEvent = z.object({
  connectionId: z.string(),
  id: z.string(),
  type: z.string(),
  objectId: z.string().nullable(),
  mode: z.enum(['live', 'test']),
  source: eventSource.describe(
    'webhook: sent by Stripe. recovered: found in Stripe’s list, as no webhook had brought it. api: made of an object that was read.',
  ),
  occurredAt: z.string(),
  receivedAt: z.string(),
  state: eventState,
  reason: z.string().nullable().describe('Why it failed or is ignored.'),
  payload: z.unknown().describe('With secrets and personal values hidden; null unless “payload=masked” was asked for.'),
});

export const eventList = z.object({ events: z.array(listedEvent), nextCursor: z.string().nullable() });

const sum = z.object({
  table,
  measure: z.string(),
  currency: z.string(),
  added: z.int(),
  removed: z.int(),
  changed: z.int(),
  differenceMinor: minor.describe('After − before, in minor units.'),
});

const change = z.object({
  change: z.enum(['added', 'removed', 'changed']),
  table,
  connectionId: z.string(),
  ownerId: z.string().describe('Customer or guest.'),
  key: z.string(),
  measure: z.string(),
  currency: z.string(),
  day: z.string(),
  about: z.string().nullable(),
  beforeMinor: minor.nullable(),
  afterMinor: minor.nullable(),
});

const report = z.object({
  matching: z.int().describe('Events that are chosen.'),
  events: z.int().describe('How many of these were read: the oldest 10,000 at most.'),
  owners: z.int().describe('Customers and guests whose rows were compared.'),
  outcomes: z.object({ projected: z.int(), ignored: z.int(), failed: z.int() }),
  failures: z
    .array(z.object({ connectionId: z.string(), id: z.string(), type: z.string(), reason: z.string().nullable() }))
    .describe('The first 20.'),
  changes: z.int().describe('Rows that would be added, removed or changed.'),
  sums: z.array(sum),
  rows: z.array(change).describe('The first 200.'),
});

export const replay = z.object({
  dryRun: z.boolean(),
  events: z.int().describe('Events that were read; without a dry run, those that now wait to be.'),
  report: report.nullable().describe('Of a dry run.'),
});
