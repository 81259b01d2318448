import { z } from 'zod';
import type { ConnectionHealth } from '@/lib/connections/health/load-connection-health';

const instant = z.string().describe('ISO 8601');

const backfillStep = z.object({
  kind: z.string(),
  label: z.string(),
  phase: z.enum(['waiting', 'recent', 'history', 'counting', 'checking', 'done']),
  objects: z.number().describe('Objects read so far.'),
  counted: z.number().nullable().describe('Objects that Stripe lists, counted after reading; null until then.'),
  recovered: z.number().describe('Of these, the ones that had to be read again.'),
  unlisted: z.number().describe('Objects that others refer to and the list left out, read one by one.'),
  gone: z.number().describe('Objects that others refer to and Stripe does not have any more.'),
  goneIds: z.array(z.string()).describe('The first of these.'),
  perSecond: z.number().nullable(),
  secondsLeft: z.number().nullable().describe('null where it cannot be told.'),
  problem: z.string().nullable(),
});

const backfill = z.object({
  state: z.enum(['idle', 'running', 'paused', 'done']),
  startedAt: instant.nullable(),
  doneAt: instant.nullable(),
  steps: z.array(backfillStep),
});

const alarm = { message: z.string() };

const health = z.object({
  lastEventAt: instant.nullable(),
  lastDeliveryAt: instant.nullable().describe('Of the last webhook.'),
  lagSeconds: z.number().nullable().describe('Nineteen in twenty events of the last day arrived within so long.'),
  failed: z.number().describe('Events that could not be projected.'),
  rejected: z.number().describe('Deliveries that were refused within the last day.'),
  quiet: z
    .object({ since: instant, hours: z.number(), usualHours: z.number(), ...alarm })
    .nullable()
    .describe('Set when the account is quieter than it uses to be.'),
  clockSkew: z
    .object({ seconds: z.number(), refused: z.number(), ...alarm })
    .nullable()
    .describe('Set when deliveries are refused because the clocks differ.'),
  sameAccount: z
    .object({ sources: z.array(z.string()), ...alarm })
    .nullable()
    .describe('Set when other sources count the same events.'),
  gaps: z.number().describe('Catch-ups of the last thirty days that found events missing.'),
  recovered: z.number().describe('Events that they brought.'),
  problems: z.array(z.string()).describe('Why a list that is watched could last not be read.'),
  refreshed: z.array(z.object({ kind: z.string(), at: instant })).describe('When each list was last read to its end.'),
}) satisfies z.ZodType<ConnectionHealth>;

const catchUp = z.object({
  reason: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  events: z.number().describe('Events that Stripe listed.'),
  recovered: z.number().describe('Of these, the ones that were missing.'),
  problem: z.string().nullable(),
});

const check = z.object({
  id: z.enum(['key', 'events', 'identity', 'webhook', 'revenue']),
  state: z.enum(['ok', 'waiting', 'problem', 'skipped']),
  text: z.string(),
});

const key = z.object({
  kind: z.enum(['restricted', 'full']),
  accepted: z.boolean().describe('False once Stripe knows the key no more.'),
  writes: z.array(z.string()).describe('What the key could change, although nothing needs that.'),
  problem: z.string().nullable().describe('Why something could not be tried.'),
  triedAt: instant,
});

const permission = z.object({
  id: z.string(),
  name: z.string().describe('As Stripe names it.'),
  basic: z.boolean().describe('Needed by every report.'),
  unlocks: z.string(),
  where: z.string().describe('Where in Stripe it is given.'),
  access: z.enum(['granted', 'missing', 'untried']),
});

/** How a connection is doing: what its page asks again and again, and what the API answers. */
export const connectionStatus = z.object({
  state: z.enum(['disconnected', 'connecting', 'problem', 'connected']),
  checks: z.array(check),
  key: key.nullable().describe('What is known of the stored key; null without one, or before it was tried.'),
  permissions: z.array(permission),
  backfill,
  health,
  catchUps: z.array(catchUp).describe('The latest first.'),
});

export type ConnectionStatus = z.output<typeof connectionStatus>;
export type BackfillStatus = z.output<typeof backfill>;
export type Permission = ConnectionStatus['permissions'][number];
