import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';
import { assignOwners } from './assign-owners';
import { CATALOG_KINDS, type ExtractedVersion } from './extract/extract-event';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

export interface Saved {
  /** Owners to fold again. */
  owners: Set<string>;
  /** Products, prices and coupons that have a new version. */
  catalog: string[];
}

/** Finds the owners of new versions and stores them. The catalog is left to be refreshed. */
export async function saveVersions(
  tx: pg.ClientBase,
  scope: Scope,
  extracted: readonly ExtractedVersion[],
): Promise<Saved> {
  const { ownerOf, moved } = await assignOwners(tx, scope, extracted);
  const owned = extracted.map((item) => ({
    item,
    owner: CATALOG_KINDS.includes(item.version.kind) ? '' : ownerOf(item),
  }));
  await insertVersions(tx, scope, owned);
  const owners = new Set([...moved, ...owned.map(({ owner }) => owner)]);
  owners.delete('');
  const catalog = extracted.filter(({ version }) => CATALOG_KINDS.includes(version.kind));
  return { owners, catalog: catalog.map(({ version }) => version.objectId) };
}

const INSERT = `
  insert into object_version
    (workspace_id, connection_id, kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous, body)
  select $1, $2, kind, object_id, event_id, owner_id, livemode::boolean, occurred_at::timestamptz, known_at::timestamptz, event_type,
    previous::json, body::json
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
    as v(kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous, body)
  on conflict do nothing`;

async function insertVersions(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Scope,
  owned: readonly { item: ExtractedVersion; owner: string }[],
): Promise<void> {
  if (owned.length === 0) return;
  const versions = owned.map(({ item }) => item.version);
  await tx.query({
    name: 'insert-versions',
    text: INSERT,
    values: [
      workspaceId,
      connectionId,
      textArray(versions.map(({ kind }) => kind)),
      textArray(versions.map(({ objectId }) => objectId)),
      textArray(versions.map(({ eventId }) => eventId)),
      textArray(owned.map(({ owner }) => owner)),
      textArray(versions.map(({ livemode }) => (livemode ? 't' : 'f'))),
      textArray(versions.map(({ occurredAt }) => occurredAt.toISOString())),
      textArray(versions.map(({ knownAt }) => knownAt.toISOString())),
      textArray(versions.map(({ eventType }) => eventType)),
      textArray(versions.map(({ previous }) => (previous === null ? null : JSON.stringify(previous)))),
      textArray(versions.map(({ body }) => JSON.stringify(body))),
    ],
  });
}
