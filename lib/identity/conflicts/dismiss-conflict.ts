import type pg from 'pg';
import { AppError } from '@/lib/errors';
import { type Actor, byHand } from '../actions/by-hand';
import type { Done } from '../actions/done';
import { logAction } from '../actions/log-action';
import { DUPLICATES, SHARED } from './conflict-sql';

interface Wish {
  livemode: boolean;
  /** As it is kept: "email:a@b.com". */
  identifier: string;
  /** Of an identifier that too many customers of one source carry; without it, of an address that several people have. */
  connectionId?: string | undefined;
  reason?: string | undefined;
}

/**
 * Says that a conflict is none: the people with one address are several indeed, or an identifier rightly names nobody. It is
 * remembered, and nothing else changes.
 */
export function dismissConflict(actor: Actor, { livemode, identifier, connectionId, reason }: Wish): Promise<Done> {
  return byHand(actor.workspaceId, async (tx) => {
    const people = await openConflict(tx, { ...actor, livemode, identifier, connectionId });
    if (!people) throw new AppError('not_found', 'There is no such conflict any more.', 'identifier');
    const actionId = await logAction(tx, actor, {
      ...{ kind: 'dismiss', livemode, subject: identifier, reason, decision: { people } },
      ...(connectionId !== undefined && { connectionId }),
    });
    return { actionId, changed: true, moved: 0 };
  });
}

/** Whom it is about; null where there is none. */
async function openConflict(
  tx: pg.ClientBase,
  { workspaceId, livemode, identifier, connectionId }: Wish & { workspaceId: string },
): Promise<string[] | null> {
  const { rows } =
    connectionId === undefined
      ? await tx.query<{ people: string[] }>(`select people from (${DUPLICATES}) c where c.identifier = $3`, [
          workspaceId,
          livemode,
          identifier,
        ])
      : await tx.query<{ people: string[] }>(
          `select '{}'::text[] as people from (${SHARED}) c where c.identifier = $3 and c.connection_id = $4`,
          [workspaceId, livemode, identifier, connectionId],
        );
  return rows[0]?.people ?? null;
}
