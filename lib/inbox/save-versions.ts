import type pg from 'pg';
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

// JSON goes in as lines: it holds no line break of its own, and so needs no quoting.
const INSERT = `
  insert into object_version
    (workspace_id, connection_id, kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous, body)
  select $1, $2, kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous::jsonb, body::jsonb
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::timestamptz[], $9::timestamptz[], $10::text[],
    string_to_array($11, E'\\n', ''), string_to_array($12, E'\\n'))
    as v(kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous, body)
  on conflict do nothing`;

async function insertVersions(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
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
      versions.map(({ kind }) => kind),
      versions.map(({ objectId }) => objectId),
      versions.map(({ eventId }) => eventId),
      owned.map(({ owner }) => owner),
      versions.map(({ livemode }) => livemode),
      versions.map(({ occurredAt }) => occurredAt.toISOString()),
      versions.map(({ knownAt }) => knownAt.toISOString()),
      versions.map(({ eventType }) => eventType),
      versions.map(({ previous }) => (previous === null ? '' : JSON.stringify(previous))).join('\n'),
      versions.map(({ body }) => JSON.stringify(body)).join('\n'),
    ],
  });
}
