import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { By } from '../by';
import { storedById, storedOn } from '../engine/load-stored';
import { lockCommissions } from '../engine/lock';
import { resettle } from '../engine/settle-people';

interface Answer {
  decision: 'accept' | 'dismiss';
  reason?: string | undefined;
}

/**
 * Accepted, a commission is counted by the terms proposed, and what was paid too much is clawed back. Dismissed, it stays as
 * it was paid, the same is not proposed again, and whoever the sale went to instead is not paid for it. Throws `not_found`,
 * or `conflict` where it is decided already.
 */
export async function decideProposal(
  { workspaceId, userId }: By,
  id: string,
  { decision, reason = '' }: Answer,
  now = new Date(),
): Promise<void> {
  await inTransaction(async (tx) => {
    await lockCommissions(tx, workspaceId);
    const { rows } = await tx.query<{ commissionId: string; status: string; createdAt: Date }>(
      `select commission_id as "commissionId", status, created_at as "createdAt" from commission_proposal
       where workspace_id = $1 and id = $2`,
      [workspaceId, id],
    );
    const [proposal] = rows;
    if (!proposal) throw new AppError('not_found', 'There is no such proposal.');
    if (proposal.status !== 'open') throw new AppError('conflict', `The proposal is ${proposal.status} already.`);
    const [commission] = await storedById(tx, workspaceId, [proposal.commissionId]);
    if (!commission) throw new AppError('not_found', 'There is no such proposal.');
    const accepted = decision === 'accept';
    await tx.query(
      'update commission_proposal set status = $3, decided_by_id = $4, decided_at = $5 where workspace_id = $1 and id = $2',
      [workspaceId, id, accepted ? 'accepted' : 'dismissed', userId, now],
    );
    if (accepted)
      await tx.query(
        `update commission c set terms = p.terms from commission_proposal p
         where c.workspace_id = $1 and c.id = $2 and p.workspace_id = $1 and p.id = $3`,
        [workspaceId, commission.id, id],
      );
    const words = accepted ? 'Change accepted' : 'Change dismissed';
    const by = { userId, now, reason: reason === '' ? words : `${words}: ${reason}` };
    await addNote(tx, workspaceId, commission, by);
    const others = accepted ? [] : await cancelInstead(tx, workspaceId, { ...proposal, commission }, by);
    await resettle(tx, workspaceId, [commission, ...others], now);
  });
}

interface Note {
  userId: string | null;
  reason: string;
  now: Date;
}

const addNote = (
  tx: pg.ClientBase,
  workspaceId: string,
  { id, seq, currency }: { id: string; seq: number; currency: string },
  { userId, reason, now }: Note,
) =>
  tx.query(
    `insert into commission_line (workspace_id, commission_id, seq, kind, amount_minor, currency, reason, by_id, at)
     values ($1, $2, $3, 'decision', 0, $4, $5, $6, $7)`,
    [workspaceId, id, seq + 1, currency, reason, userId, now],
  );

interface Dismissed {
  createdAt: Date;
  commission: Awaited<ReturnType<typeof storedById>>[number];
}

/** Commissions that came to be because the sale was credited to somebody else. */
async function cancelInstead(
  tx: pg.ClientBase,
  workspaceId: string,
  { commission, createdAt }: Dismissed,
  by: Note,
): Promise<Dismissed['commission'][]> {
  const { rows } = await tx.query<{ id: string }>(
    `update commission set decision = 'cancelled', reason = 'The sale stays credited as it was paid'
     where workspace_id = $1 and event = $2 and connection_id = $3 and source_id = $4 and id <> $5 and created_at >= $6
       and 'reassigned' = any(flags) and not in_payout and decision is null
     returning id`,
    [workspaceId, commission.event, commission.connectionId, commission.sourceId, commission.id, createdAt],
  );
  const ids = new Set(rows.map(({ id }) => id));
  const others = (await storedOn(tx, workspaceId, [commission])).filter(({ id }) => ids.has(id));
  for (const other of others)
    await addNote(tx, workspaceId, other, { ...by, reason: 'Cancelled: the sale stays credited as it was paid' });
  return others;
}
