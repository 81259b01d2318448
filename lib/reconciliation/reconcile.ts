import { addDays } from '@/lib/calendar/days';
import { isAnswered, ledgerCategory, signedOf } from './categories';
import { type Coverage, loadCoverage } from './load-coverage';
import { ledgerMovements, type Movement, storedTransactions, type Window } from './load-movements';
import { loadUnsettled, MARGIN_DAYS, type Settled, type Unsettled } from './load-unsettled';
import { type Match, type Matching, matchTransactions } from './match-transactions';
import { notInBalance, problemOf, type Unmatched } from './unmatched';

/** One category, day and currency of the balance. */
export interface ReconciledLine {
  day: string;
  category: string;
  currency: string;
  transactions: number;
  balanceMinor: bigint;
  balanceFeeMinor: bigint;
  /** Null where the ledger has nothing to say: payouts, transfers. */
  ledgerMinor: bigint | null;
  ledgerFeeMinor: bigint | null;
}

export interface Reconciliation {
  lines: ReconciledLine[];
  unmatched: Unmatched[];
  coverage: Coverage[];
  /** Rows of the ledger that cannot be compared: of a source or a day whose balance is not known. */
  uncompared: number;
  /** Rows that were learned after the balance was last read: the next reading tells. */
  awaiting: number;
}

export interface Question {
  workspaceId: string;
  livemode: boolean;
  from: string;
  to: string;
  timeZone: string;
  /** One connection only; all of them unless told. */
  connection?: string;
}

/**
 * Compares what the ledger says moved with the stored balance transactions, one by one and summed per reporting category
 * and day (definitions B6-11). A movement counts on the day of its transaction, in the currency of the balance.
 */
export async function reconcile(question: Question): Promise<Reconciliation> {
  const coverage = await loadCoverage(question);
  const { matches, left, settled, ...waiting } = await compareWindow(question, coverage, loadUnsettled);
  const lines = new Lines();
  for (const one of settled) lines.addSettled(one);
  for (const match of matches) lines.add(match);
  for (const movement of left) lines.addMissing(movement);
  const ofBalance = matches.flatMap((match) => problemOf(match) ?? []).sort(byDay);
  const unmatched = [...ofBalance, ...left.map(notInBalance).sort(byDay)];
  return { lines: lines.sorted(), unmatched, coverage, ...waiting };
}

const byDay = (a: Unmatched, b: Unmatched) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1);

type Compared = Matching & Pick<Reconciliation, 'uncompared' | 'awaiting'> & { settled: Settled[] };
type Days = Omit<Window, 'connectionIds'>;

/** Every match of some days, and what is left over. */
export const matchWindow = (days: Days, coverage: readonly Coverage[]): Promise<Compared> =>
  compareWindow(days, coverage, async (window) => {
    const [transactions, movements] = await Promise.all([storedTransactions(window), ledgerMovements(window)]);
    return { settled: [], transactions, movements };
  });

/** Days beside those that are asked for are looked at only where something is left over. */
async function compareWindow(
  days: Days,
  coverage: readonly Coverage[],
  load: (window: Window) => Promise<Unsettled>,
): Promise<Compared> {
  const window = { ...days, connectionIds: coverage.map(({ connectionId }) => connectionId) };
  const { settled, transactions, movements } = await load(window);
  const close = dueOf(matchTransactions(transactions, movements), coverage);
  if (close.left.length === 0 && close.matches.every((one) => problemOf(one) === null)) return { ...close, settled };
  const beside = await load({
    ...window,
    from: addDays(window.from, -MARGIN_DAYS),
    to: addDays(window.to, MARGIN_DAYS),
  });
  const { matches, left } = matchTransactions(beside.transactions, beside.movements);
  const inside = ({ day }: { day: string }) => day >= window.from && day < window.to;
  const kept = { matches: matches.filter(({ transaction }) => inside(transaction)), left: left.filter(inside) };
  return { ...dueOf(kept, coverage), settled: beside.settled.filter(inside) };
}

/** Keeps of what is left over only what the balance would hold by now, and counts the rest. */
function dueOf({ matches, left }: Matching, coverage: readonly Coverage[]): Omit<Compared, 'settled'> {
  const of = new Map(coverage.map((one) => [one.connectionId, one]));
  const isKnown = ({ connectionId, day, occurredAt }: Movement) => {
    const source = of.get(connectionId);
    if (!source?.compared) return false;
    return (source.from === null || day >= source.from) && (source.until === null || occurredAt <= source.until);
  };
  const isDue = ({ connectionId, knownAt }: Movement) => {
    const readAt = of.get(connectionId)?.readAt ?? null;
    return readAt === null || knownAt <= readAt;
  };
  const known = left.filter(isKnown);
  const due = known.filter(isDue);
  return { matches, left: due, uncompared: left.length - known.length, awaiting: known.length - due.length };
}

class Lines {
  private readonly lines = new Map<string, ReconciledLine>();

  add({ transaction, category, amount, fee }: Match): void {
    const line = this.line(transaction.day, category, transaction.currency);
    line.transactions += 1;
    line.balanceMinor += transaction.amount;
    line.balanceFeeMinor += transaction.fee;
    if (line.ledgerMinor !== null) line.ledgerMinor += amount ?? 0n;
    if (line.ledgerFeeMinor !== null) line.ledgerFeeMinor += fee;
  }

  addSettled({ day, currency, transactions, amount, fee }: Settled): void {
    const line = this.line(day, 'charge', currency);
    line.transactions += transactions;
    line.balanceMinor += amount;
    line.balanceFeeMinor += fee;
    line.ledgerMinor = (line.ledgerMinor ?? 0n) + amount;
    line.ledgerFeeMinor = (line.ledgerFeeMinor ?? 0n) + fee;
  }

  addMissing(movement: Movement): void {
    const line = this.line(movement.day, ledgerCategory(movement), movement.currency);
    line.ledgerMinor = (line.ledgerMinor ?? 0n) + signedOf(movement);
  }

  sorted(): ReconciledLine[] {
    const keyOf = ({ day, category, currency }: ReconciledLine) => `${day} ${category} ${currency}`;
    return [...this.lines.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  private line(day: string, category: string, currency: string): ReconciledLine {
    const key = `${day} ${category} ${currency}`;
    const known = this.lines.get(key);
    if (known) return known;
    const nothing = isAnswered(category) ? 0n : null;
    const line = { day, category, currency, transactions: 0, balanceMinor: 0n, balanceFeeMinor: 0n };
    const fresh = { ...line, ledgerMinor: nothing, ledgerFeeMinor: nothing };
    this.lines.set(key, fresh);
    return fresh;
  }
}
