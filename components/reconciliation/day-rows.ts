import { addDays } from '@/lib/calendar/days';
import type { ReconciliationLine, ReconciliationReport } from '@/lib/reports/load-reconciliation';

/** What one category moved on one day. */
export interface DayCell {
  balanceMinor: number;
  differs: boolean;
}

export interface DayRow {
  day: string;
  cells: Map<string, DayCell>;
  fees: DayCell;
  netMinor: number;
  /** How far ledger and balance are apart, without what cancels out. */
  apartMinor: number;
  unmatched: number;
  transactions: number;
}

/** One currency of the balance: its categories, day by day, and their sums. */
export interface CurrencyTable {
  currency: string;
  categories: string[];
  rows: DayRow[];
  total: DayRow;
}

/** Money first, then what takes it away, then what leaves for the bank. */
const ORDER = [
  ...[
    'charge',
    'charge_failure',
    'partial_capture_reversal',
    'refund',
    'refund_failure',
    'dispute',
    'dispute_reversal',
  ],
  ...['fee', 'network_cost', 'tax', 'other_adjustment', 'platform_earning', 'payout', 'payout_reversal'],
];
const rank = (category: string) => (ORDER.includes(category) ? ORDER.indexOf(category) : ORDER.length);

/** Up to this many days are shown whether or not anything moved. */
const EVERY_DAY = 31;

export function currencyTables({ lines, unmatched, from, to }: ReconciliationReport, today: string): CurrencyTable[] {
  const currencies = [...new Set([...lines, ...unmatched].map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = lines.filter((line) => line.currency === currency);
    const categories = [...new Set(own.map(({ category }) => category))].sort(
      (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1),
    );
    const count = (day: string | null) =>
      unmatched.filter((one) => one.currency === currency && (day === null || one.day === day)).length;
    const days = daysOf(own, from, to < addDays(today, 1) ? to : addDays(today, 1));
    const rows = days.map((day) => {
      const ofDay = own.filter((line) => line.day === day);
      return rowOf(day, ofDay, count(day));
    });
    return { currency, categories, rows, total: rowOf('', own, count(null)) };
  });
}

function daysOf(lines: readonly ReconciliationLine[], from: string, to: string): string[] {
  const moved = new Set(lines.map(({ day }) => day));
  const every: string[] = [];
  for (let day = from; day < to && every.length <= EVERY_DAY; day = addDays(day, 1)) every.push(day);
  if (every.length <= EVERY_DAY) for (const day of every) moved.add(day);
  return [...moved].sort();
}

function rowOf(day: string, lines: readonly ReconciliationLine[], unmatched: number): DayRow {
  const cells = new Map<string, DayCell>();
  for (const { category, balanceMinor, differenceMinor } of lines) {
    const { balanceMinor: sum, differs } = cells.get(category) ?? { balanceMinor: 0, differs: false };
    cells.set(category, { balanceMinor: sum + balanceMinor, differs: differs || differenceMinor !== 0 });
  }
  const total = (of: (line: ReconciliationLine) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  const feesMinor = total(({ balanceFeeMinor }) => balanceFeeMinor);
  return {
    ...{ day, cells, unmatched },
    fees: { balanceMinor: -feesMinor, differs: lines.some(({ feeDifferenceMinor }) => feeDifferenceMinor !== 0) },
    netMinor: total(({ balanceMinor }) => balanceMinor) - feesMinor,
    apartMinor: total((line) => Math.abs(line.differenceMinor) + Math.abs(line.feeDifferenceMinor)),
    transactions: total(({ transactions }) => transactions),
  };
}

const NAMES: Record<string, string> = {
  charge: 'Charges',
  charge_failure: 'Failed charges',
  partial_capture_reversal: 'Partial captures',
  refund: 'Refunds',
  refund_failure: 'Failed refunds',
  dispute: 'Disputes',
  dispute_reversal: 'Disputes reversed',
  fee: 'Account fees',
  network_cost: 'Network costs',
  tax: 'Tax on fees',
  other_adjustment: 'Adjustments',
  platform_earning: 'Application fees',
  payout: 'Payouts',
  payout_reversal: 'Payouts returned',
};

/** Stripe's reporting category in words. */
export const categoryName = (category: string): string =>
  NAMES[category] ?? `${category.charAt(0).toUpperCase()}${category.slice(1).replaceAll('_', ' ')}`;
