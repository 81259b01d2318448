import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { GIVES_UP_AFTER_MS, nextAttempt } from './delivery-schedule';

const GONE = 410;

interface Attempt {
  workspaceId: string;
  endpointId: string;
  messageId: string;
  /** Those made before this one. */
  attempts: number;
  at: Date;
  durationMs: number;
  outcome: { status: number | null; text: string | null; problem: string | null; askedToWaitMs?: number };
}

/** Keeps what came of an attempt, and when the next is due. */
export async function noteAttempt(attempt: Attempt): Promise<void> {
  const { workspaceId, endpointId, messageId, attempts, at, durationMs, outcome } = attempt;
  const { status, text, problem } = outcome;
  const next = problem === null ? null : nextAttempt(attempts + 1, at, outcome.askedToWaitMs);
  const state = problem === null ? 'delivered' : next ? 'pending' : 'failed';
  await inTransaction(async (tx) => {
    await tx.query(
      `insert into outgoing_attempt (workspace_id, endpoint_id, message_id, attempted_at, duration_ms, status, response, problem)
       select $1, $2, $3, $4, $5, $6, $7, $8 where exists (select from outgoing_message where workspace_id = $1 and id = $3)`,
      [workspaceId, endpointId, messageId, at, durationMs, status, text, problem],
    );
    // Unless it was taken anew meanwhile, as from a process that was held up.
    await tx.query(
      `update outgoing_delivery set state = $5, attempts = attempts + 1, next_at = $6
       where workspace_id = $1 and endpoint_id = $2 and message_id = $3 and attempts = $4 and state = 'pending'`,
      [workspaceId, endpointId, messageId, attempts, state, next],
    );
    await noteHealth(tx, attempt, state);
  });
}

async function noteHealth(tx: pg.ClientBase, { workspaceId, endpointId, at, outcome }: Attempt, state: string) {
  if (state === 'delivered') {
    await tx.query(
      'update outgoing_endpoint set failing_since = null where workspace_id = $1 and id = $2 and failing_since is not null',
      [workspaceId, endpointId],
    );
    return;
  }
  await tx.query(
    'update outgoing_endpoint set failing_since = $3 where workspace_id = $1 and id = $2 and failing_since is null',
    [workspaceId, endpointId, at],
  );
  if (outcome.status === GONE) return disable(tx, { workspaceId, endpointId }, 'It answered 410 Gone.');
  // Only once a message was given up: one that is sent now and then is given all its attempts.
  if (state !== 'failed') return;
  const { rowCount } = await tx.query(
    'select from outgoing_endpoint where workspace_id = $1 and id = $2 and failing_since <= $3',
    [workspaceId, endpointId, new Date(at.getTime() - GIVES_UP_AFTER_MS)],
  );
  if (rowCount) await disable(tx, { workspaceId, endpointId }, 'Nothing came through for five days.');
}

const disable = async (
  tx: pg.ClientBase,
  { workspaceId, endpointId }: { workspaceId: string; endpointId: string },
  reason: string,
): Promise<void> => {
  await tx.query(
    'update outgoing_endpoint set enabled = false, disabled_reason = $3 where workspace_id = $1 and id = $2 and enabled',
    [workspaceId, endpointId, reason],
  );
};
