import { z } from 'zod';
import { COMMISSION_FLAGS, COMMISSION_STATUSES, REWARD_EVENTS, rewardTerms } from './types';

// What the browser and the REST API send.

export const partnerQuery = z.object({
  mode: z.enum(['live', 'test']).default('live').describe('Of which their earnings are.'),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Part of a name, of an e-mail address or of a promotion code.'),
  archived: z.stringbool().optional().describe('Only archived ones, or only those that are not.'),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const note = z.string().max(2000);

export const partnerInput = z.object({
  name: z.string().trim().min(1, 'Give the partner a name.').max(200),
  email: z
    .email('Give an e-mail address.')
    .max(320)
    .transform((text) => text.trim().toLowerCase()),
  note: note.default(''),
});

/** What is left out stays as it is. */
export const partnerChange = partnerInput.partial().extend({ note: note.optional(), archived: z.boolean().optional() });

export const ruleInput = z.object({
  name: z.string().trim().min(1, 'Give the rule a name.').max(200),
  partnerId: z.string().max(100).nullable().default(null),
  event: z.enum(REWARD_EVENTS),
  terms: rewardTerms,
  from: z.enum(['now', 'always']).default('now').describe('Whether what happened before is rewarded by it as well.'),
});

export const ruleChange = z.object({
  name: ruleInput.shape.name.optional(),
  terms: rewardTerms.optional(),
  from: z.enum(['now', 'always']).default('now').describe('Whether changed terms apply to what happened before.'),
  archived: z.boolean().optional(),
});

export const dryRunInput = z.object({
  partnerId: z.string().max(100).nullable().default(null),
  event: z.enum(REWARD_EVENTS),
  terms: rewardTerms,
  from: z.iso.date().optional().describe('The first day; of last quarter unless it is said.'),
  to: z.iso.date().optional().describe('The day after the last.'),
});

export const commissionQuery = z.object({
  mode: z.enum(['live', 'test']).default('live'),
  partner: z.string().max(100).optional(),
  status: z.enum(COMMISSION_STATUSES).optional(),
  figure: z
    .enum(['earned', 'pending', 'approved', 'paid'])
    .optional()
    .describe('Only those that make up this total of a partner.'),
  flag: z.enum(COMMISSION_FLAGS).optional(),
  event: z.enum(REWARD_EVENTS).optional(),
  payout: z.string().max(100).optional(),
  source: z.string().max(255).optional().describe('A sale or a lead.'),
  person: z.string().max(1000).optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const decisionInput = z.object({
  ids: z.array(z.string().max(100)).min(1).max(500),
  decision: z
    .enum(['approve', 'hold', 'release', 'fraud', 'duplicate', 'cancel'])
    .describe('“release” takes back a hold or any of the last three, and says that a flag is unfounded.'),
  reason: z.string().trim().max(500).default(''),
});

export const partnerCodeInput = z.object({
  connectionId: z.string().min(1).max(100),
  promotionCodeId: z
    .string()
    .trim()
    .regex(/^promo_\w{1,250}$/, 'Give the id of a promotion code: promo_…'),
  code: z.string().trim().max(500).default('').describe('What customers type; read from Stripe where it is known.'),
});

export const payoutInput = z.object({
  currency: z.string().length(3).toLowerCase(),
  partnerIds: z
    .array(z.string().max(100))
    .max(1000)
    .optional()
    .describe('All who are due something unless it is said.'),
  totalMinor: z
    .int()
    .optional()
    .describe('What was shown to be due: where it is something else by now, no payout is made.'),
  note: z.string().trim().max(500).default(''),
});

export const payoutQuery = z.object({ partner: z.string().max(100).optional() });

export const payoutAction = z.object({ action: z.enum(['pay', 'cancel']) });

export const proposalQuery = z.object({
  status: z
    .enum(['open', 'accepted', 'dismissed', 'obsolete', 'decided'])
    .optional()
    .describe('“decided” for those that were accepted or dismissed.'),
});

export const proposalAnswer = z.object({
  decision: z.enum(['accept', 'dismiss']),
  reason: z.string().trim().max(500).optional(),
});
