import { z } from 'zod';
import { addDays, dayOf, daysBetween } from '@/lib/calendar/days';
import { AppError } from '@/lib/errors';
import type { Coverage } from '@/lib/reconciliation/load-coverage';
import { loadPayouts, type Payout } from '@/lib/reconciliation/load-payouts';
import { type Question, type ReconciledLine, reconcile } from '@/lib/reconciliation/reconcile';
import type { Unmatched } from '@/lib/reconciliation/unmatched';
import type { SearchParams } from './report-params';
import { toNumber } from './to-number';
import type { Account, Mode } from './types';

export interface ReconciliationLine {
  /** Day of the balance transactions, in the workspace's zone. */
  day: string;
  /** Stripe's reporting category: "charge", "refund", "dispute" … */
  category: string;
  /** Currency of the balance. */
  currency: string;
  transactions: number;
  balanceMinor: number;
  balanceFeeMinor: number;
  /** Null where the ledger has nothing to say: payouts, transfers and the like are not revenue. */
  ledgerMinor: number | null;
  ledgerFeeMinor: number | null;
  /** Balance − ledger, amounts and fees; 0 where they agree. */
  differenceMinor: number;
  feeDifferenceMinor: number;
}

export interface UnmatchedMovement {
  connectionId: string;
  /** A `txn_` id; of what no transaction accounts for, the id of the charge, refund or dispute. */
  id: string;
  source: string | null;
  day: string;
  category: string;
  currency: string;
  amountMinor: number;
  ledgerMinor: number | null;
  problem: Unmatched['problem'];
}

export interface ReconciledPayout {
  connectionId: string;
  id: string;
  day: string;
  /** Null while the payout itself could not be read. */
  arrivalDay: string | null;
  currency: string;
  status: string | null;
  /** What left the balance for it; negative where a payout was taken back. */
  bookedMinor: number;
  /** By the payout itself. */
  amountMinor: number | null;
  automatic: boolean | null;
  /** The payout that this one takes back. */
  reverses: string | null;
  /** How many transactions Stripe lists in it; null where it does not, as for manual payouts. */
  transactions: number | null;
  /** Their net. */
  sumMinor: number | null;
  /** Booked − amount, else sum − amount; null where neither can be compared. */
  differenceMinor: number | null;
  /** Transactions in it that are not stored. */
  missing: string[];
}

interface ReconciledSource extends Omit<Coverage, 'until' | 'readAt'> {
  /** ISO instants. */
  readAt: string | null;
  until: string | null;
}

export interface ReconciliationReport {
  from: string;
  to: string;
  timeZone: string;
  mode: Mode;
  /** False when no balance transactions are known of any source: there is nothing to compare with. */
  available: boolean;
  /** True when all of it could be compared, every difference is 0 and nothing is unmatched. */
  balanced: boolean;
  /** Rows of the ledger that could not be compared, because the balance of their source or day is not known. */
  uncompared: number;
  /** Rows that were learned after the balance was last read: the next reading, within minutes, tells. */
  awaiting: number;
  sources: ReconciledSource[];
  lines: ReconciliationLine[];
  unmatched: UnmatchedMovement[];
  payouts: ReconciledPayout[];
}

const shape = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  mode: z.enum(['live', 'test']).optional(),
  connection: z.string().max(255).optional(),
});
const MOST_DAYS = 366;

/**
 * The ledger against the balance, per reporting category and day, and each payout against what is in it; the last 30 days
 * unless asked otherwise, `to` exclusive. Throws `bad_request` naming the parameter.
 */
