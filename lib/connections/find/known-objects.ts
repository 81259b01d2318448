import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { FACT_KINDS } from '@/lib/inbox/extract/extract-event';

/** An object as far as events told of it. */
export interface KnownObject {
  connectionId: string;
  objectId: string;
  /** Our word for its type; null for one that others named only. */
  kind: string | null;
  /** Customer or guest; "" in the catalog. */
  ownerId: string;
}

const objectRow = z.object({
  connectionId: z.string(),
  objectId: z.string(),
  kind: z.string().nullable(),
  ownerId: z.string(),
});

const CONNECTIONS = '(select id from connection where workspace_id = $1)';

/** Whatever has this id, in any of the workspace's sources: an object, one that another names, or that of an event. */
export async function findKnownObjects(workspaceId: string, id: string): Promise<KnownObject[]> {
  const versions = await queryRows(objectRow, {
    text: `select distinct connection_id as "connectionId", object_id as "objectId", kind, owner_id as "ownerId" from object_version
      where workspace_id = $1 and connection_id in ${CONNECTIONS} and kind = any($2) and object_id = $3 limit 20`,
    values: [workspaceId, FACT_KINDS, id],
  });
  if (versions.length > 0) return versions;
  return queryRows(objectRow, {
    text: `select connection_id as "connectionId", object_id as "objectId", null as kind, owner_id as "ownerId" from object_owner
      where workspace_id = $1 and connection_id in ${CONNECTIONS} and object_id = $2
      union
      select connection_id, id, null, id from ledger_owner
      where workspace_id = $1 and connection_id in ${CONNECTIONS} and id = $2`,
    values: [workspaceId, id],
  });
}

const eventRow = z.object({ objectId: z.string().nullable() });

/** Of which object an event is, when there is an event with this id. */
export async function objectOfEvent(workspaceId: string, eventId: string): Promise<string | null> {
  const [event] = await queryRows(eventRow, {
    text: `select object_id as "objectId" from stripe_event
      where workspace_id = $1 and connection_id in ${CONNECTIONS} and id = $2 limit 1`,
    values: [workspaceId, eventId],
  });
  return event?.objectId ?? null;
}

const idRow = z.object({ objectId: z.string() });

/** Ids of everything that is known of an owner, what was told last first. */
export async function objectsOfOwner(
  workspaceId: string,
  connectionId: string,
  ownerId: string,
  most: number,
): Promise<string[]> {
  const rows = await queryRows(idRow, {
    text: `select object_id as "objectId" from object_version
      where workspace_id = $1 and connection_id = $2 and owner_id = $3 group by 1 order by max(occurred_at) desc, 1 limit $4`,
    values: [workspaceId, connectionId, ownerId, most],
  });
  return rows.map(({ objectId }) => objectId);
}

/** Events of an object, or of all objects of an owner, the newest first. */
export async function eventsOf(
  workspaceId: string,
  { connectionId, objectId, ownerId }: { connectionId: string; objectId: string | null; ownerId: string },
  most: number,
): Promise<string[]> {
  const rows = await queryRows(z.object({ id: z.string() }), {
    text: `select event_id as id from object_version
      where workspace_id = $1 and connection_id = $2 and kind = any($3) and owner_id = $4 and ($5::text is null or object_id = $5)
      group by 1 order by max(known_at) desc, 1 limit $6`,
    values: [workspaceId, connectionId, FACT_KINDS, ownerId, objectId, most],
  });
  return rows.map(({ id }) => id);
}
