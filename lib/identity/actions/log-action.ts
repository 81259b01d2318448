import type pg from 'pg';
import { z } from 'zod';
import { CONFLICT_POLICIES } from '../types';
import type { Actor } from './by-hand';

export const ACTION_KINDS = ['link', 'unlink', 'merge', 'alias', 'policy', 'dismiss', 'erase'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

const pin = z.object({ personId: z.string().nullable(), policy: z.enum(CONFLICT_POLICIES).nullable() });
/** What stands before the rules for a customer: a person, or how its conflict is settled. */
export type Pin = z.output<typeof pin>;

/** As `identity_action.before` keeps it. */
export const before = z.object({
  /** Of a customer. */
  pin: pin.nullable().optional(),
  /** Whom the customer stood for. */
  person: z.string().optional(),
});

/** As `identity_action.decision` keeps it. */
export const decision = z.object({
  policy: z.enum(CONFLICT_POLICIES).optional(),
  /** Whom the conflict was about: with others it is another one. */
  people: z.array(z.string()),
});

interface Action {
  kind: ActionKind;
  livemode: boolean;
  connectionId?: string;
  /** The customer, the alias, or the conflict. */
  subject: string;
  personId?: string;
  before?: z.output<typeof before>;
  decision?: z.output<typeof decision>;
  reason?: string | undefined;
}

/** Keeps what somebody did, for all to see and to undo; returns its id. */
export async function logAction(tx: pg.ClientBase, { workspaceId, userId }: Actor, action: Action): Promise<string> {
  const id = crypto.randomUUID();
  // By the clock, as whoever waited for the lock longer began earlier.
  await tx.query(
    `insert into identity_action (workspace_id, id, kind, livemode, connection_id, subject, person_id, before, decision, reason, created_by_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, clock_timestamp())`,
    [
      ...[workspaceId, id, action.kind, action.livemode, action.connectionId ?? null, action.subject],
      ...[action.personId ?? null, jsonOrNull(action.before), jsonOrNull(action.decision)],
      ...[action.reason?.trim() || null, userId],
    ],
  );
  return id;
}

const jsonOrNull = (value: object | undefined) => (value ? JSON.stringify(value) : null);
