import type { Partner } from '@/lib/partners/shapes';

type Totals = Partner['totals'][number];
export type TotalKey = Exclude<keyof Totals, 'currency'>;

/** What partners earned together, by currency. */
export function sumTotals(partners: readonly Pick<Partner, 'totals'>[]): Totals[] {
  const sums = new Map<string, Totals>();
  for (const one of partners.flatMap(({ totals }) => totals)) {
    const before = sums.get(one.currency);
    sums.set(one.currency, before ? added(before, one) : one);
  }
  return [...sums.values()].sort((a, b) => a.currency.localeCompare(b.currency));
}

const added = (a: Totals, b: Totals): Totals => ({
  currency: a.currency,
  earnedMinor: a.earnedMinor + b.earnedMinor,
  pendingMinor: a.pendingMinor + b.pendingMinor,
  approvedMinor: a.approvedMinor + b.approvedMinor,
  paidMinor: a.paidMinor + b.paidMinor,
  dueMinor: a.dueMinor + b.dueMinor,
});
