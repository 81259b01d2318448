import pg from 'pg';
import { applyMigrations } from '@/lib/db/migrate';
import { makeBuyerMonths } from '@/lib/identity/derive-buyers';
import { makeCohortPeriods, makeJoined } from '@/lib/identity/derive-cohorts';
import { makePeriods } from '@/lib/inbox/make-rollups';
import { WHOLE } from '@/lib/inbox/rollup-deltas';
import { SUBSCRIPTIONS, WORKSPACE } from './subscriptions';
import { CELLS, COHORTS, ENTRIES, ROLLUPS } from './sums';

const SETTINGS = ["work_mem = '256MB'", "maintenance_work_mem = '256MB'", 'jit = off', 'enable_memoize = off'];

/** Fills an empty database with the derived tables of a company of this many subscriptions. */
export async function makeCompany(url: string, subscriptions: number): Promise<{ sales: number }> {
  await applyMigrations(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const setting of SETTINGS) await client.query(`set ${setting}`);
    await client.query(`insert into workspace (id, name) values ($1, 'Bench')`, [WORKSPACE]);
    for (const sql of SUBSCRIPTIONS) await client.query(sql, sql.includes('$1') ? [subscriptions] : []);
    for (const sql of CELLS) await client.query(sql);
    for (const sql of ROLLUPS) await client.query(sql, sql.includes('$1') ? [WHOLE.source] : []);
    for (const sql of [...COHORTS, ...ENTRIES]) await client.query(sql);
    await makePeriods(client, WORKSPACE);
    await makeBuyerMonths(client, WORKSPACE);
    await makeJoined(client, WORKSPACE);
    await makeCohortPeriods(client, WORKSPACE);
    const { rows } = await client.query<{ sales: string }>('select count(*) as sales from bench_sale');
    await client.query(
      'drop table bench_sale, bench_sale_cell, bench_cell, bench_series, bench_sub, bench_rate, bench_price',
    );
    await client.query('drop function bench_u');
    await client.query('vacuum analyze');
    await client.query('checkpoint');
    return { sales: Number(rows[0]?.sales ?? 0) };
  } finally {
    await client.end();
  }
}
