import { z } from 'zod';
import { addDays, dayOf, daysBetween } from '@/lib/calendar/days';
import { AppError } from '@/lib/errors';
import { type ReconciledLine, reconcile } from '@/lib/metrics/reconcile';
import type { SearchParams } from './report-params';
import { toNumber } from './to-number';
import type { Account, Mode } from './types';

interface ReconciliationLine {
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

interface UnmatchedMovement {
  /** A `txn_` id; of what no transaction accounts for, the id of the charge, refund or dispute. */
  id: string;
  day: string;
  category: string;
  currency: string;
  amountMinor: number;
  problem: 'not in the ledger' | 'another amount in the ledger' | 'another fee in the ledger' | 'not in the balance';
}

export interface ReconciliationReport {
  from: string;
  to: string;
  timeZone: string;
  mode: Mode;
  /** False when no balance transactions are stored: there is nothing to compare with. */
  available: boolean;
  /** True when every difference is 0 and nothing is unmatched. */
  balanced: boolean;
  lines: ReconciliationLine[];
  unmatched: UnmatchedMovement[];
}

const shape = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  mode: z.enum(['live', 'test']).optional(),
});
const MOST_DAYS = 366;

/**
 * The ledger against the balance, per reporting category and day; the last 30 days unless asked otherwise, `to` exclusive.
 * Throws `bad_request` naming the parameter.
 */
export async function loadReconciliation(
  account: Account,
  search: SearchParams,
  now = new Date(),
): Promise<ReconciliationReport> {
  const { from, to, mode } = rangeOf(account, search, now);
  const { timeZone, workspaceId } = account;
  const found = await reconcile({ workspaceId, livemode: mode === 'live', from, to, timeZone });
  const lines = found.lines.map(toLine);
  const unmatched = found.unmatched.map(({ amountMinor, ...one }) => ({
    ...one,
    amountMinor: toNumber(amountMinor) ?? 0,
  }));
  const agrees = lines.every(
    ({ differenceMinor, feeDifferenceMinor }) => differenceMinor === 0 && feeDifferenceMinor === 0,
  );
  const balanced = found.available && agrees && unmatched.length === 0;
  return { from, to, timeZone, mode, available: found.available, balanced, lines, unmatched };
}

function rangeOf(account: Account, search: SearchParams, now: Date): { from: string; to: string; mode: Mode } {
  const last = (value: string | string[] | undefined) => (Array.isArray(value) ? value.at(-1) : value) || undefined;
  const parsed = shape.safeParse({ from: last(search.from), to: last(search.to), mode: last(search.mode) });
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
  return { from, to, mode: parsed.data.mode ?? 'live' };
}

function toLine({
  balanceMinor,
  balanceFeeMinor,
  ledgerMinor,
  ledgerFeeMinor,
  ...line
}: ReconciledLine): ReconciliationLine {
  const exact = (minor: bigint) => toNumber(minor) ?? 0;
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
