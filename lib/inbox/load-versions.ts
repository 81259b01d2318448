import type pg from 'pg';
import { z } from 'zod';
import { groupBy } from '@/lib/group-by';
import type { AnyVersion } from '@/lib/ledger/facts';
import { versionsNeedingRaw } from '@/lib/ledger/order-versions';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

interface VersionRow {
  kind: string;
  object_id: string;
  event_id: string;
  owner_id: string;
  livemode: boolean;
  occurred_at: Date;
  known_at: Date;
  event_type: string;
  previous: unknown;
  body: unknown;
}

/** All versions of these owners, by owner, with the raw objects of those that only these can put in order. */
export async function loadVersions(
  tx: pg.ClientBase,
  scope: Scope,
  owners: readonly string[],
): Promise<Map<string, AnyVersion[]>> {
  const rows = await tx.query<VersionRow>({
    name: 'load-versions',
    text: `select kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous, body
      from object_version where workspace_id = $1 and connection_id = $2 and owner_id = any($3)`,
    values: [scope.workspaceId, scope.connectionId, owners],
  });
  const byOwner = new Map<string, AnyVersion[]>();
  for (const row of rows.rows) {
    const version = toVersion(row);
    const list = byOwner.get(row.owner_id);
    if (list) list.push(version);
    else byOwner.set(row.owner_id, [version]);
  }
  await addRaw(tx, scope, [...byOwner.values()]);
  return byOwner;
}

/** Catalog versions (products, prices, coupons, promotion codes) of these objects. */
export async function loadCatalogVersions(
  tx: pg.ClientBase,
  scope: Scope,
  objectIds: readonly string[],
): Promise<AnyVersion[]> {
  const rows = await tx.query<VersionRow>(
    `select kind, object_id, event_id, owner_id, livemode, occurred_at, known_at, event_type, previous, body
     from object_version where workspace_id = $1 and connection_id = $2 and kind in ('product', 'price', 'coupon', 'promotion_code') and object_id = any($3)`,
    [scope.workspaceId, scope.connectionId, objectIds],
  );
  const versions = rows.rows.map(toVersion);
  await addRaw(tx, scope, [versions]);
  return versions;
}

// Only extractEvent writes these rows, each body with the shape of its kind, so they are not parsed a second time.
const toVersion = (row: VersionRow): AnyVersion =>
  ({
    kind: row.kind,
    objectId: row.object_id,
    eventId: row.event_id,
    eventType: row.event_type,
    occurredAt: row.occurred_at,
    knownAt: row.known_at,
    livemode: row.livemode,
    previous: row.previous,
    body: row.body,
  }) as AnyVersion;

const rawShape = z.looseObject({ data: z.looseObject({ object: z.json() }) });

async function addRaw(tx: pg.ClientBase, scope: Scope, groups: readonly AnyVersion[][]): Promise<void> {
  const needed = groups.flatMap((versions) => {
    const byObject = groupBy(versions, ({ kind, objectId }) => `${kind}:${objectId}`);
    return [...byObject.values()].flatMap((list) => (list.length > 1 ? versionsNeedingRaw(list) : []));
  });
  if (needed.length === 0) return;
  const events = await tx.query<{ id: string; payload: string }>(
    'select id, payload from stripe_event where workspace_id = $1 and connection_id = $2 and id = any($3)',
    [scope.workspaceId, scope.connectionId, [...new Set(needed.map(({ eventId }) => eventId))]],
  );
  const payloads = new Map(events.rows.map(({ id, payload }) => [id, payload]));
  for (const version of needed) {
    const raw = rawShape.safeParse(JSON.parse(payloads.get(version.eventId) ?? 'null'));
    if (raw.success) version.raw = raw.data.data.object;
  }
}
