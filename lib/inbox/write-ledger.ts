import type pg from 'pg';
import { type Attribution, attribution } from '@/lib/attribution/types';
import type { Identified } from '@/lib/identity/identifiers';
import type { Row, Sealed } from './ledger-rows';
import type { EntryKey, SpanKey } from './rollup-deltas';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

export const LEDGER_TABLES = ['ledger_entry', 'mrr_span', 'series_span', 'sale'] as const;
export type LedgerTable = (typeof LEDGER_TABLES)[number];

/** What is stored of one owner, as far as a difference needs it. */
export interface StoredRows {
  entries: { entry_id: string; digest: string }[];
  spans: { item_id: string; from_day: string; digest: string }[];
  beside: { series: string; item_id: string; from_day: string; digest: string }[];
  sales: { id: string; digest: string }[];
  person: string | null;
  resolvedBy: string | null;
  identified: Identified;
  createdAt: Date | null;
  /** To what its sales are credited. */
  attribution: Attribution | null;
}

/** The stored rows of these owners, by owner. */
export async function loadStored(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Scope,
  owners: readonly string[],
): Promise<Map<string, StoredRows>> {
  const values = [workspaceId, connectionId, owners];
  const where = 'where workspace_id = $1 and connection_id = $2';
  const entries = await tx.query<StoredRows['entries'][number] & { owner_id: string }>({
    name: 'stored-entries',
    text: `select owner_id, entry_id, digest from ledger_entry ${where} and owner_id = any($3)`,
    values,
  });
  const spans = await tx.query<StoredRows['spans'][number] & { owner_id: string }>({
    name: 'stored-spans',
    text: `select owner_id, item_id, from_day, digest from mrr_span ${where} and owner_id = any($3)`,
    values,
  });
  const beside = await tx.query<StoredRows['beside'][number] & { owner_id: string }>({
    name: 'stored-series',
    text: `select owner_id, series, item_id, from_day, digest from series_span ${where} and owner_id = any($3)`,
    values,
  });
  const sales = await tx.query<{ owner_id: string; id: string; digest: string }>({
    name: 'stored-sales',
    text: `select owner_id, id, digest from sale ${where} and owner_id = any($3)`,
    values,
  });
  const people = await tx.query<PersonRow>({
    name: 'stored-people',
    text: `select id, person_id, resolved_by, livemode, guest, identifiers, created_at, attribution from ledger_owner ${where} and id = any($3)`,
    values,
  });
  const stored = new Map<string, StoredRows>(owners.map((owner) => [owner, nothingStored()]));
  for (const { owner_id, ...row } of entries.rows) stored.get(owner_id)?.entries.push(row);
  for (const { owner_id, ...row } of spans.rows) stored.get(owner_id)?.spans.push(row);
  for (const { owner_id, ...row } of beside.rows) stored.get(owner_id)?.beside.push(row);
  for (const { owner_id, ...row } of sales.rows) stored.get(owner_id)?.sales.push(row);
  for (const {
    id,
    person_id,
    resolved_by,
    livemode,
    guest,
    identifiers,
    created_at,
    attribution: credited,
  } of people.rows) {
    const rows = stored.get(id);
    const identified = { livemode, guest, identifiers };
    if (rows)
      Object.assign(rows, {
        ...{ person: person_id, resolvedBy: resolved_by, identified, createdAt: created_at },
        attribution: attribution.nullable().parse(credited),
      });
  }
  return stored;
}

interface PersonRow extends Identified {
  id: string;
  person_id: string;
  resolved_by: string;
  created_at: Date | null;
  attribution: unknown;
}

/** Of an owner that has no rows yet. */
export const nothingStored = (): StoredRows => ({
  ...{
    entries: [],
    spans: [],
    beside: [],
    sales: [],
    person: null,
    resolvedBy: null,
    createdAt: null,
    attribution: null,
  },
  identified: { livemode: true, guest: false, identifiers: [] },
});

/** Writes the owners' own rows; an owner that has none any more (a guest that became a customer) loses its row. */
export async function replaceOwners(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Scope,
  ownerIds: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const kept = new Set(rows.map(({ id }) => id));
  const gone = ownerIds.filter((id) => !kept.has(id));
  if (gone.length > 0) {
    await tx.query('delete from ledger_owner where workspace_id = $1 and connection_id = $2 and id = any($3)', [
      workspaceId,
      connectionId,
      gone,
    ]);
  }
  if (rows.length === 0) return;
  await tx.query({
    name: 'replace-owners',
    text: `insert into ledger_owner as o select * from json_populate_recordset(null::ledger_owner, $1)
      on conflict (workspace_id, connection_id, id) do update set
        livemode = excluded.livemode, guest = excluded.guest, email = excluded.email, name = excluded.name, country = excluded.country,
        metadata = excluded.metadata, claims = excluded.claims, created_at = excluded.created_at, deleted = excluded.deleted,
        person_id = excluded.person_id, resolved_by = excluded.resolved_by, identifiers = excluded.identifiers, rivals = excluded.rivals,
        name_key = excluded.name_key, revenue_minor = excluded.revenue_minor, fee_minor = excluded.fee_minor,
        clicks = excluded.clicks, promotions = excluded.promotions, first_sale_at = excluded.first_sale_at, attribution = excluded.attribution
      where (o.livemode, o.email, o.name, o.country, o.metadata, o.claims, o.created_at, o.deleted, o.person_id, o.resolved_by,
          o.identifiers, o.rivals, o.name_key, o.revenue_minor, o.fee_minor, o.clicks, o.promotions, o.first_sale_at, o.attribution)
        is distinct from (excluded.livemode, excluded.email, excluded.name, excluded.country, excluded.metadata, excluded.claims,
          excluded.created_at, excluded.deleted, excluded.person_id, excluded.resolved_by, excluded.identifiers, excluded.rivals,
          excluded.name_key, excluded.revenue_minor, excluded.fee_minor, excluded.clicks, excluded.promotions,
          excluded.first_sale_at, excluded.attribution)`,
    values: [JSON.stringify(rows)],
  });
}

