import { z } from 'zod';
import { PROBLEMS } from '@/lib/reconciliation/unmatched';
import { explainObject } from './metric-answers';

const day = z.string();
const currency = z.string().describe('Currency of the balance, lower case.');
const category = z.string().describe("Stripe's reporting category: charge, refund, dispute …");
const connectionId = z.string().describe('The source it is of.');

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
  connectionId,
  id: z.string().describe('A txn_ id; of what no transaction accounts for, the id of the charge, refund or dispute.'),
  source: z.string().nullable().describe('What the transaction moved: a charge, refund, dispute …'),
  day,
  category,
  currency,
  amountMinor: z.int(),
  ledgerMinor: z.int().nullable().describe('null where the ledger does not know it.'),
  problem: z.enum(PROBLEMS),
});

const source = z.object({
  connectionId,
  name: z.string(),
  compared: z.boolean().describe('False when none of its balance transactions are known.'),
  from: day.nullable().describe('The first day that is wholly known; null when all are.'),
  readAt: z.string().nullable().describe('When its balance was last read: what was learned later is not compared.'),
  until: z.string().nullable().describe('What happened later is not compared: the balance cannot be read any more.'),
  reason: z.string().nullable().describe('Why it is not compared, or not wholly.'),
  payoutProblem: z.string().nullable().describe('Why its payouts cannot be read.'),
});

const payout = z.object({
  connectionId,
  id: z.string(),
  day: day.describe('When it left the balance.'),
  arrivalDay: day.nullable().describe('null while the payout itself could not be read.'),
  currency,
  status: z.string().nullable(),
  bookedMinor: z.int().describe('What left the balance for it; negative where a payout was taken back.'),
  amountMinor: z.int().nullable().describe('By the payout itself.'),
  automatic: z.boolean().nullable(),
  reverses: z.string().nullable().describe('The payout that this one takes back.'),
  transactions: z
    .int()
    .nullable()
    .describe('How many transactions Stripe lists in it; null where it does not, as for manual payouts.'),
  sumMinor: z.int().nullable().describe('Their net, without the payout itself.'),
  differenceMinor: z.int().nullable().describe('null where nothing can be compared.'),
  missing: z.array(z.string()).describe('Transactions in it that are not stored.'),
});

export const reconciliation = z.object({
  from: day,
  to: day,
  timeZone: z.string(),
  mode: z.enum(['live', 'test']),
  available: z
    .boolean()
    .describe('False when no balance transactions are known of any source: there is nothing to compare with.'),
  balanced: z
    .boolean()
    .describe('True when all of it could be compared, every difference is 0 and nothing is unmatched.'),
  uncompared: z
    .int()
    .describe('Rows of the ledger that could not be compared: the balance of their source or day is not known.'),
  awaiting: z
    .int()
    .describe('Rows that were learned after the balance was last read: the next reading, within minutes, tells.'),
  sources: z.array(source),
  lines: z.array(line),
  unmatched: z.array(unmatched),
  payouts: z.array(payout),
});

const ledgerRow = z.object({
  entryId: z.string(),
  customerId: z.string(),
  measure: z.string(),
  day,
  currency: z.string(),
  amountMinor: z.int().describe('As it moves the balance: negative when money leaves.'),
  objects: z.array(explainObject),
});

const reconciledRow = z.object({
  day,
  category,
  currency,
  problem: z.enum(PROBLEMS).nullable().describe('null where both sides say the same.'),
  transaction: z
    .object({
      connectionId,
      object: explainObject,
      source: explainObject.nullable(),
      amountMinor: z.int(),
      feeMinor: z.int(),
    })
    .nullable()
    .describe('null where the balance knows nothing of it.'),
  ledger: z.array(ledgerRow).describe('Empty where the ledger knows nothing of it.'),
});

export const reconciliationRows = z.object({
  rows: z.array(reconciledRow),
  more: z.int().describe('How many further rows there are; what does not match comes first.'),
});
