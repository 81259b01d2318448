import type pg from 'pg';
import { newId } from '@/lib/auth/new-id';
import type { By } from '../by';

/** In place of an event: a rule of a partner's own that pays nothing, from when it was archived until it came back. */
export const ABSENCE = 'absence';

/** Remembers of a partner that comes back since when it was archived: what happened meanwhile is never credited to it. */
export async function rememberAbsence(
  tx: pg.ClientBase,
  { workspaceId, userId }: By,
  partnerId: string,
): Promise<void> {
  await tx.query(
    `insert into reward_rule (workspace_id, id, name, partner_id, event, created_at, archived_at, created_by_id)
     select workspace_id, $3, 'Archived', id, '${ABSENCE}', archived_at, now(), $4 from partner
     where workspace_id = $1 and id = $2 and archived_at is not null for update`,
    [workspaceId, partnerId, newId('rwd'), userId],
  );
}
