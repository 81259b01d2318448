import type pg from 'pg';
import { groupBy } from '@/lib/group-by';
import type { AnyVersion } from '@/lib/ledger/facts';
import { orderVersions } from '@/lib/ledger/order-versions';
import { loadCatalogVersions } from './load-versions';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

/**
 * Rewrites the catalog rows of these objects from all their versions; returns the owners whose figures were waiting for
 * terms (tiers, coupons) that may be known now.
 */
export async function refreshCatalog(tx: pg.ClientBase, scope: Scope, objectIds: readonly string[]): Promise<string[]> {
  const versions = await loadCatalogVersions(tx, scope, [...new Set(objectIds)]);
  const rows = [...groupBy(versions, ({ objectId }) => objectId).values()].flatMap(
    (list) => catalogRow(scope, list) ?? [],
  );
  await tx.query(
    `insert into catalog_item select * from json_populate_recordset(null::catalog_item, $1)
     on conflict (workspace_id, connection_id, id) do update
     set kind = excluded.kind, name = excluded.name, product_id = excluded.product_id, deleted = excluded.deleted, body = excluded.body`,
    [JSON.stringify(rows)],
  );
  const waiting = await tx.query<{ owner_id: string }>(
    `select distinct owner_id from ledger_issue
     where workspace_id = $1 and connection_id = $2 and kind in ('unsupported_price', 'unknown_discount')`,
    [scope.workspaceId, scope.connectionId],
  );
  return waiting.rows.map(({ owner_id }) => owner_id);
}

function catalogRow({ workspaceId, connectionId }: Scope, versions: AnyVersion[]) {
  const ordered = orderVersions(versions);
  const last = ordered.at(-1);
  if (!last) return null;
  const base = { workspace_id: workspaceId, connection_id: connectionId, id: last.objectId, kind: last.kind };
  switch (last.kind) {
    case 'product': {
      // A deletion may carry no name: the last known one stays.
      const named = ordered.findLast(({ kind, body }) => kind === 'product' && 'name' in body && body.name !== null);
      const name = named?.kind === 'product' ? named.body.name : null;
      return { ...base, name, product_id: last.objectId, deleted: last.body.deleted, body: last.body };
    }
    case 'price':
      return {
        ...base,
        name: last.body.name,
        product_id: last.body.productId,
        deleted: last.body.deleted,
        body: tiersOf(ordered, last.body),
      };
    case 'coupon':
      return { ...base, name: last.body.name, product_id: null, deleted: last.body.deleted, body: last.body };
    default:
      return null;
  }
}

/** Tiers never change but are only sent when asked for: the last version that has them counts. */
function tiersOf(ordered: readonly AnyVersion[], body: object): object {
  const withTiers = ordered.findLast(
    ({ kind, body: other }) => kind === 'price' && 'tiers' in other && other.tiers !== null,
  );
  return withTiers?.kind === 'price' ? { ...body, tiers: withTiers.body.tiers } : body;
}