export async function replaceIssues(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Scope,
  ownerIds: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  await tx.query({
    name: 'drop-issues',
    text: 'delete from ledger_issue where workspace_id = $1 and connection_id = $2 and owner_id = any($3)',
    values: [workspaceId, connectionId, ownerIds],
  });
  if (rows.length === 0) return;
  await tx.query('insert into ledger_issue select * from json_populate_recordset(null::ledger_issue, $1)', [
    JSON.stringify(rows),
  ]);
}

const OF_ITEM = ['product_id', 'price_id', 'interval', 'country', 'coupon', 'metadata', 'origin']
  .map((column) => `t.${column}`)
  .join(', ');

/** Deletes the entries with these keys (owner, entry); returns what the rollups counted of them. */
export function deleteEntries(tx: pg.ClientBase, scope: Scope, keys: readonly string[][]): Promise<EntryKey[]> {
  const returning = `t.owner_id, t.livemode, t.measure, t.day, t.occurred_at::text, t.currency, t.amount_minor::text, t.reporting_minor::text, t.quantity::text, ${OF_ITEM}`;
  return deleteRows(tx, scope, { table: 'ledger_entry', columns: ['entry_id text'], returning }, keys);
}

const OF_SPAN = `t.livemode, t.from_day, t.to_day, t.currency, t.amount_minor::text, ${OF_ITEM}`;

/** The same for MRR spans (owner, item, first day). */
export function deleteSpans(tx: pg.ClientBase, scope: Scope, keys: readonly string[][]): Promise<SpanKey[]> {
  const returning = `'mrr' as series, ${OF_SPAN}`;
  return deleteRows(tx, scope, { table: 'mrr_span', columns: ['item_id text', 'from_day date'], returning }, keys);
}

/** The same for spans of the series beside MRR (owner, series, item, first day). */
export function deleteSeries(tx: pg.ClientBase, scope: Scope, keys: readonly string[][]): Promise<SpanKey[]> {
  const columns = ['series text', 'item_id text', 'from_day date'];
  return deleteRows(tx, scope, { table: 'series_span', columns, returning: `t.series, ${OF_SPAN}` }, keys);
}

/** The same for sales (owner, sale), which no rollup counts. */
export async function deleteSales(tx: pg.ClientBase, scope: Scope, keys: readonly string[][]): Promise<void> {
  await deleteRows(tx, scope, { table: 'sale', columns: ['id text'], returning: 't.id' }, keys);
}

async function deleteRows<R extends pg.QueryResultRow>(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: Scope,
  { table, columns, returning }: { table: LedgerTable; columns: string[]; returning: string },
  keys: readonly string[][],
): Promise<R[]> {
  if (keys.length === 0) return [];
  const typed = ['owner_id text', ...columns];
  const names = typed.map((column) => column.split(' ')[0] ?? '');
  const wanted = keys.map((key) => Object.fromEntries(names.map((name, index) => [name, key[index]])));
  const deleted = await tx.query<R>(
    `delete from ${table} t using json_to_recordset($3) as g(${typed.join(', ')})
     where t.workspace_id = $1 and t.connection_id = $2 and ${names.map((name) => `t.${name} = g.${name}`).join(' and ')}
     returning ${returning}`,
    [workspaceId, connectionId, JSON.stringify(wanted)],
  );
  return deleted.rows;
}

const OF_SALE = ['owner_id', 'livemode', 'occurred_at', 'currency', 'objects', 'digest']
  .concat(['gross', 'discount', 'tax', 'net', 'fee', 'refunded'].map((sum) => `${sum}_minor`))
  .map((column) => `${column} = excluded.${column}`);
/** A sale that went from a guest to a customer is written to the one perhaps before it is deleted from the other. */
const TAKE_OVER = `on conflict (workspace_id, connection_id, id) do update set ${OF_SALE.join(', ')}`;

export async function insertRows(tx: pg.ClientBase, table: LedgerTable, rows: readonly Sealed[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: `insert-${table}`,
    text: `insert into ${table} select * from json_populate_recordset(null::${table}, $1) ${table === 'sale' ? TAKE_OVER : ''}`,
    values: [`[${rows.map(({ json }) => json).join(',')}]`],
  });
}
