import { z } from 'zod';
import { LEVELS } from '../types';

/** One customer with several ids, one address with several people, or an identifier that too many carry. */
export const CONFLICT_KINDS = ['rivals', 'duplicates', 'shared'] as const;
/** What an object says of who a customer is; times in Unix seconds. */
const evidence = z.object({
  on: z.enum(LEVELS),
  value: z.string(),
  object: z.string(),
  first: z.number(),
  last: z.number(),
  past: z.boolean(),
  active: z.boolean(),
});

const customer = z.object({
  connectionId: z.string(),
  customerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string(),
  resolvedBy: z.string(),
});
export type ConflictCustomer = z.output<typeof customer>;

export const rivalsConflict = customer.extend({
  kind: z.literal('rivals'),
  /** Whom it stands for, and then the others. */
  people: z.array(z.string()),
  evidence: z.array(evidence),
  /** Whom it would stand for by each policy. */
  outcomes: z.object({
    transfer: z.string(),
    transfer_if_inactive: z.string(),
    keep_original: z.string(),
    share: z.string(),
  }),
});
export type RivalsConflict = z.output<typeof rivalsConflict>;

export const duplicatesConflict = z.object({
  kind: z.literal('duplicates'),
  identifier: z.string(),
  people: z.array(z.object({ personId: z.string(), customers: z.array(customer), count: z.number() })),
});
export type DuplicatesConflict = z.output<typeof duplicatesConflict>;

export const sharedConflict = z.object({
  kind: z.literal('shared'),
  connectionId: z.string(),
  identifier: z.string(),
  count: z.number(),
  /** Of the rules in force. */
  limit: z.number().nullable(),
  /** The first of them. */
  customers: z.array(customer),
});
export type SharedConflict = z.output<typeof sharedConflict>;

export const conflictPage = z.object({
  conflicts: z.array(z.discriminatedUnion('kind', [rivalsConflict, duplicatesConflict, sharedConflict])),
  nextCursor: z.string().nullable(),
  counts: z.object({ rivals: z.number(), duplicates: z.number(), shared: z.number() }),
});
export type ConflictPage = z.output<typeof conflictPage>;
