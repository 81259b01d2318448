import { createHash } from 'node:crypto';
import type pg from 'pg';
import { ledgerDigest } from '../../ledger-digest';

/** A hash of the ledger and of what the inbox itself holds: the events as stored, their states and their versions. */
export async function inboxDigest(pool: pg.ClientBase | pg.Pool, workspaceId: string): Promise<string> {
  const ledger = await ledgerDigest(pool, workspaceId);
  const stored = await hashOf(
    pool,
    'stripe_event',
    'id, type, livemode, occurred_at, country, payload, state, reason',
    workspaceId,
  );
  const versions = await hashOf(
    pool,
    'object_version',
    'kind, object_id, event_id, owner_id, body, previous',
    workspaceId,
  );
  return createHash('sha256')
    .update(JSON.stringify([ledger.tables, stored, versions]))
    .digest('hex');
}

async function hashOf(
  pool: pg.ClientBase | pg.Pool,
  table: string,
  columns: string,
  workspaceId: string,
): Promise<string> {
  const rows = await pool.query<{ digest: string }>(
    `select coalesce(md5(string_agg(h, '' order by h)), 'empty') as digest
     from (select md5(row(${columns})::text) as h from ${table} where workspace_id = $1) rows`,
    [workspaceId],
  );
  return rows.rows[0]?.digest ?? 'empty';
}
