import type pg from 'pg';
import { groupBy } from '@/lib/group-by';
import type { AnyVersion, FactKind, Version } from '@/lib/ledger/facts';
import { orderVersions } from '@/lib/ledger/order-versions';
import { NO_CURRENCY } from './extract/terms';
import { loadCatalogVersions } from './load-versions';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

/**
 * Rewrites the catalog rows of these objects from all their versions; returns the owners whose figures may change with
 * them: those that were waiting for terms (tiers, coupons), and those whose terms are no longer what they were.
 */
export async function refreshCatalog(tx: pg.ClientBase, scope: Scope, objectIds: readonly string[]): Promise<string[]> {
  const versions = await loadCatalogVersions(tx, scope, [...new Set(objectIds)]);
  const groups = [...groupBy(versions, ({ kind, objectId }) => `${kind}:${objectId}`).values()];
  const rows = JSON.stringify(groups.flatMap((list) => catalogRow(scope, list) ?? []));
  const changed = await tx.query<{ id: string }>(
    `select c.id from catalog_item c join json_populate_recordset(null::catalog_item, $1) r
       on (c.workspace_id, c.connection_id, c.kind, c.id) = (r.workspace_id, r.connection_id, r.kind, r.id)
     where c.kind in ('price', 'coupon') and c.body - '{name,deleted}'::text[] <> r.body - '{name,deleted}'::text[]`,
    [rows],
  );
  await tx.query(
    `insert into catalog_item select * from json_populate_recordset(null::catalog_item, $1)
     on conflict (workspace_id, connection_id, kind, id) do update
     set name = excluded.name, product_id = excluded.product_id, deleted = excluded.deleted, body = excluded.body`,
    [rows],
  );
  const codes = groups.flatMap(([version]) => (version?.kind === 'promotion_code' ? [version.objectId] : []));
  const waiting = await waitingOwners(tx, scope, codes);
  const affected = await ownersThatName(
    tx,
    scope,
    changed.rows.map(({ id }) => id),
  );
  return [...new Set([...waiting, ...affected])];
}

/** `codes`: promotion codes that are known now. */
async function waitingOwners(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Scope,
  codes: readonly string[],
): Promise<string[]> {
  const waiting = await tx.query<{ owner_id: string }>(
    `select distinct owner_id from ledger_issue
     where workspace_id = $1 and connection_id = $2 and (kind in ('unsupported_price', 'unknown_discount')
       or kind = 'unknown_promotion_code' and object_id = any($3))`,
    [workspaceId, connectionId, codes],
  );
  return waiting.rows.map(({ owner_id }) => owner_id);
}

/** Terms of something already sold change so rarely that looking through all that could name it is cheap enough. */
async function ownersThatName(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Scope,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const named = await tx.query<{ owner_id: string }>(
    `select distinct v.owner_id from object_version v, unnest($3::text[]) as q(quoted)
     where v.workspace_id = $1 and v.connection_id = $2 and v.kind in ('subscription', 'discount', 'customer')
       and position(q.quoted in v.body::text) > 0`,
    [workspaceId, connectionId, ids.map((id) => JSON.stringify(id))],
  );
  return named.rows.map(({ owner_id }) => owner_id);
}

function catalogRow({ workspaceId, connectionId }: Scope, versions: AnyVersion[]) {
  const ordered = orderVersions(versions);
  const last = ordered.at(-1);
  if (!last) return null;
  const base = { workspace_id: workspaceId, connection_id: connectionId, id: last.objectId, kind: last.kind };
  switch (last.kind) {
    case 'product': {
      // A deletion may carry no name: the last known one stays.
      const name = bodiesOf(ordered, 'product').findLast((body) => body.name !== null)?.name ?? null;
      return { ...base, name, product_id: last.objectId, deleted: last.body.deleted, body: last.body };
    }
    case 'price': {
      const body = priceTerms(bodiesOf(ordered, 'price'), last.body);
      return { ...base, name: body.name, product_id: body.productId, deleted: body.deleted, body };
    }
    case 'coupon': {
      const body = couponTerms(bodiesOf(ordered, 'coupon'), last.body);
      return { ...base, name: body.name, product_id: null, deleted: body.deleted, body };
    }
    case 'promotion_code': {
      const { code, active } = last.body;
      return { ...base, name: code, product_id: null, deleted: !active, body: last.body };
    }
    default:
      return null;
  }
}

const bodiesOf = <K extends FactKind>(ordered: readonly AnyVersion[], kind: K): Version<K>['body'][] =>
  ordered.flatMap((version) => (isOfKind(version, kind) ? [version.body] : []));

const isOfKind = <K extends FactKind>(version: { kind: FactKind }, kind: K): version is Version<K> =>
  version.kind === kind;

type PriceBody = Version<'price'>['body'];
type CouponBody = Version<'coupon'>['body'];
const isEmpty = (record: object) => Object.keys(record).length === 0;

/** Tiers and amounts in other currencies are only sent when asked for, and a deletion may carry nothing: the last known count. */
function priceTerms(bodies: readonly PriceBody[], last: PriceBody): PriceBody {
  const living = bodies.findLast(({ currency }) => currency !== NO_CURRENCY) ?? last;
  const tiers = bodies.findLast((body) => body.tiers !== null)?.tiers ?? null;
  const currencyOptions = bodies.findLast((body) => !isEmpty(body.currencyOptions))?.currencyOptions ?? {};
  return { ...living, tiers, currencyOptions, deleted: last.deleted };
}

/** The same for what a coupon applies to. */
function couponTerms(bodies: readonly CouponBody[], last: CouponBody): CouponBody {
  const appliesTo = bodies.findLast((body) => body.appliesTo.length > 0)?.appliesTo ?? [];
  const currencyOptions = bodies.findLast((body) => !isEmpty(body.currencyOptions))?.currencyOptions ?? {};
  return { ...last, appliesTo, currencyOptions };
}
