import type pg from 'pg';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { leadTo, linksOf, personOf, resolveNamed, standingFor } from '../aliases/alias-links';
import { setPin } from '../pins/pin';
import { type Actor, byHand } from './by-hand';
import type { Done } from './done';
import { ACTION_KINDS, before } from './log-action';

const actionRow = z.object({
  id: z.string(),
  kind: z.enum(ACTION_KINDS),
  livemode: z.boolean(),
  connectionId: z.string().nullable(),
  subject: z.string(),
  personId: z.string().nullable(),
  before: before.nullable(),
  undoneAt: z.date().nullable(),
});
type Action = z.output<typeof actionRow>;

/** Takes back what somebody did to identities by hand: all is as if it had not been done. Throws `conflict` where it cannot be. */
export function undoAction(actor: Actor, id: string): Promise<Done> {
  return byHand(actor.workspaceId, async (tx) => {
    const action = await requireAction(tx, actor.workspaceId, id);
    if (action.undoneAt) throw new AppError('conflict', 'This was undone already.');
    const moved = await takeBack(tx, actor, action);
    await tx.query(
      'update identity_action set undone_at = clock_timestamp(), undone_by_id = $3 where workspace_id = $1 and id = $2',
      [actor.workspaceId, id, actor.userId],
    );
    return { actionId: id, changed: true, moved };
  });
}

async function requireAction(tx: pg.ClientBase, workspaceId: string, id: string): Promise<Action> {
  const { rows } = await tx.query(
    `select id, kind, livemode, connection_id as "connectionId", subject, person_id as "personId", before,
       undone_at as "undoneAt" from identity_action where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  const [action] = z.array(actionRow).parse(rows);
  if (!action) throw new AppError('not_found', 'There is no such action.', 'actionId');
  return action;
}

function takeBack(tx: pg.ClientBase, actor: Actor, action: Action): Promise<number> {
  switch (action.kind) {
    case 'link':
    case 'unlink':
    case 'policy':
      return restorePin(tx, actor, action);
    case 'merge':
    case 'alias':
      return split(tx, actor, action);
    case 'dismiss':
      return Promise.resolve(0);
    case 'erase':
      throw new AppError('conflict', 'What was erased cannot be brought back.');
  }
}

async function restorePin(
  tx: pg.ClientBase,
  actor: Actor,
  { connectionId, subject, ...action }: Action,
): Promise<number> {
  const { workspaceId } = actor;
  const later = await tx.query<{ kind: string; person_id: string | null }>(
    `select kind, person_id from identity_action
     where workspace_id = $1 and connection_id = $2 and subject = $3 and kind in ('link', 'unlink', 'policy')
       and undone_at is null and (created_at, id) > (select created_at, id from identity_action where workspace_id = $1 and id = $4)
     order by created_at, id limit 1`,
    [workspaceId, connectionId, subject, action.id],
  );
  const [next] = later.rows;
  if (next) throw new AppError('conflict', `“${subject}” ${SINCE[next.kind] ?? 'was changed'} since: undo that first.`);
  if (connectionId === null || !action.before || (await isErased(tx, { workspaceId, connectionId, subject })))
    throw new AppError('conflict', `The data of “${subject}” was erased: this cannot be undone.`);
  const customer = { connectionId, customerId: subject };
  const isPolicy = action.kind === 'policy';
  const moved = await setPin(tx, actor, { ...customer, to: action.before.pin ?? null, settledBefore: isPolicy });
  return moved ? 1 : 0;
}

async function isErased(
  tx: pg.ClientBase,
  { workspaceId, connectionId, subject }: { workspaceId: string; connectionId: string; subject: string },
): Promise<boolean> {
  const { rows } = await tx.query(
    'select from erased_subject where workspace_id = $1 and connection_id = $2 and subject_id = $3',
    [workspaceId, connectionId, subject],
  );
  return rows.length > 0;
}

const SINCE: Record<string, string> = {
  link: 'was linked to somebody',
  unlink: 'was unlinked',
  policy: 'had its conflict settled',
};

/** The alias, and all that stood for it, stand for it again. */
async function split(tx: pg.ClientBase, actor: Actor, { livemode, subject: alias, personId: target }: Action) {
  const scope = { ...actor, livemode };
  const person = await personOf(tx, scope, alias);
  const links = await linksOf(tx, scope, person);
  if (!links.some(({ aliasId, targetId }) => aliasId === alias && targetId === target))
    throw new AppError('conflict', `“${alias}” does not stand for “${target}” any more.`);
  const ids = standingFor(links, alias);
  await tx.query('delete from person_alias where workspace_id = $1 and livemode = $2 and alias_id = $3', [
    ...[actor.workspaceId, livemode, alias],
  ]);
  await leadTo(tx, scope, { ids, before: person, person: alias });
  return resolveNamed(tx, scope, ids);
}
