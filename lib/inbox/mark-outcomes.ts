import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';
import type { Outcome } from './extract-events';

/** Writes to the inbox what became of its events. */
export async function markOutcomes(
  tx: pg.ClientBase,
  workspaceId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.query({
    name: 'mark-outcomes',
    text: `update stripe_event e set state = o.state, reason = o.reason, projected_at = now()
      from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as o(connection_id, id, state, reason)
      where e.workspace_id = $1 and e.connection_id = o.connection_id and e.id = o.id
        and (e.state, e.reason) is distinct from (o.state, o.reason)`,
    values: [
      workspaceId,
      textArray(outcomes.map(({ connectionId }) => connectionId)),
      textArray(outcomes.map(({ id }) => id)),
      textArray(outcomes.map(({ state }) => state)),
      textArray(outcomes.map(({ reason }) => reason)),
    ],
  });
}
