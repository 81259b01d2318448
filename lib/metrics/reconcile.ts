import { addDays, daysBetween } from '@/lib/calendar/days';
import { parseDecimal } from '@/lib/money/decimal';
import { convertMinor } from '@/lib/money/rates';
import {
  hasTransactions,
  ledgerMovements,
  type Movement,
  storedTransactions,
  type Transaction,
  type Window,
} from './balance-movements';

/** Stripe's reporting categories that the ledger answers for; payouts, transfers and the like are not revenue. */
const ANSWERED = [
  'charge',
  'charge_failure',
  'refund',
  'refund_failure',
  'partial_capture_reversal',
  'dispute',
  'dispute_reversal',
  'fee',
  'other_adjustment',
  'network_cost',
];

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

interface Unmatched {
  /** A `txn_` id; of a movement that no transaction accounts for, the id of its charge, refund or dispute. */
  id: string;
  day: string;
  category: string;
  currency: string;
  amountMinor: bigint;
  problem: 'not in the ledger' | 'another amount in the ledger' | 'another fee in the ledger' | 'not in the balance';
}

interface Reconciliation {
  /** False when no balance transactions are stored: there is nothing to compare with. */
  available: boolean;
  lines: ReconciledLine[];
  unmatched: Unmatched[];
}

/** A charge may be captured, and so reach the balance, up to this many days after it was made. */
const MARGIN_DAYS = 31;

/**
 * Compares what the ledger says moved with the stored balance transactions, one by one and summed per reporting category
 * and day (definitions B6-11). A movement counts on the day of its transaction, in the currency of the balance.
 */
export async function reconcile(window: Window): Promise<Reconciliation> {
  if (!(await hasTransactions(window.workspaceId, window.livemode)))
    return { available: false, lines: [], unmatched: [] };
  const wide = { ...window, from: addDays(window.from, -MARGIN_DAYS), to: addDays(window.to, MARGIN_DAYS) };
  const [transactions, movements] = await Promise.all([storedTransactions(wide), ledgerMovements(wide)]);
  const { matches, left } = match(transactions, movements);
  const inside = ({ day }: { day: string }) => day >= window.from && day < window.to;
  const shown = matches.filter(({ transaction }) => inside(transaction));
  const missing = left.filter(inside);
  return {
    available: true,
    lines: sumUp(shown, missing),
    unmatched: [...shown.flatMap(problemOf), ...missing.map(notInBalance)],
  };
}

interface Match {
  transaction: Transaction;
  category: string;
  /** What the ledger says this transaction moved; null when it knows of no such movement. */
  amount: bigint | null;
  fee: bigint;
}

function match(transactions: readonly Transaction[], movements: readonly Movement[]) {
  const moved = new Map<string, Movement[]>();
  const fees = new Map<string, bigint>();
  for (const movement of movements) {
    if (movement.measure === 'fee') {
      const key = feeKey(movement);
      fees.set(key, (fees.get(key) ?? 0n) + movement.amount);
    } else for (const key of keysOf(movement)) moved.set(key, [...(moved.get(key) ?? []), movement]);
  }
  const taken = new Set<Movement>();
  const matches = transactions.map((transaction): Match => {
    const category = categoryOf(transaction);
    const { connectionId, id, source } = transaction;
    const candidates = [`${connectionId} ${id}`, `${connectionId} ${category} ${source}`].flatMap(
      (key) => moved.get(key) ?? [],
    );
    const found = candidates.find((movement) => !taken.has(movement));
    if (found) taken.add(found);
    const ofSource = isPayment(transaction) ? fees.get(`${connectionId} ${source}`) : undefined;
    return {
      transaction,
      category,
      amount: found ? inBalance(signedOf(found), found.currency, transaction) : null,
      fee: fees.get(`${connectionId} ${id}`) ?? ofSource ?? 0n,
    };
  });
  for (const one of matches) {
    const found = one.amount === null ? untoldRefund(one, movements, taken) : undefined;
    if (!found) continue;
    taken.add(found);
    one.amount = one.transaction.amount;
  }
  return { matches, left: movements.filter((movement) => movement.measure !== 'fee' && !taken.has(movement)) };
}

/** A refund that only its charge told of has no id of its own: the amount and the day find it. */
function untoldRefund({ transaction, category }: Match, movements: readonly Movement[], taken: ReadonlySet<Movement>) {
  if (category !== 'refund') return undefined;
  return movements.find(
    (movement) =>
      !taken.has(movement) &&
      movement.measure === 'refund' &&
      movement.objects[0]?.id.includes(':refunded:') &&
      movement.connectionId === transaction.connectionId &&
      movement.currency === transaction.currency &&
      signedOf(movement) === transaction.amount &&
      Math.abs(daysBetween(movement.day, transaction.day)) <= 1,
  );
}

const isPayment = ({ type }: Transaction) => type === 'charge' || type === 'payment';

