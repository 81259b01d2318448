import { addDays } from '@/lib/calendar/days';
import { loadReconciliation } from './load-reconciliation';
import type { SearchParams } from './report-params';
import type { Account } from './types';

/** Whether the figures of some days are Stripe's own, in short. */
export interface BalanceBadge {
  state: 'balanced' | 'different' | 'partly' | 'unavailable';
  from: string;
  to: string;
  /** How far ledger and balance are apart, without what cancels out. */
  differences: { currency: string; minor: number }[];
  /** What does not match, and one of them by its id. */
  unmatched: number;
  example: string | null;
  /** Why not all of it is compared. */
  reason: string | null;
}

const MOST_DAYS = 366;

/** The days of a report, of longer ones the last year. Throws `bad_request` naming the parameter. */
export async function loadBalanceBadge(account: Account, search: SearchParams): Promise<BalanceBadge> {
  const { from, to } = search;
  const days = typeof from === 'string' && typeof to === 'string' ? { from: within(from, to), to } : {};
  const report = await loadReconciliation(account, { ...search, ...days });
  const { lines, unmatched, payouts, sources } = report;
  const apart = new Map<string, number>();
  const add = (currency: string, minor: number) => {
    if (minor !== 0) apart.set(currency, (apart.get(currency) ?? 0) + Math.abs(minor));
  };
  for (const { currency, differenceMinor, feeDifferenceMinor } of lines) {
    add(currency, differenceMinor);
    add(currency, feeDifferenceMinor);
  }
  for (const { currency, differenceMinor } of payouts) add(currency, differenceMinor ?? 0);
  const off = payouts.find(({ differenceMinor, missing }) => (differenceMinor ?? 0) !== 0 || missing.length > 0);
  const different = apart.size > 0 || unmatched.length > 0 || off !== undefined;
  const state = different ? 'different' : !report.available ? 'unavailable' : report.balanced ? 'balanced' : 'partly';
  return {
    ...{ state, from: report.from, to: report.to, unmatched: unmatched.length },
    differences: [...apart].map(([currency, minor]) => ({ currency, minor })),
    example: unmatched[0]?.id ?? off?.id ?? null,
    reason: sources.find(({ reason }) => reason !== null)?.reason ?? null,
  };
}

/** Days that cannot be read stay as they are, to be named. */
function within(from: string, to: string): string {
  if (Number.isNaN(Date.parse(to))) return from;
  const earliest = addDays(to, -MOST_DAYS);
  return from < earliest ? earliest : from;
}