export async function loadReconciliation(
  account: Account,
  search: SearchParams,
  now = new Date(),
): Promise<ReconciliationReport> {
  const question = reconciliationQuestion(account, search, now);
  const [found, payouts] = await Promise.all([reconcile(question), loadPayouts(question)]);
  const lines = found.lines.map(toLine);
  const unmatched = found.unmatched.map(toMovement);
  const shown = payouts.map(toPayout);
  const agrees =
    lines.every(({ differenceMinor, feeDifferenceMinor }) => differenceMinor === 0 && feeDifferenceMinor === 0) &&
    shown.every(({ differenceMinor, missing }) => (differenceMinor ?? 0) === 0 && missing.length === 0);
  const available = found.coverage.some(({ compared }) => compared);
  const { from, to, timeZone, livemode } = question;
  return {
    ...{ from, to, timeZone, mode: livemode ? 'live' : 'test', available },
    balanced: available && agrees && unmatched.length === 0 && found.uncompared === 0,
    uncompared: found.uncompared,
    awaiting: found.awaiting,
    sources: found.coverage.map(toSource),
    ...{ lines, unmatched, payouts: shown },
  };
}

/** What an address asks for. */
export function reconciliationQuestion(account: Account, search: SearchParams, now = new Date()): Question {
  const last = (value: string | string[] | undefined) => (Array.isArray(value) ? value.at(-1) : value) || undefined;
  const { from: first, to: end, mode, connection } = search;
  const parsed = shape.safeParse({ from: last(first), to: last(end), mode: last(mode), connection: last(connection) });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(issue?.path[0] ?? 'query');
    throw new AppError('bad_request', `${field}: ${issue?.message ?? 'cannot be read'}`, field);
  }
  const to = parsed.data.to ?? addDays(dayOf(now, account.timeZone), 1);
  const from = parsed.data.from ?? addDays(to, -30);
  if (from >= to) throw new AppError('bad_request', 'to: must be after from (it is exclusive).', 'to');
  if (from < '2000-01-01' || to > '2200-01-01')
    throw new AppError('bad_request', 'from: must lie between 2000 and 2200.', 'from');
  if (daysBetween(from, to) > MOST_DAYS)
    throw new AppError('bad_request', `from: at most ${MOST_DAYS} days are compared at once.`, 'from');
  const { timeZone, workspaceId } = account;
  const only = parsed.data.connection;
  return {
    workspaceId,
    livemode: parsed.data.mode !== 'test',
    from,
    to,
    timeZone,
    ...(only ? { connection: only } : {}),
  };
}

const exact = (minor: bigint) => toNumber(minor) ?? 0;

function toLine(found: ReconciledLine): ReconciliationLine {
  const { balanceMinor, balanceFeeMinor, ledgerMinor, ledgerFeeMinor, ...line } = found;
  return {
    ...line,
    balanceMinor: exact(balanceMinor),
    balanceFeeMinor: exact(balanceFeeMinor),
    ledgerMinor: toNumber(ledgerMinor),
    ledgerFeeMinor: toNumber(ledgerFeeMinor),
    differenceMinor: ledgerMinor === null ? 0 : exact(balanceMinor - ledgerMinor),
    feeDifferenceMinor: ledgerFeeMinor === null ? 0 : exact(balanceFeeMinor - ledgerFeeMinor),
  };
}

const toMovement = ({ amountMinor, ledgerMinor, ...one }: Unmatched): UnmatchedMovement => ({
  ...one,
  amountMinor: exact(amountMinor),
  ledgerMinor: toNumber(ledgerMinor),
});

function toPayout({ booked, amount, listed, sum, ...payout }: Payout): ReconciledPayout {
  const off = amount === null ? null : booked - amount;
  const inside = amount === null || sum === null ? null : sum - amount;
  return {
    ...payout,
    bookedMinor: exact(booked),
    amountMinor: toNumber(amount),
    transactions: toNumber(listed),
    sumMinor: toNumber(sum),
    differenceMinor: toNumber(off === 0n ? (inside ?? off) : off),
  };
}

const toSource = ({ readAt, until, ...source }: Coverage): ReconciledSource => ({
  ...source,
  readAt: readAt?.toISOString() ?? null,
  until: until?.toISOString() ?? null,
});
