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

/** Notes what these objects refer to and nothing is held of yet: a list may have left it out. */
export async function noteReferences({ workspaceId, id }: Connection, objects: readonly StripeObject[]): Promise<void> {
  const named = new Map<string, { kind: string; objectId: string; by: string }>();
  for (const object of objects)
    for (const { kind, objectId } of referencesOf(object))
      named.set(`${kind} ${objectId}`, { kind, objectId, by: object.id });
  if (named.size === 0) return;
  const rows = [...named.values()];
  const column = (read: (row: (typeof rows)[number]) => string) => textArray(rows.map(read));
  await getPool().query({
    name: 'note-references',
    text: NOTE,
    values: [workspaceId, id, column(({ kind }) => kind), column(({ objectId }) => objectId), column(({ by }) => by)],
  });
}
