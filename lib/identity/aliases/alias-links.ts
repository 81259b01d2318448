import type pg from 'pg';
import { z } from 'zod';
import { groupBy } from '@/lib/group-by';
import type { Actor } from '../actions/by-hand';
import { reresolve } from '../reresolve';

/** Ids stand for people within one workspace and one mode. */
export interface AliasScope {
  workspaceId: string;
  livemode: boolean;
}

const linkRow = z.object({ aliasId: z.string(), targetId: z.string() });
/** As it was said. */
export type AliasLink = z.output<typeof linkRow>;

/** Whom an id stands for in the end. */
export async function personOf(tx: pg.ClientBase, { workspaceId, livemode }: AliasScope, id: string): Promise<string> {
  const { rows } = await tx.query<{ person_id: string }>(
    'select person_id from person_alias where workspace_id = $1 and livemode = $2 and alias_id = $3',
    [workspaceId, livemode, id],
  );
  return rows[0]?.person_id ?? id;
}

/** All that was said of ids that stand for this person. */
export async function linksOf(tx: pg.ClientBase, { workspaceId, livemode }: AliasScope, person: string) {
  const { rows } = await tx.query(
    `select alias_id as "aliasId", target_id as "targetId" from person_alias
     where workspace_id = $1 and livemode = $2 and person_id = $3`,
    [workspaceId, livemode, person],
  );
  return z.array(linkRow).parse(rows);
}

/** An id, and all ids that stand for it. */
export function standingFor(links: readonly AliasLink[], id: string): string[] {
  const aliases = groupBy(links, ({ targetId }) => targetId);
  const found = [id];
  for (const one of found) found.push(...(aliases.get(one) ?? []).map(({ aliasId }) => aliasId));
  return found;
}

/** These ids stand for another person from now on, and no longer for `before`: one hop to read, however many were said. */
export async function leadTo(
  tx: pg.ClientBase,
  { workspaceId, livemode }: AliasScope,
  { ids, before, person }: { ids: readonly string[]; before: string; person: string },
): Promise<void> {
  await tx.query(
    `update person_alias set person_id = $4 where workspace_id = $1 and livemode = $2 and alias_id = any($3)`,
    [workspaceId, livemode, ids, person],
  );
  // What was clicked under these ids is the person's.
  await tx.query(
    `insert into attribution_due (workspace_id, key, cause) select $1, 'person:' || person, 'identity' from unnest($2::text[]) as person
     where exists (select from touchpoint where workspace_id = $1)`,
    [workspaceId, [before, person]],
  );
}

/** Finds out anew who all customers are that any of these ids may name; returns how many moved. */
export async function resolveNamed(
  tx: pg.ClientBase,
  { workspaceId, livemode, userId }: AliasScope & Actor,
  ids: readonly string[],
): Promise<number> {
  const { rows } = await tx.query<{ connection_id: string; owner_id: string }>(
    `select connection_id, owner_id from owner_identifier
     where workspace_id = $1 and livemode = $2 and identifier = any($4)
     union
     select connection_id, owner_id from identity_pin where workspace_id = $1 and person_id = any($3)
     union
     select o.connection_id, o.id from connection c
     join ledger_owner o on o.workspace_id = c.workspace_id and o.connection_id = c.id and o.id = any($3)
     where c.workspace_id = $1 and o.livemode = $2`,
    [workspaceId, livemode, ids, ids.flatMap((id) => [`id:${id}`, `email:${id}`])],
  );
  let moved = 0;
  for (const [connectionId, named] of groupBy(rows, ({ connection_id }) => connection_id)) {
    const owners = named.map(({ owner_id }) => owner_id);
    moved += (await reresolve(tx, { workspaceId, connectionId, userId, cause: 'alias', owners })).moved;
  }
  return moved;
}
