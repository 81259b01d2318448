import type pg from 'pg';
import type { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { By } from '../by';
import { awaitsProposal, voidedAs } from '../count/status-of';
import { type StoredRow, storedById } from '../engine/load-stored';
import { lockCommissions } from '../engine/lock';
import { resettle } from '../engine/settle-people';
import type { decisionInput } from '../inputs';
import type { Decision } from '../types';
import { noCommission } from './load-commission';

type Verb = z.output<typeof decisionInput>['decision'];

const DECIDED: Record<Verb, Decision> = {
  approve: 'approved',
  hold: 'hold',
  release: 'released',
  fraud: 'fraud',
  duplicate: 'duplicate',
  cancel: 'cancelled',
};
const WORDS: Record<Verb, string> = {
  approve: 'Approved',
  hold: 'Put on hold',
  release: 'Released',
  fraud: 'Marked as fraud',
  duplicate: 'Marked as a duplicate',
  cancel: 'Cancelled',
};

export interface Decided {
  changed: number;
  refused: { id: string; reason: string }[];
}

/**
 * Decides about commissions, each by itself, and keeps who, when and why in their history. What was paid stays paid: what it
 * should not have earned is clawed back. Throws `not_found` where one is not there, and `unprocessable` without a reason that
 * is needed.
 */
export async function decideCommissions(
  { workspaceId, userId }: By,
  { ids, decision, reason }: z.output<typeof decisionInput>,
  now: Date,
): Promise<Decided> {
  if (reason === '' && voidedAs(DECIDED[decision]))
    throw new AppError('unprocessable', 'Say why: the partner may ask.', 'reason');
  return inTransaction(async (tx) => {
    await lockCommissions(tx, workspaceId);
    const rows = await storedById(tx, workspaceId, ids);
    if (rows.length < new Set(ids).size) throw noCommission();
    const refused = rows.flatMap((row) => {
      const why = whyNot(row, decision, now);
      return why === null ? [] : { id: row.id, reason: why };
    });
    const taken = rows.filter(({ id }) => !refused.some((one) => one.id === id));
    await note(tx, workspaceId, taken, { decision, reason, userId, now });
    await resettle(tx, workspaceId, taken, now);
    return { changed: taken.length, refused };
  });
}

/** Why a decision makes no sense for a commission; null where it does. */
function whyNot(row: StoredRow, verb: Verb, now: Date) {
  const { status, livemode, holdUntil, flags, inPayout, wasPaid, decision } = row;
  if ((verb === 'approve' || verb === 'release') && awaitsProposal(row))
    return 'Of its sale a change of what was paid is proposed: decide about that first.';
  if (DECIDED[verb] === decision) return 'It is so already.';
  if (verb === 'approve') {
    if (!livemode) return 'It is of test mode, which is never paid.';
    if (status === 'approved' || status === 'paid') return 'It is approved already.';
    if (status !== 'pending' && status !== 'hold') return `It is ${status}: release it first.`;
    if (flags.includes('unconverted')) return 'Its sale waits for an exchange rate.';
    if (now < holdUntil) return `Its holding period is not over until ${holdUntil.toISOString().slice(0, 10)}.`;
    return null;
  }
  if (inPayout && !wasPaid) return 'It is in a payout that is open: pay or cancel that first.';
  if (verb === 'hold' && wasPaid) return 'It is paid: mark it as fraud, a duplicate or cancelled to claw it back.';
  if (verb === 'hold' && ['fraud', 'duplicate', 'cancelled', 'refunded'].includes(status)) return `It is ${status}.`;
  if (
    verb === 'release' &&
    decision !== 'hold' &&
    status !== 'hold' &&
    !['fraud', 'duplicate', 'cancelled'].includes(decision ?? '')
  )
    return 'Nothing holds it.';
  return null;
}

interface Note {
  decision: Verb;
  reason: string;
  userId: string | null;
  now: Date;
}

async function note(
  tx: pg.ClientBase,
  workspaceId: string,
  rows: readonly StoredRow[],
  { decision, reason, userId, now }: Note,
): Promise<void> {
  const words = reason === '' ? WORDS[decision] : `${WORDS[decision]}: ${reason}`;
  await tx.query('update commission set decision = $3, reason = $4 where workspace_id = $1 and id = any($2)', [
    workspaceId,
    rows.map(({ id }) => id),
    DECIDED[decision],
    reason === '' ? null : reason,
  ]);
  await tx.query(
    `insert into commission_line (workspace_id, commission_id, seq, kind, amount_minor, currency, reason, by_id, at)
     select $1, n.id, n.seq, 'decision', 0, n.currency, $3, $4, $5 from json_to_recordset($2) n(id text, seq int, currency text)`,
    [
      workspaceId,
      JSON.stringify(rows.map(({ id, seq, currency }) => ({ id, seq: seq + 1, currency }))),
      words,
      userId,
      now,
    ],
  );
}
