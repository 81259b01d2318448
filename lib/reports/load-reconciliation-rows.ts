import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { AppError } from '@/lib/errors';
import { ledgerCategory, signedOf } from '@/lib/reconciliation/categories';
import { loadCoverage } from '@/lib/reconciliation/load-coverage';
import type { Movement } from '@/lib/reconciliation/load-movements';
import { loadMembers } from '@/lib/reconciliation/load-payouts';
import type { Match } from '@/lib/reconciliation/match-transactions';
import { matchWindow, type Question } from '@/lib/reconciliation/reconcile';
import { notInBalance, problemOf, type Unmatched } from '@/lib/reconciliation/unmatched';
import { stripeObject } from './explain-row';
import { reconciliationQuestion } from './load-reconciliation';
import type { SearchParams } from './report-params';
import { toNumber } from './to-number';
import type { Account, ExplainObject } from './types';

interface LedgerSide {
  entryId: string;
  customerId: string;
  measure: string;
  day: string;
  currency: string;
  /** As it moves the balance: negative when money leaves. */
  amountMinor: number;
  objects: ExplainObject[];
}

interface BalanceSide {
  connectionId: string;
  object: ExplainObject;
  /** What it moved: a charge, refund, dispute … */
  source: ExplainObject | null;
  amountMinor: number;
  feeMinor: number;
}

export interface ReconciledRow {
  day: string;
  category: string;
  currency: string;
  /** Null where both sides say the same. */
  problem: Unmatched['problem'] | null;
  transaction: BalanceSide | null;
  ledger: LedgerSide[];
}

export interface ReconciliationRows {
  rows: ReconciledRow[];
  /** How many further ones there are. */
  more: number;
}

const shape = z.object({
  day: z.iso.date().optional(),
  category: z.string().max(64).optional(),
  currency: z.string().max(8).optional(),
  payout: z.string().max(255).optional(),
});
type Asked = z.output<typeof shape>;

const MOST_ROWS = 1000;

/**
 * Both sides of one day, category and currency, or of one payout: each balance transaction beside the rows of the ledger
 * that stand for it. Throws `bad_request` naming the parameter.
 */
export async function loadReconciliationRows(account: Account, search: SearchParams): Promise<ReconciliationRows> {
  const asked = parse(search);
  const day = asked.day ?? '2000-01-01';
  const question = reconciliationQuestion(account, { ...search, from: day, to: addDays(day, 1) });
  const found = asked.payout ? await ofPayout(question, asked.payout) : await ofDay(question, asked);
  const rows = found.map((one) => ('transaction' in one ? balanceRow(one, question) : ledgerOnly(one, question)));
  rows.sort((a, b) => Number(a.problem === null) - Number(b.problem === null) || (a.day < b.day ? -1 : 1));
  return { rows: rows.slice(0, MOST_ROWS), more: Math.max(0, rows.length - MOST_ROWS) };
}

function parse(search: SearchParams): Asked {
  const last = (value: string | string[] | undefined) => (Array.isArray(value) ? value.at(-1) : value) || undefined;
  const { day, category, currency, payout } = search;
  const parsed = shape.safeParse({
    ...{ day: last(day), category: last(category), currency: last(currency), payout: last(payout) },
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError('bad_request', `${String(issue?.path[0])}: ${issue?.message}`, String(issue?.path[0]));
  }
  if (!parsed.data.payout && !parsed.data.day)
    throw new AppError('bad_request', 'day: is needed, unless a payout is asked for.', 'day');
  return parsed.data;
}

async function ofDay(question: Question, { category, currency }: Asked): Promise<(Match | Movement)[]> {
  const { matches, left } = await matchWindow(question, await loadCoverage(question));
  const isAsked = (found: { category: string; currency: string }) =>
    (category === undefined || found.category === category) && (currency === undefined || found.currency === currency);
  return [
    ...matches.filter((match) => isAsked({ category: match.category, currency: match.transaction.currency })),
    ...left.filter((movement) => isAsked({ category: ledgerCategory(movement), currency: movement.currency })),
  ];
}

async function ofPayout(question: Question, payout: string): Promise<Match[]> {
  const members = await loadMembers(question, payout);
  const [first, last] = [members[0], members.at(-1)];
  if (!first || !last) return [];
  const window = { ...question, from: first.day, to: addDays(last.day, 1) };
  const { matches } = await matchWindow(window, await loadCoverage(question));
  const ids = new Set(members.map(({ id }) => id));
  return matches.filter(({ transaction }) => ids.has(transaction.id));
}

const exact = (minor: bigint) => toNumber(minor) ?? 0;

function balanceRow(match: Match, { livemode }: Question): ReconciledRow {
  const { connectionId, id, source, day, currency, amount, fee } = match.transaction;
  return {
    ...{ day, category: match.category, currency, problem: problemOf(match)?.problem ?? null },
    transaction: {
      connectionId,
      object: stripeObject('balance_transaction', id, livemode),
      source: source === null ? null : stripeObject(typeOf(source), source, livemode),
      amountMinor: exact(amount),
      feeMinor: exact(fee),
    },
    ledger: match.movements.map((movement) => ledgerSide(movement, livemode)),
  };
}

function ledgerOnly(movement: Movement, { livemode }: Question): ReconciledRow {
  const { day, category, currency, problem } = notInBalance(movement);
  return { day, category, currency, problem, transaction: null, ledger: [ledgerSide(movement, livemode)] };
}

function ledgerSide(movement: Movement, livemode: boolean): LedgerSide {
  const { entryId, ownerId, measure, day, currency, objects } = movement;
  return {
    ...{ entryId, customerId: ownerId, measure, day, currency, amountMinor: exact(signedOf(movement)) },
    objects: objects.map(({ type, id }) => stripeObject(type, id, livemode)),
  };
}

const TYPES: Record<string, string> = {
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  pyr: 'refund',
  dp: 'dispute',
  du: 'dispute',
  po: 'payout',
};
const typeOf = (id: string) => TYPES[id.split('_')[0] ?? ''] ?? 'object';
