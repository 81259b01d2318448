import type pg from 'pg';
import { z } from 'zod';
import { DERIVED_TABLES, type DerivedTable } from '@/lib/workspace/replay-shapes';
import type { Owners } from '../project-batch';
import { DERIVED_ROWS, type RowChange, rowChange } from './derived-rows';

/** How the rows of one kind and currency differ. */
export interface ChangeSum {
  table: DerivedTable;
  measure: string;
  currency: string;
  added: number;
  removed: number;
  changed: number;
  /** After − before, in minor units. */
  difference: bigint;
}

export interface RowDifference {
  /** Customers and guests whose rows were compared. */
  owners: number;
  sums: ChangeSum[];
  /** The first of the rows. */
  rows: RowChange[];
}

const COLUMNS = 'table_name, connection_id, owner_id, key, measure, currency, amount, day, digest, about';

/** Makes room for the rows as they are: of the transaction only, in the database's memory and not in ours. */
export async function openDiff(tx: pg.ClientBase): Promise<void> {
  await tx.query(`create temp table rows_before (table_name text, connection_id text, owner_id text, key text, measure text, currency text,
    amount bigint, day text, digest text, about text) on commit drop`);
  await tx.query(
    'create temp table owners_seen (connection_id text, owner_id text, primary key (connection_id, owner_id)) on commit drop',
  );
}

/** Notes the rows of these owners as they stand, unless they have been noted. */
export async function noteRows(tx: pg.ClientBase, workspaceId: string, owners: Owners): Promise<void> {
  const pairs = [...owners].flatMap(([connection, ids]) => [...ids].map((owner) => ({ connection, owner })));
  const fresh = await tx.query<{ connection: string; owner: string }>(
    `insert into owners_seen select * from unnest($1::text[], $2::text[]) on conflict do nothing
     returning connection_id as connection, owner_id as owner`,
    [pairs.map(({ connection }) => connection), pairs.map(({ owner }) => owner)],
  );
  await tx.query(`insert into rows_before (${COLUMNS}) ${DERIVED_ROWS}`, [
    workspaceId,
    fresh.rows.map(({ connection }) => connection),
    fresh.rows.map(({ owner }) => owner),
  ]);
}

const sumRow = z.object({
  table: z.enum(DERIVED_TABLES),
  measure: z.string(),
  currency: z.string(),
  added: z.bigint().transform(Number),
  removed: z.bigint().transform(Number),
  changed: z.bigint().transform(Number),
  difference: z.string().transform(BigInt),
});

/** Compares the rows of all noted owners with what was noted. */
export async function closeDiff(tx: pg.ClientBase, workspaceId: string, most: number): Promise<RowDifference> {
  const owners = await tx.query<{ connection_id: string; owner_id: string }>(
    'select connection_id, owner_id from owners_seen order by 1, 2',
  );
  await tx.query('analyze rows_before');
  await tx.query(`create temp table rows_changed (change text, table_name text, connection_id text, owner_id text, key text, measure text,
    currency text, day text, before bigint, after bigint, about text) on commit drop`);
  const either = (column: string) => `coalesce(a.${column}, b.${column})`;
  await tx.query(
    `insert into rows_changed
     select case when b.key is null then 'added' when a.key is null then 'removed' else 'changed' end,
       ${['table_name', 'connection_id', 'owner_id', 'key', 'measure', 'currency', 'day'].map(either).join(', ')},
       b.amount, a.amount, ${either('about')}
     from rows_before b full join (${DERIVED_ROWS}) a
       on a.table_name = b.table_name and a.connection_id = b.connection_id and a.owner_id = b.owner_id and a.key = b.key
     where a.digest is distinct from b.digest`,
    [workspaceId, owners.rows.map((row) => row.connection_id), owners.rows.map((row) => row.owner_id)],
  );
  const count = (change: string) => `count(*) filter (where change = '${change}') as ${change}`;
  const sums = await tx.query(
    `select table_name as "table", measure, currency, ${['added', 'removed', 'changed'].map(count).join(', ')},
       sum(coalesce(after, 0) - coalesce(before, 0))::text as difference
     from rows_changed group by 1, 2, 3 order by 1, 2, 3`,
  );
  const rows = await tx.query(
    `select change, table_name as "table", connection_id as "connectionId", owner_id as "ownerId", key, measure, currency, day,
       before, after, about
     from rows_changed order by connection_id, owner_id, table_name, day, key limit $1`,
    [most],
  );
  return {
    owners: owners.rows.length,
    sums: z.array(sumRow).parse(sums.rows),
    rows: z.array(rowChange).parse(rows.rows),
  };
}