/** The fee of a payment is told by its charge, until its balance transaction is known by id. */
function feeKey({ connectionId, objects }: Movement): string {
  const own = objects.find(({ type }) => type === 'balance_transaction') ?? objects[0];
  return `${connectionId} ${own?.id ?? ''}`;
}

/** What names the movement: its transaction where known, else the object that moved. */
function keysOf(movement: Movement): string[] {
  const { connectionId, objects } = movement;
  const named = objects.filter(({ type }) => type === 'balance_transaction');
  const own = movement.measure === 'charge' ? objects.filter(({ type }) => type === 'charge') : objects.slice(0, 1);
  if (named.length > 0) return named.map(({ id }) => `${connectionId} ${id}`);
  return own.map(({ id }) => `${connectionId} ${ledgerCategory(movement)} ${id}`);
}

const ledgerCategory = ({ measure, amount }: Movement): string => {
  if (measure === 'charge') return 'charge';
  if (measure === 'refund') return amount > 0n ? 'refund' : 'refund_failure';
  return measure === 'dispute_withdrawn' ? 'dispute' : 'dispute_reversal';
};

/** Positive when the balance grows. */
const signedOf = ({ measure, amount }: Movement) =>
  measure === 'refund' || measure === 'dispute_withdrawn' ? -amount : amount;

const OLD_NAMES: Record<string, string> = {
  payment: 'charge',
  payment_refund: 'refund',
  payment_failure_refund: 'charge_failure',
  payment_reversal: 'charge_failure',
  stripe_fee: 'fee',
};

/** Before Stripe named categories, the type tells; of an adjustment for a dispute, its sign. */
function categoryOf({ category, type, source, amount }: Transaction): string {
  const disputed = (source?.startsWith('dp_') || source?.startsWith('du_')) ?? false;
  if (type === 'adjustment' && disputed) return amount < 0n ? 'dispute' : 'dispute_reversal';
  return OLD_NAMES[category] ?? (category === 'adjustment' ? 'other_adjustment' : category);
}

/** A movement in the currency of the balance. Stripe's own rounding of its conversion is Stripe's figure. */
function inBalance(amount: bigint, currency: string, transaction: Transaction): bigint {
  if (currency === transaction.currency) return amount;
  const rate = transaction.exchangeRate === null ? null : parseDecimal(transaction.exchangeRate);
  if (!rate || rate.n <= 0n) return amount;
  const converted = convertMinor(amount, currency, transaction.currency, rate);
  const gap = converted - transaction.amount;
  return gap >= -1n && gap <= 1n ? transaction.amount : converted;
}

function sumUp(matches: readonly Match[], missing: readonly Movement[]): ReconciledLine[] {
  const lines = new Map<string, ReconciledLine>();
  const lineOf = (day: string, category: string, currency: string): ReconciledLine => {
    const key = `${day} ${category} ${currency}`;
    const known = lines.get(key);
    if (known) return known;
    const nothing = ANSWERED.includes(category) ? 0n : null;
    const line = { day, category, currency, transactions: 0, balanceMinor: 0n, balanceFeeMinor: 0n };
    const fresh = { ...line, ledgerMinor: nothing, ledgerFeeMinor: nothing };
    lines.set(key, fresh);
    return fresh;
  };
  for (const { transaction, category, amount, fee } of matches) {
    const line = lineOf(transaction.day, category, transaction.currency);
    line.transactions += 1;
    line.balanceMinor += transaction.amount;
    line.balanceFeeMinor += transaction.fee;
    if (line.ledgerMinor !== null) line.ledgerMinor += amount ?? 0n;
    if (line.ledgerFeeMinor !== null) line.ledgerFeeMinor += fee;
  }
  for (const movement of missing) {
    const line = lineOf(movement.day, ledgerCategory(movement), movement.currency);
    line.ledgerMinor = (line.ledgerMinor ?? 0n) + signedOf(movement);
  }
  return [...lines.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ day, category, currency }: ReconciledLine) => `${day} ${category} ${currency}`;

function problemOf({ transaction, category, amount, fee }: Match): Unmatched[] {
  if (!ANSWERED.includes(category)) return [];
  const { id, day, currency, amount: amountMinor } = transaction;
  const of = (problem: Unmatched['problem']) => [{ id, day, category, currency, amountMinor, problem }];
  // A transaction that moves nothing but a fee needs no movement.
  if (amount === null && amountMinor !== 0n) return of('not in the ledger');
  if (amount !== null && amount !== amountMinor) return of('another amount in the ledger');
  return fee === transaction.fee ? [] : of('another fee in the ledger');
}

function notInBalance(movement: Movement): Unmatched {
  const { day, currency, objects, measure } = movement;
  const own = objects.find(({ type }) => type === measure) ?? objects[0];
  const category = ledgerCategory(movement);
  return { id: own?.id ?? '', day, category, currency, amountMinor: signedOf(movement), problem: 'not in the balance' };
}
