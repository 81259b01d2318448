import { daysBetween } from '@/lib/calendar/days';
import { parseDecimal } from '@/lib/money/decimal';
import { convertMinor } from '@/lib/money/rates';
import { categoryOf, isFee, isPayment, ledgerCategory, signedOf } from './categories';
import type { Movement, Transaction } from './load-movements';

/** A balance transaction with what the ledger says of it. */
export interface Match {
  transaction: Transaction;
  category: string;
  /** The rows of the ledger that stand for it. */
  movements: Movement[];
  /** What the ledger says it moved; null when it knows of no such movement. */
  amount: bigint | null;
  fee: bigint;
}

export interface Matching {
  matches: Match[];
  /** What the ledger holds and no transaction accounts for. */
  left: Movement[];
}

/** Pairs transactions with the rows of the ledger, by the ids in both. Pure. */
export function matchTransactions(transactions: readonly Transaction[], movements: readonly Movement[]): Matching {
  const ledger = new Ledger(movements);
  const matches = transactions.map((transaction) => matchOne(transaction, ledger));
  for (const match of matches) if (match.amount === null) untold(match, ledger);
  cameAndWent(matches);
  capturedInPart(matches);
  return { matches, left: ledger.left() };
}

/** The rows of the ledger by what names them, and which are taken. */
class Ledger {
  private readonly taken = new Set<Movement>();
  private readonly moved = new Map<string, Movement[]>();
  private readonly fees = new Map<string, Movement[]>();

  constructor(private readonly movements: readonly Movement[]) {
    for (const movement of movements) {
      if (movement.measure === 'fee') push(this.fees, feeKey(movement), movement);
      else for (const key of keysOf(movement)) push(this.moved, key, movement);
    }
  }

  take(keys: readonly string[]): Movement | undefined {
    const found = keys.flatMap((key) => this.moved.get(key) ?? []).find((movement) => !this.taken.has(movement));
    if (found) this.taken.add(found);
    return found;
  }

  takeFees(keys: readonly string[]): Movement[] {
    const found = keys.map((key) => this.fees.get(key)).find((fees) => fees !== undefined) ?? [];
    for (const fee of found) this.taken.add(fee);
    return found;
  }

  takeFirst(isIt: (movement: Movement) => boolean): Movement | undefined {
    const found = this.movements.find((movement) => !this.taken.has(movement) && isIt(movement));
    if (found) this.taken.add(found);
    return found;
  }

  /** A fee is left only where its payment is not: the payment says it already. */
  left(): Movement[] {
    const left = this.movements.filter((movement) => !this.taken.has(movement));
    const named = new Set(
      left.flatMap(({ measure, objects }) => (measure === 'fee' ? [] : objects.map(({ id }) => id))),
    );
    return left.filter(({ measure, objects }) => measure !== 'fee' || !objects.some(({ id }) => named.has(id)));
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function matchOne(transaction: Transaction, ledger: Ledger): Match {
  const category = categoryOf(transaction);
  const { connectionId, id, source } = transaction;
  const found = ledger.take([`${connectionId} ${id}`, `${connectionId} ${category} ${source}`]);
  const fees = ledger.takeFees([
    `${connectionId} ${id}`,
    ...(isPayment(transaction) ? [`${connectionId} ${source}`] : []),
  ]);
  const fee = fees.reduce((sum, { amount }) => sum + amount, 0n);
  const movements = [...(found ? [found] : []), ...fees];
  if (isFee(transaction)) {
    const amount = fees.length === 0 ? null : transaction.fee - fee;
    return { transaction, category, movements, amount, fee: transaction.fee };
  }
  const amount = found ? inBalance(signedOf(found), found.currency, transaction) : null;
  return { transaction, category, movements, amount, fee };
}

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

/** A refund that only its charge told of has no id of its own: the amount and the day find it. */
function untold(match: Match, ledger: Ledger): void {
  const { transaction, category } = match;
  if (category !== 'refund') return;
  const found = ledger.takeFirst(
    (movement) =>
      movement.measure === 'refund' &&
      (movement.objects[0]?.id.includes(':refunded:') ?? false) &&
      movement.connectionId === transaction.connectionId &&
      movement.currency === transaction.currency &&
      signedOf(movement) === transaction.amount &&
      Math.abs(daysBetween(movement.day, transaction.day)) <= 1,
  );
  if (!found) return;
  match.movements.push(found);
  match.amount = transaction.amount;
}

/** A payment that failed after it had come was never one: the ledger holds neither side, and both cancel out. */
function cameAndWent(matches: readonly Match[]): void {
  const unknown = (category: string) => matches.filter((match) => match.category === category && match.amount === null);
  const payments = unknown('charge');
  for (const failure of unknown('charge_failure')) {
    const payment = payments.find(
      ({ transaction: { connectionId, source, currency, amount }, amount: known }) =>
        known === null &&
        connectionId === failure.transaction.connectionId &&
        source === failure.transaction.source &&
        currency === failure.transaction.currency &&
        amount === -failure.transaction.amount,
    );
    if (!payment) continue;
    for (const match of [payment, failure]) match.amount = match.transaction.amount;
  }
}

/** What was held and not captured comes and goes in the balance; the ledger holds what was captured. */
function capturedInPart(matches: readonly Match[]): void {
  for (const reversal of matches) {
    if (reversal.category !== 'partial_capture_reversal' || reversal.amount !== null) continue;
    const payment = matches.find(
      ({ category, amount, transaction }) =>
        category === 'charge' &&
        amount !== null &&
        transaction.connectionId === reversal.transaction.connectionId &&
        transaction.currency === reversal.transaction.currency &&
        transaction.amount - amount === -reversal.transaction.amount,
    );
    if (!payment) continue;
    for (const match of [payment, reversal]) match.amount = match.transaction.amount;
  }
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
