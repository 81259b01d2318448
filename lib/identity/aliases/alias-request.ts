import { z } from 'zod';

const mode = z.enum(['live', 'test']);

export const aliasRequest = z.object({
  alias: z
    .string()
    .describe('The id that is to stand for another, known or not: an anonymous id, an address, a Stripe customer.'),
  to: z
    .string()
    .describe('The id it stands for: as a rule the user’s in your app. At most 255 characters, like the other.'),
  mode: mode.default('live').describe('Nothing of test mode ever touches live.'),
});

export const aliasAnswer = z.object({
  alias: z.string(),
  to: z.string(),
  mode,
  person: z.string().describe('Whom both stand for now: “to”, or the id that it is an alias of.'),
  changed: z.boolean().describe('False where it was so already.'),
  moved: z.int().describe('Customers that stand for another person than before, with all that they bought.'),
  actionId: z.string().nullable().describe('By which a member can undo it; null where nothing changed.'),
});
