import { z } from 'zod';
import { MOVE_CAUSES } from '../record-moves';
import { ACTION_KINDS, decision } from './log-action';

/** What somebody did to identities by hand, or a server with a key. */
export const identityAction = z.object({
  id: z.string(),
  kind: z.enum(ACTION_KINDS),
  connectionId: z.string().nullable(),
  /** The customer, the alias, or the identifier in conflict. */
  subject: z.string(),
  /** Whom the customer or alias stands for from then on. */
  personId: z.string().nullable(),
  /** Whom the customer stood for. */
  personBefore: z.string().nullable(),
  decision: decision.nullable(),
  reason: z.string().nullable(),
  /** Name or address of whoever did it; null for the API, and for somebody who has gone. */
  author: z.string().nullable(),
  at: z.string(),
  undoneBy: z.string().nullable(),
  undoneAt: z.string().nullable(),
});
export type IdentityAction = z.output<typeof identityAction>;

export const actionPage = z.object({ actions: z.array(identityAction), nextCursor: z.string().nullable() });
export type ActionPage = z.output<typeof actionPage>;

/** A customer that came to a person, or went from it. */
export const personMove = z.object({
  connectionId: z.string(),
  customerId: z.string(),
  from: z.string(),
  to: z.string(),
  fromRule: z.string(),
  toRule: z.string(),
  cause: z.enum(MOVE_CAUSES),
  /** Of the rules that were in force. */
  version: z.number(),
  author: z.string().nullable(),
  at: z.string(),
  /** Sales that moved along. */
  sales: z.number(),
});

export const personHistory = z.object({ actions: z.array(identityAction), moves: z.array(personMove) });
export type PersonHistory = z.output<typeof personHistory>;
