import { getPool } from '@/lib/db/client';
import { textArray } from '@/lib/db/text-array';
import type { Connection } from '../stripe-reader';
import type { StripeObject } from './kinds';
import { referencesOf } from './references';

/** Row by row, so that a page costs the same however much is held. */
const NOTE = `
  insert into backfill_reference (workspace_id, connection_id, kind, object_id, named_by)
  select $1, $2, r.kind, r.object_id, r.named_by
  from unnest($3::text[], $4::text[], $5::text[]) as r(kind, object_id, named_by)
  left join lateral (
    select true as held from pulled_object
    where workspace_id = $1 and connection_id = $2 and kind = r.kind and object_id = r.object_id limit 1
  ) p on true
  where p.held is null
  order by 3, 4
  on conflict do nothing`;

/** Many objects name the same few. */
const REMEMBERED = 50_000;
const seenBy = new WeakMap<Connection, Set<string>>();

interface Named {
  kind: string;
  objectId: string;
  by: string;
}

/**
 * Notes what these objects refer to and nothing is held of yet: a list may have left it out. What was asked for the same run,
 * told by its `connection` object, is mostly not asked again.
 */
export async function noteReferences(connection: Connection, objects: readonly StripeObject[]): Promise<void> {
  const seen = seenBy.get(connection) ?? new Set();
  const named = new Map<string, Named>();
  for (const object of objects) {
    for (const { kind, objectId } of referencesOf(object)) {
      const key = `${kind} ${objectId}`;
      if (!seen.has(key)) named.set(key, { kind, objectId, by: object.id });
    }
  }
  if (named.size === 0) return;
  await note(connection, [...named.values()]);
  if (seen.size > REMEMBERED) seen.clear();
  for (const key of named.keys()) seen.add(key);
  seenBy.set(connection, seen);
}

async function note({ workspaceId, id }: Connection, rows: readonly Named[]): Promise<void> {
  const column = (read: (row: Named) => string) => textArray(rows.map(read));
  await getPool().query({
    name: 'note-references',
    text: NOTE,
    values: [workspaceId, id, column(({ kind }) => kind), column(({ objectId }) => objectId), column(({ by }) => by)],
  });
}
