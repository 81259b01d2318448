import { z } from 'zod';
import { isCurrency } from '@/lib/money/currencies';
import { parseDecimal } from '@/lib/money/decimal';

export const REWARD_EVENTS = ['sale', 'lead'] as const;
export type RewardEvent = (typeof REWARD_EVENTS)[number];

export const COMMISSION_STATUSES = [
  'pending',
  'approved',
  'paid',
  'refunded',
  'duplicate',
  'fraud',
  'cancelled',
  'hold',
] as const;
export type CommissionStatus = (typeof COMMISSION_STATUSES)[number];

/** What looks wrong with a commission, or what it waits for. All but "unconverted" put it on hold. */
export const COMMISSION_FLAGS = ['self_referral', 'duplicate', 'reassigned', 'unconverted'] as const;
export type CommissionFlag = (typeof COMMISSION_FLAGS)[number];

/** What was decided about a commission; "matured" by itself, when its holding period was over. */
export const DECISIONS = ['matured', 'approved', 'released', 'hold', 'fraud', 'duplicate', 'cancelled'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What a line of a commission's history books: a clawback takes back what was in a payout, a decision may book nothing. */
export const LINE_KINDS = ['earned', 'refund', 'correction', 'clawback', 'decision'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** The leads that may be rewarded: never those that a Payment Link or a customer's metadata tells of (RV-19, RV-26). */
export const LEAD_SOURCES = ['manual', 'trial'] as const;
export type LeadSource = (typeof LEAD_SOURCES)[number];

const day = z.iso.date('Give the day as YYYY-MM-DD.');

/** "20" or "12.5": more than nothing, at most all of it, with at most four decimals. */
const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, 'Give the percentage as a number such as 20 or 12.5.')
  .refine((text) => isPercentage(text), 'Give a percentage of more than 0 and at most 100.');

function isPercentage(text: string): boolean {
  const value = parseDecimal(text);
  return value !== null && value.n > 0n && value.n <= 100n * value.d;
}

const reward = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), percent }),
  z.object({
    kind: z.literal('flat'),
    amountMinor: z.int('Give the amount in minor units.').positive('Give an amount of more than nothing.'),
    currency: z
      .string()
      .toLowerCase()
      .refine((code) => isCurrency(code), 'Give an ISO 4217 currency.'),
  }),
]);
export type Reward = z.output<typeof reward>;

/** The terms of a reward rule. */
export const rewardTerms = z.object({
  reward,
  /** Sales until so many calendar months after the first one count: 0 for the first only, null for all. */
  months: z.int().min(0).max(1200).nullable().default(null),
  /** Only what is sold of these products counts; empty for all. */
  productIds: z.array(z.string().min(1).max(255)).max(200).default([]),
  /** Only leads of these sources count; empty for all that may be rewarded. */
  leadSources: z.array(z.enum(LEAD_SOURCES)).default([]),
  /** The first and the last day, in the workspace's zone, on which a sale or a lead counts. */
  startsOn: day.nullable().default(null),
  endsOn: day.nullable().default(null),
});
export type RewardTerms = z.output<typeof rewardTerms>;

const integer = z.string().regex(/^-?\d+$/);

/** By which a commission was counted: kept with it, so that a refund is counted by the same. */
export const countedTerms = z.object({
  version: z.int(),
  reward,
  productIds: z.array(z.string()),
  /** The weights of all shares of the customer's attribution, and which of them are the partner's. */
  weights: z.array(integer).min(1),
  own: z.array(z.int()).min(1),
  /** What the whole sale is worth in the commission's currency, `worth` for `of` of its own; null for what is not converted. */
  rate: z.object({ worth: integer, of: integer }).nullable(),
});
export type CountedTerms = z.output<typeof countedTerms>;
