import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import { type Actor, byHand } from '../actions/by-hand';
import type { Done } from '../actions/done';
import { logAction } from '../actions/log-action';
import { namedId } from '../actions/named-id';
import { loadIdentityInForce } from '../identity-in-force';
import { type AliasScope, leadTo, linksOf, personOf, resolveNamed, standingFor } from './alias-links';

interface Wish {
  livemode: boolean;
  /** The id that is to stand for another. */
  alias: string;
  to: string;
  reason?: string | undefined;
}

export interface AliasAnswer extends Done {
  alias: string;
  to: string;
  /** Whom both stand for now. */
  person: string;
}

/** Of ids that servers name. */
const LONGEST = 255;

/**
 * A server says that two ids are one person, known or not: an anonymous id and a user's at login, for one. What is not known
 * yet waits. To say it again changes nothing.
 */
export async function addAlias(actor: Actor, { livemode, ...wish }: Wish): Promise<AliasAnswer> {
  const scope = { ...actor, livemode };
  const lowerCaseIds = await inTransaction((tx) => allLowerCase(tx, actor.workspaceId));
  const alias = namedId(wish.alias, 'alias', { lowerCaseIds, longest: LONGEST });
  const to = namedId(wish.to, 'to', { lowerCaseIds, longest: LONGEST });
  if (alias === to) throw new AppError('unprocessable', `“${alias}” is named twice: it stands for itself.`, 'to');
  const link = { alias, to };
  // Most are said at every login: these wait for nobody.
  const known = await inTransaction((tx) => alreadyOne(tx, scope, link));
  if (known !== null) return { ...link, person: known, ...NOTHING };
  return byHand(actor.workspaceId, async (tx) => {
    const person = await alreadyOne(tx, scope, link);
    if (person !== null) return { ...link, person, ...NOTHING };
    await refuseWhatWasSplit(tx, scope, link);
    return { ...link, ...(await join(tx, scope, { ...link, kind: 'alias' })) };
  });
}

const NOTHING: Done = { actionId: null, changed: false, moved: 0 };

/** Merges a person into another one, who keeps its id: their histories are one from now on. */
export function mergePeople(actor: Actor, { livemode, ...wish }: Wish): Promise<Done> {
  const scope = { ...actor, livemode };
  const alias = namedId(wish.alias, 'alias');
  const to = namedId(wish.to, 'to');
  if (alias === to) throw new AppError('unprocessable', `“${alias}” cannot be merged into itself.`, 'to');
  return byHand(actor.workspaceId, async (tx) => {
    for (const [field, id] of Object.entries({ alias, to }))
      if (!(await isKnown(tx, scope, id))) throw new AppError('not_found', `There is no person “${id}”.`, field);
    if ((await alreadyOne(tx, scope, { alias, to })) !== null) return NOTHING;
    const { person: _, ...done } = await join(tx, scope, { alias, to, kind: 'merge', reason: wish.reason });
    return done;
  });
}

type Scope = AliasScope & Actor;
interface Link {
  alias: string;
  to: string;
}

/** The person, where both ids stand for the same one already. Throws `conflict` where the target stands for the alias. */
async function alreadyOne(tx: pg.ClientBase, scope: AliasScope, { alias, to }: Link): Promise<string | null> {
  const [from, person] = [await personOf(tx, scope, alias), await personOf(tx, scope, to)];
  if (from !== person) return null;
  const links = await linksOf(tx, scope, person);
  if (standingFor(links, alias).includes(to))
    throw new AppError('conflict', `“${to}” stands for “${alias}” already: the other way round is a circle.`, 'to');
  return person;
}

async function join(
  tx: pg.ClientBase,
  scope: Scope,
  { alias, to, kind, reason }: Link & { kind: 'alias' | 'merge'; reason?: string | undefined },
) {
  const { workspaceId, livemode } = scope;
  const before = await personOf(tx, scope, alias);
  if (before !== alias)
    throw new AppError(
      'conflict',
      `“${alias}” stands for “${before}” already, not for “${to}”: split them first.`,
      'alias',
    );
  const person = await personOf(tx, scope, to);
  const ids = standingFor(await linksOf(tx, scope, alias), alias);
  await tx.query(
    `insert into person_alias (workspace_id, livemode, alias_id, target_id, person_id) values ($1, $2, $3, $4, $5)`,
    [workspaceId, livemode, alias, to, person],
  );
  await leadTo(tx, scope, { ids, before, person });
  const moved = await resolveNamed(tx, scope, ids);
  const actionId = await logAction(tx, scope, { kind, livemode, subject: alias, personId: to, reason });
  return { person, actionId, changed: true, moved };
}

/** What somebody took apart by hand is joined by hand only, or the next login would undo it. */
async function refuseWhatWasSplit(tx: pg.ClientBase, { workspaceId, livemode }: AliasScope, { alias, to }: Link) {
  const { rows } = await tx.query(
    `select from identity_action where workspace_id = $1 and livemode = $2 and subject = $3 and person_id = $4
       and kind in ('merge', 'alias') and undone_at is not null limit 1`,
    [workspaceId, livemode, alias, to],
  );
  if (rows.length > 0)
    throw new AppError('conflict', `“${alias}” and “${to}” were split by hand: merge them by hand.`, 'alias');
}

/** Whether a customer stands for it, or carries it. */
async function isKnown(tx: pg.ClientBase, { workspaceId, livemode }: AliasScope, id: string): Promise<boolean> {
  const { rows } = await tx.query(
    `select from ledger_owner where workspace_id = $1 and person_id = $2 and livemode = $3
     union all select from owner_identifier where workspace_id = $1 and identifier = any($4) and livemode = $3 limit 1`,
    [workspaceId, id, livemode, [`id:${id}`, `email:${id}`]],
  );
  return rows.length > 0;
}

/** Ids are compared as the rules compare them, where all sources agree on that. */
async function allLowerCase(tx: pg.ClientBase, workspaceId: string): Promise<boolean> {
  const { mapping } = await loadIdentityInForce(tx, workspaceId);
  const { rows } = await tx.query<{ id: string }>('select id from connection where workspace_id = $1', [workspaceId]);
  return rows.length > 0 && rows.every(({ id }) => mapping(id).settings.lowerCaseIds);
}
