import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Every derived table with the columns that must not depend on when or in which order the facts arrived. */
const TABLES: Record<string, string> = {
  object_owner: 'connection_id, object_id, owner_id',
  catalog_item: 'connection_id, id, kind, name, product_id, deleted, body',
  ledger_owner:
    'connection_id, id, livemode, guest, email, name, country, metadata, claims, created_at, deleted, person_id, resolved_by, identifiers, rivals, name_key, revenue_minor, fee_minor, clicks, promotions, first_sale_at, attribution',
  owner_identifier: 'connection_id, livemode, identifier, owner_id, guest',
  shared_identifier: 'connection_id, livemode, identifier',
  mrr_span: 'connection_id, owner_id, item_id, from_day, digest',
  series_span: 'connection_id, owner_id, series, item_id, from_day, digest',
  ledger_entry: 'connection_id, owner_id, entry_id, digest',
  sale: 'connection_id, id, owner_id, digest',
  ledger_issue: 'connection_id, owner_id, id, kind, object_id, message',
  buyer_day: 'livemode, product_id, person_id, day, previous_day',
  daily_rollup:
    'livemode, measure, dimension, value, currency, day, amount_minor, reporting_minor, unconverted_minor, unconverted_count, quantity, entries',
  period_rollup:
    'livemode, measure, dimension, value, currency, period, day, amount_minor, reporting_minor, unconverted_minor, unconverted_count, quantity, entries',
  mrr_leaf_daily: 'livemode, series, dimension, value, currency, day, leaf_minor, count_delta',
  mrr_leaf_period: 'livemode, series, dimension, value, currency, period, day, leaf_minor, count_delta',
  buyer_rollup: 'livemode, product_id, day, previous_day, buyers',
  buyer_monthly: 'livemode, product_id, month, previous_month, buyers',
  person_joined: 'livemode, person_id, joined_at, day',
  cohort_size: 'livemode, period, joined, people',
  cohort_rollup: 'livemode, period, length, since, joined, currency, net_minor, fee_minor, entries, fee_entries',
};

export interface LedgerDigest {
  /** One hash over everything derived. */
  all: string;
  tables: Record<string, string>;
}

/** Hashes all derived rows of a workspace. Two ledgers with the same digest are the same ledger. */
export async function ledgerDigest(tx: pg.ClientBase | pg.Pool, workspaceId: string): Promise<LedgerDigest> {
  const tables: Record<string, string> = {};
  for (const [table, columns] of Object.entries(TABLES)) {
    const row = `md5(row(${columns})::text)`;
    const result = await tx.query<{ digest: string }>(
      `select coalesce(md5(string_agg(h, '' order by h)), 'empty') as digest from (select ${row} as h from ${table} where workspace_id = $1) rows`,
      [workspaceId],
    );
    tables[table] = result.rows[0]?.digest ?? 'empty';
  }
  return { all: createHash('sha256').update(JSON.stringify(tables)).digest('hex'), tables };
}

/** A hash per measure and day of the daily rollup: what `headwater rebuild` compares. */
export async function metricDayDigests(tx: pg.ClientBase | pg.Pool, workspaceId: string): Promise<Map<string, string>> {
  const rows = await tx.query<{ key: string; digest: string }>(
    `select measure || ' ' || day as key,
       md5(string_agg(md5(row(livemode, dimension, value, currency, amount_minor, reporting_minor, unconverted_minor, quantity)::text), '' order by livemode, dimension, value, currency)) as digest
     from daily_rollup where workspace_id = $1 group by 1`,
    [workspaceId],
  );
  return new Map(rows.rows.map(({ key, digest }) => [key, digest]));
}
