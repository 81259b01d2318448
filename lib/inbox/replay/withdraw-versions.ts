import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';
import { groupBy } from '@/lib/group-by';
import { CATALOG_KINDS, type ExtractedVersion, FACT_KINDS } from '../extract/extract-event';
import type { InboxEvent } from '../stored-pages';

/** Whose versions were withdrawn, by connection. */
export interface Withdrawn {
  connectionId: string;
  owners: Set<string>;
  /** Products, prices and coupons. */
  catalog: string[];
}

/**
 * Takes back what these events said when they were read before, so that reading them again says it anew, as it is read now.
 * A version is found by the object of its event, or by what the event comes to now: there is no index by event.
 */
export async function withdrawVersions(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly InboxEvent[],
  extracted: ReadonlyMap<string, readonly ExtractedVersion[]>,
): Promise<Withdrawn[]> {
  const again = groupBy(
    events.filter((event) => event.again),
    ({ connectionId }) => connectionId,
  );
  const withdrawn: Withdrawn[] = [];
  for (const [connectionId, list] of again) {
    const ids = new Set(list.map(({ id }) => id));
    const keys = [
      ...list.flatMap(({ id, objectId }) => (objectId === null ? [] : [{ id, objectId }])),
      ...(extracted.get(connectionId) ?? [])
        .filter(({ version }) => ids.has(version.eventId))
        .map(({ version }) => ({ id: version.eventId, objectId: version.objectId })),
    ];
    const rows = await tx.query<{ kind: string; object_id: string; owner_id: string }>({
      name: 'withdraw-versions',
      text: `delete from object_version v using (select distinct * from unnest($4::text[], $5::text[])) as k(event_id, object_id)
        where v.workspace_id = $1 and v.connection_id = $2 and v.kind = any($3) and v.object_id = k.object_id and v.event_id = k.event_id
        returning v.kind, v.object_id, v.owner_id`,
      values: [
        workspaceId,
        connectionId,
        FACT_KINDS,
        textArray(keys.map(({ id }) => id)),
        textArray(keys.map(({ objectId }) => objectId)),
      ],
    });
    const owners = new Set(rows.rows.map(({ owner_id }) => owner_id));
    owners.delete('');
    const catalog = rows.rows.filter(({ kind }) => CATALOG_KINDS.some((known) => known === kind));
    withdrawn.push({ connectionId, owners, catalog: catalog.map(({ object_id }) => object_id) });
  }
  return withdrawn;
}
