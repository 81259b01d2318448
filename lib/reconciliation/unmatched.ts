import { isAnswered, ledgerCategory, signedOf } from './categories';
import type { Movement } from './load-movements';
import type { Match } from './match-transactions';

export const PROBLEMS = [
  'not in the ledger',
  'another amount in the ledger',
  'another fee in the ledger',
  'not in the balance',
] as const;

/** What keeps a day from coming out at 0.00. */
export interface Unmatched {
  connectionId: string;
  /** A `txn_` id; of a movement that no transaction accounts for, the id of its charge, refund or dispute. */
  id: string;
  /** What the transaction moved: a charge, refund, dispute … */
  source: string | null;
  day: string;
  category: string;
  currency: string;
  /** In the balance, and by the ledger; null on the side that does not know it. */
  amountMinor: bigint;
  ledgerMinor: bigint | null;
  problem: (typeof PROBLEMS)[number];
}

/** What is wrong with a transaction; null when the ledger says the same. */
export function problemOf({ transaction, category, amount, fee }: Match): Unmatched | null {
  if (!isAnswered(category)) return null;
  const { connectionId, id, source, day, currency, amount: amountMinor } = transaction;
  const of = (problem: Unmatched['problem'], ledgerMinor: bigint | null): Unmatched => ({
    ...{ connectionId, id, source, day, category, currency, amountMinor },
    ...{ ledgerMinor, problem },
  });
  // A transaction that moves nothing but a fee needs no movement.
  if (amount === null && amountMinor !== 0n) return of('not in the ledger', null);
  if (amount !== null && amount !== amountMinor) return of('another amount in the ledger', amount);
  return fee === transaction.fee ? null : of('another fee in the ledger', amount);
}

export function notInBalance(movement: Movement): Unmatched {
  const { connectionId, day, currency, objects, measure } = movement;
  const own = objects.find(({ type }) => type === measure) ?? objects[0];
  const minor = signedOf(movement);
  return {
    ...{ connectionId, id: own?.id ?? movement.entryId, source: own?.id ?? null, day, currency },
    ...{ category: ledgerCategory(movement), amountMinor: minor, ledgerMinor: minor, problem: 'not in the balance' },
  };
}
