import type pg from 'pg';

const TABLES = [
  'object_owner',
  'object_version',
  'catalog_item',
  'ledger_owner',
  'ledger_issue',
  'ledger_entry',
  'mrr_span',
  'sale',
  'daily_rollup',
  'period_rollup',
  'mrr_leaf_daily',
  'buyer_day',
  'buyer_rollup',
  'buyer_monthly',
  'person_joined',
  'cohort_size',
  'cohort_rollup',
  'stripe_event',
];

/**
 * Lets the database end the session that writes a table: what a kill at that moment looks like to the transaction. The
 * switch is thrown by table and by how many statements on it are let through first.
 */
export async function installKillSwitch(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create table kill_switch (at text, statements int);
    create sequence kill_count;
    create function kill_if_switched() returns trigger language plpgsql as $$
    begin
      -- A sequence is not rolled back, and so counts across attempts.
      if exists (select from kill_switch where at = tg_table_name and statements < nextval('kill_count')) then
        perform pg_terminate_backend(pg_backend_pid());
      end if;
      return null;
    end $$`);
  for (const table of TABLES) {
    await pool.query(
      `create trigger kill_switch before update or insert or delete on ${table} for each statement execute function kill_if_switched()`,
    );
  }
}

export async function throwSwitch(pool: pg.Pool, table: string, statements: number): Promise<void> {
  await pool.query("select setval('kill_count', 1, false)");
  await pool.query('insert into kill_switch values ($1, $2)', [table, statements]);
}

export const releaseSwitch = (pool: pg.Pool) => pool.query('truncate kill_switch');

export const SWITCHES: readonly string[] = TABLES;
