import { z } from 'zod';
import { COMMISSION_FLAGS, COMMISSION_STATUSES, LINE_KINDS, REWARD_EVENTS, rewardTerms } from './types';

// What partners, rules, commissions and payouts look like to the browser and to the REST API: money in minor units.

const instant = z.string().describe('ISO 8601.');
const money = z.int().describe('Minor units of the currency beside it.');
const named = z.object({ id: z.string(), name: z.string() });

export const partnerTotals = z.object({
  currency: z.string(),
  earnedMinor: money.describe('What is earned as things stand, refunds taken off.'),
  pendingMinor: money.describe('Of it, what is in the holding period or on hold.'),
  approvedMinor: money.describe('Of it, what was approved and not paid.'),
  paidMinor: money.describe('What was paid.'),
  dueMinor: money.describe(
    'What the next payout would pay: approved, less what is clawed back. Negative is carried over.',
  ),
});

export const partnerCode = z.object({
  connectionId: z.string(),
  promotionCodeId: z.string(),
  code: z.string(),
});

export const partner = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  note: z.string(),
  archivedAt: instant.nullable(),
  createdAt: instant,
  links: z.int(),
  codes: z.array(partnerCode),
  sales: z.int().describe('Sales with a commission.'),
  leads: z.int().describe('Leads with a commission.'),
  customers: z.int().describe('People with a sale among these.'),
  totals: z.array(partnerTotals).describe('By currency.'),
});
export type Partner = z.output<typeof partner>;

export const partnerList = z.object({ partners: z.array(partner), nextCursor: z.string().nullable() });
export type PartnerList = z.output<typeof partnerList>;

export const rewardRule = z.object({
  id: z.string(),
  name: z.string(),
  partner: named.nullable().describe('Null for all partners without a rule of their own for the event.'),
  event: z.enum(REWARD_EVENTS),
  terms: rewardTerms,
  version: z.int(),
  validFrom: instant.nullable().describe('From when these terms apply; null for all of the past as well.'),
  archivedAt: instant.nullable(),
  commissions: z.int(),
});
export type RewardRule = z.output<typeof rewardRule>;

export const commission = z.object({
  id: z.string(),
  mode: z.enum(['live', 'test']).describe('Nothing of test mode is ever paid.'),
  partner: named,
  rule: named,
  event: z.enum(REWARD_EVENTS),
  connectionId: z.string().describe('Empty for a lead that the app tracked.'),
  sourceId: z.string().describe('The sale’s id or the lead’s.'),
  customer: z.string().describe('Stripe’s id of the customer, or empty.'),
  person: z.string(),
  linkId: z.string(),
  occurredAt: instant,
  currency: z.string(),
  baseMinor: money.describe('The partner’s part of the sale that is left; 0 for a flat reward.'),
  quantity: z.int(),
  earningsMinor: money.describe('As things stand.'),
  paidMinor: money,
  status: z.enum(COMMISSION_STATUSES),
  flags: z.array(z.enum(COMMISSION_FLAGS)),
  reason: z.string().nullable(),
  holdUntil: instant,
});
export type Commission = z.output<typeof commission>;

export const commissionList = z.object({ commissions: z.array(commission), nextCursor: z.string().nullable() });
export type CommissionList = z.output<typeof commissionList>;

const commissionLine = z.object({
  kind: z.enum(LINE_KINDS),
  amountMinor: money.describe('Signed.'),
  reason: z.string(),
  by: z.string().nullable().describe('Who decided; null for what followed from facts.'),
  at: instant,
  payoutId: z.string().nullable(),
});

export const proposal = z.object({
  id: z.string(),
  commission,
  earningsMinor: money.describe('When it was proposed.'),
  proposedMinor: money,
  reason: z.string(),
  status: z.enum(['open', 'accepted', 'dismissed', 'obsolete']),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  createdAt: instant,
});
export type Proposal = z.output<typeof proposal>;

export const commissionDetail = z.object({
  commission,
  arithmetic: z.string().describe('How the earnings come about, in words.'),
  lines: z.array(commissionLine),
});
export type CommissionDetail = z.output<typeof commissionDetail>;

const payoutItem = z.object({
  partner: named.extend({ email: z.string() }),
  amountMinor: money,
  clawedMinor: money.describe('Of it, what is clawed back; not above 0.'),
  commissions: z.int(),
});

export const payout = z.object({
  id: z.string(),
  currency: z.string(),
  status: z.enum(['open', 'paid', 'cancelled']),
  note: z.string(),
  totalMinor: money,
  partners: z.int(),
  createdBy: z.string().nullable(),
  createdAt: instant,
  closedBy: z.string().nullable(),
  closedAt: instant.nullable(),
});
export type Payout = z.output<typeof payout>;

export const payoutDetail = payout.extend({ items: z.array(payoutItem) });
export type PayoutDetail = z.output<typeof payoutDetail>;

/** What a payout of each currency would pay now, and what of negative balances is carried over. */
export const payoutPreview = z.object({
  currencies: z.array(
    z.object({
      currency: z.string(),
      totalMinor: money,
      items: z.array(payoutItem),
      carried: z.array(payoutItem),
    }),
  ),
});
export type PayoutPreview = z.output<typeof payoutPreview>;

export const partnerSettings = z.object({
  holdingDays: z.int().min(0, 'Give 0 to 365 days.').max(365, 'Give 0 to 365 days.'),
  autoApprove: z.boolean(),
});
export type PartnerSettings = z.output<typeof partnerSettings>;

/** What a rule would have brought each partner, had it been in force. */
export const dryRun = z.object({
  from: z.string(),
  to: z.string().describe('Exclusive.'),
  partners: z.array(
    z.object({
      partner: named,
      currency: z.string(),
      events: z.int().describe('Sales or leads that it rewards.'),
      baseMinor: money,
      earningsMinor: money,
      unconverted: z.int().describe('Sales without an exchange rate, which are left out.'),
      samples: z.array(
        z.object({
          sourceId: z.string(),
          customer: z.string(),
          day: z.string(),
          baseMinor: money,
          earningsMinor: money,
          arithmetic: z.string(),
        }),
      ),
    }),
  ),
  totals: z.array(z.object({ currency: z.string(), events: z.int(), earningsMinor: money })),
});
export type DryRun = z.output<typeof dryRun>;
