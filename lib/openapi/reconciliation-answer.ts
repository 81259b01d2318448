import { z } from 'zod';

const day = z.string();
const currency = z.string().describe('Currency of the balance, lower case.');
const category = z.string().describe("Stripe's reporting category: charge, refund, dispute …");

const line = z.object({
  day: day.describe("Day of the balance transactions, in the workspace's zone."),
  category,
  currency,
  transactions: z.int().describe('How many balance transactions are stored.'),
  balanceMinor: z.int(),
  balanceFeeMinor: z.int(),
  ledgerMinor: z
    .int()
    .nullable()
    .describe('null where the ledger has nothing to say: payouts, transfers and the like.'),
  ledgerFeeMinor: z.int().nullable(),
  differenceMinor: z.int().describe('Balance − ledger.'),
  feeDifferenceMinor: z.int(),
});

const unmatched = z.object({
  id: z.string().describe('A txn_ id; of what no transaction accounts for, the id of the charge, refund or dispute.'),
  day,
  category,
  currency,
  amountMinor: z.int(),
  problem: z.enum([
    'not in the ledger',
    'another amount in the ledger',
    'another fee in the ledger',
    'not in the balance',
  ]),
});

export const reconciliation = z.object({
  from: day,
  to: day,
  timeZone: z.string(),
  mode: z.enum(['live', 'test']),
  available: z.boolean().describe('False when no balance transactions are stored: there is nothing to compare with.'),
  balanced: z.boolean().describe('True when every difference is 0 and nothing is unmatched.'),
  lines: z.array(line),
  unmatched: z.array(unmatched),
});
