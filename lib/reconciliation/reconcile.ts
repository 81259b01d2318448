import { addDays } from '@/lib/calendar/days';
import { isAnswered, ledgerCategory, signedOf } from './categories';
import { type Coverage, loadCoverage } from './load-coverage';
import { ledgerMovements, type Movement, storedTransactions, type Window } from './load-movements';
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

/** A charge may be captured, and so reach the balance, up to this many days after it was made. */
const MARGIN_DAYS = 31;
/** What is held in memory at once. */
const PIECE_DAYS = 31;

/**
 * Compares what the ledger says moved with the stored balance transactions, one by one and summed per reporting category
 * and day (definitions B6-11). A movement counts on the day of its transaction, in the currency of the balance.
 */
export async function reconcile(question: Question): Promise<Reconciliation> {
  const coverage = await loadCoverage(question);
  const lines = new Lines();
  const unmatched: Unmatched[] = [];
  let [uncompared, awaiting] = [0, 0];
  for (let from = question.from; from < question.to; from = addDays(from, PIECE_DAYS)) {
    const end = addDays(from, PIECE_DAYS);
    const found = await matchWindow({ ...question, from, to: end < question.to ? end : question.to }, coverage);
    for (const match of found.matches) lines.add(match);
    for (const movement of found.left) lines.addMissing(movement);
    unmatched.push(...found.matches.flatMap((match) => problemOf(match) ?? []), ...found.left.map(notInBalance));
    uncompared += found.uncompared;
    awaiting += found.awaiting;
  }
  return { lines: lines.sorted(), unmatched, coverage, uncompared, awaiting };
}

type Compared = Matching & Pick<Reconciliation, 'uncompared' | 'awaiting'>;

/** The matches of some days. Days beside them are looked at only where something is left over. */
export async function matchWindow(
  days: Omit<Window, 'connectionIds'>,
  coverage: readonly Coverage[],
): Promise<Compared> {
  const window = { ...days, connectionIds: coverage.map(({ connectionId }) => connectionId) };
  const close = sorted(await match(window), coverage);
  if (close.left.length === 0 && close.matches.every((one) => problemOf(one) === null)) return close;
  const wide = { ...window, from: addDays(window.from, -MARGIN_DAYS), to: addDays(window.to, MARGIN_DAYS) };
  const { matches, left } = await match(wide);
  const inside = ({ day }: { day: string }) => day >= window.from && day < window.to;
  return sorted(
    { matches: matches.filter(({ transaction }) => inside(transaction)), left: left.filter(inside) },
    coverage,
  );
}

async function match(window: Window): Promise<Matching> {
  const [transactions, movements] = await Promise.all([storedTransactions(window), ledgerMovements(window)]);
  return matchTransactions(transactions, movements);
}

/** Keeps of what is left over only what the balance would hold by now, and counts the rest. */
function sorted({ matches, left }: Matching, coverage: readonly Coverage[]): Compared {
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
