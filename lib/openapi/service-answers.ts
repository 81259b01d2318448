import { z } from 'zod';
import { type ErrorCode, STATUS_OF } from '@/lib/errors';

type Code = ErrorCode | 'internal';
const isCode = (name: string): name is Code => name === 'internal' || Object.hasOwn(STATUS_OF, name);

export const failure = z.object({
  error: z.object({
    code: z.enum([...Object.keys(STATUS_OF), 'internal'].filter(isCode)),
    message: z.string().describe('A sentence for a person.'),
    field: z.string().optional().describe('The parameter it is about.'),
  }),
});

export const received = z.object({ received: z.literal(true) });

export const refusal = z.object({
  error: z.object({
    code: z.enum(['bad_signature', 'stale', 'not_an_event', 'not_found', 'disconnected', 'too_large', 'unavailable']),
    message: z.string(),
  }),
});

export const health = z.object({
  status: z.enum(['ok', 'unavailable']),
  database: z.enum(['ok', 'unreachable']),
  projectorLagSeconds: z
    .number()
    .nullable()
    .describe('How long the oldest event has waited to reach the figures; null when it cannot be told.'),
});
