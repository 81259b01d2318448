import { z } from 'zod';
import { previewResult } from './preview/types';
import { identityRules, identitySettings } from './types';

/** Of which source; it can be left out where the workspace has one. */
export const connectionQuery = z.object({ connection: z.string().max(255).optional() });

export const mappingRequest = z.object({
  rules: identityRules.describe(
    'In order: the first that finds a usable value decides. A pinned customer is asked before them.',
  ),
  settings: identitySettings
    .prefault({})
    .describe('How values are compared and conflicts settled; what is left out is as by default.'),
  reason: z.string().trim().max(500).optional().describe('Kept with the version.'),
});

export const mappingAnswer = z.object({
  connection: z.string(),
  version: z.int().describe('In force; 0 while these are the default rules.'),
  rules: identityRules,
  settings: identitySettings,
  applying: z
    .object({
      version: z.int(),
      done: z.int().describe('Customers resolved by it so far; all of them move at once, at the end.'),
      total: z.int(),
      problem: z.string().nullable().describe('Why it could not be applied; the rules above stay in force.'),
    })
    .nullable()
    .describe('Rules that were saved and are not in force yet.'),
});
export type MappingAnswer = z.output<typeof mappingAnswer>;

export const previewRequest = mappingRequest.omit({ reason: true });

export const previewAnswer = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  done: z.int().describe('Customers resolved so far.'),
  total: z.int(),
  result: previewResult.optional(),
  problem: z.string().optional(),
});
export type PreviewAnswer = z.output<typeof previewAnswer>;
