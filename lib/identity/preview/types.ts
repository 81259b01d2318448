import { z } from 'zod';
import { CONFLICT_KINDS } from '../conflicts/conflict-shapes';
import { identityRules, identitySettings } from '../types';

/** Under the rules in force, and under those that are tried. */
const both = { before: z.number(), after: z.number() };

/** What other rules would do to a connection's customers in live mode. Money is in minor units of the reporting currency. */
export const previewResult = z.object({
  /** Guests count where they bought. Before and after: whom a rule finds, and not only Stripe's own id. */
  customers: z.object({ total: z.number(), ...both }).describe('Customers, and how many of them a rule finds.'),
  revenue: z
    .object({ currency: z.string(), total: z.number(), ...both })
    .describe('Net revenue of all time, and how much of it came from customers whom a rule finds.'),
  people: z.object(both).describe('How many people the customers are.'),
  byRule: z.array(z.object({ rule: z.string(), ...both })).describe('Customers by the rule that finds them.'),
  moved: z.number().describe('Customers that would stand for another person.'),
  conflicts: z.array(
    z.object({
      kind: z
        .enum(CONFLICT_KINDS)
        .describe('One customer with several ids; one e-mail of several people; an identifier of too many customers.'),
      ...both,
      samples: z.array(z.object({ label: z.string(), people: z.array(z.string()) })),
    }),
  ),
  unresolved: z.object(both).describe('Customers known by Stripe’s own id only.'),
  effects: z
    .array(
      z.object({
        metric: z.string(),
        label: z.string(),
        unit: z.enum(['money', 'count', 'ratio', 'number']),
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    )
    .describe('Reports that count people, over the last twelve months.'),
});
export type PreviewResult = z.output<typeof previewResult>;

export const previewState = z.object({
  state: z.enum(['running', 'done', 'failed']),
  done: z.number().describe('Customers resolved so far.'),
  total: z.number(),
  result: previewResult.optional(),
  problem: z.string().optional(),
});
export type PreviewState = z.output<typeof previewState>;

/** Rules to try. */
export const trialMapping = z.object({ rules: identityRules, settings: identitySettings.prefault({}) });

/** A customer that would stand for another person. */
export const previewMove = z.object({
  connectionId: z.string(),
  ownerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  fromRule: z.string(),
  toRule: z.string(),
  /** Net revenue of all time that moves along. */
  revenueMinor: z.number(),
});

/** A page of them, those that bring most first. */
export const previewMoves = z.object({ moves: z.array(previewMove), nextCursor: z.string().nullable() });
export type PreviewMoves = z.output<typeof previewMoves>;
