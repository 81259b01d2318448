import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { tryProjectionLock } from '@/lib/db/projection-lock';
import { absorbEvents } from './absorb-events';
import type { Outcome, PendingEvent } from './extract-events';
import { loadFoldSettings } from './load-fold-settings';
import { reasonOf } from './reason-of';
import { refoldOwners } from './refold-owners';

export const BATCH = 500;
/** A backlog is taken in larger pieces: its customers come up several times, and are folded once. */
export const LARGEST_BATCH = 2000;

/**
 * Projects the next stored events of a workspace in one transaction: versions, owners, ledger rows, rollups and the mark
 * that they are done commit together or not at all. Returns how many were taken; 0 when there are none or when another
 * process holds the workspace.
 */
export function projectBatch(workspaceId: string, limit = BATCH): Promise<number> {
  return inTransaction(async (tx) => {
    if (!(await tryProjectionLock(tx, workspaceId))) return 0;
    const events = await takePending(tx, workspaceId, limit);
    if (events.length > 0) await projectEvents(tx, workspaceId, events);
    return events.length;
  });
}

const COLUMNS = `connection_id as "connectionId", id, type, livemode, account, occurred_at as "occurredAt", known_at as "knownAt", country, payload`;

async function takePending(tx: pg.ClientBase, workspaceId: string, limit: number): Promise<PendingEvent[]> {
  const rows = await tx.query<PendingEvent>({
    name: 'take-pending',
    text: `select ${COLUMNS} from stripe_event where workspace_id = $1 and state = 'pending' order by seq limit $2`,
    values: [workspaceId, limit],
  });
  return rows.rows;
}

async function projectEvents(tx: pg.ClientBase, workspaceId: string, events: readonly PendingEvent[]): Promise<void> {
  await tx.query('savepoint batch');
  try {
    await markOutcomes(tx, workspaceId, await absorbAndFold(tx, workspaceId, events));
  } catch (error) {
    await tx.query('rollback to savepoint batch');
    if (isConnectionLoss(error)) throw error;
    // Something in the batch cannot be written: halve it until the culprit stands alone and can be parked by name.
    const [only] = events;
    if (events.length === 1 && only) {
      await markOutcomes(tx, workspaceId, [
        { connectionId: only.connectionId, id: only.id, state: 'failed', reason: reasonOf(error) },
      ]);
      return;
    }
    const middle = Math.ceil(events.length / 2);
    await projectEvents(tx, workspaceId, events.slice(0, middle));
    await projectEvents(tx, workspaceId, events.slice(middle));
  }
  await tx.query('release savepoint batch');
}

async function absorbAndFold(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly PendingEvent[],
): Promise<readonly Outcome[]> {
  const { outcomes, dirty } = await absorbEvents(tx, workspaceId, events);
  const settings = await loadFoldSettings(tx, workspaceId);
  for (const [connectionId, owners] of dirty) await refoldOwners(tx, settings, connectionId, [...owners]);
  return outcomes;
}

export async function markOutcomes(
  tx: pg.ClientBase,
  workspaceId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  await tx.query({
    name: 'mark-outcomes',
    text: `update stripe_event e set state = o.state, reason = o.reason, projected_at = now()
      from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as o(connection_id, id, state, reason)
      where e.workspace_id = $1 and e.connection_id = o.connection_id and e.id = o.id
        and (e.state, e.reason) is distinct from (o.state, o.reason)`,
    values: [
      workspaceId,
      outcomes.map(({ connectionId }) => connectionId),
      outcomes.map(({ id }) => id),
      outcomes.map(({ state }) => state),
      outcomes.map(({ reason }) => reason),
    ],
  });
}

/** SQLSTATE class 08, 57 (shutdown, cancel), 40 (deadlock, serialisation), 53 (resources): not the events' fault. */
const isConnectionLoss = (error: unknown) => {
  if (typeof error !== 'object' || error === null || !('code' in error))
    return /terminated|timeout|ECONN/i.test(String(error));
  return typeof error.code !== 'string' || /^(08|57|40|53|ECONN|EPIPE)/.test(error.code);
};
