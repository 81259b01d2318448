import type pg from 'pg';
import { openSession } from '@/lib/db/client';
import { makeRollups, ROLLUPS } from '@/lib/inbox/make-rollups';

export interface RollupDifference {
  table: (typeof ROLLUPS)[number];
  /** Rows that only one of the two has. */
  rows: number;
}

/**
 * Makes the rollups of a workspace anew, aside, and compares them with those that the projector keeps, row by row and in one
 * view of the database. Empty when all are equal. Changes nothing that others see.
 */
export async function compareRollups(workspaceId: string): Promise<RollupDifference[]> {
  const session = await openSession();
  try {
    await session.query('begin isolation level repeatable read');
    const live = await schemaOf(session);
    // Tables of the session stand before the real ones, so the same code fills them.
    for (const table of ROLLUPS) await session.query(`create temp table ${table} (like ${table} including all)`);
    await makeRollups(session, workspaceId);
    const differences: RollupDifference[] = [];
    for (const table of ROLLUPS) {
      const rows = await countDifferent(session, `pg_temp.${table}`, `${live}.${table}`, workspaceId);
      if (rows > 0) differences.push({ table, rows });
    }
    return differences;
  } finally {
    await session.end();
  }
}

async function schemaOf(session: pg.ClientBase): Promise<string> {
  const found = await session.query<{ schema: string }>('select quote_ident(current_schema()) as schema');
  return found.rows[0]?.schema ?? 'public';
}

async function countDifferent(
  session: pg.ClientBase,
  one: string,
  other: string,
  workspaceId: string,
): Promise<number> {
  const only = (a: string, b: string) =>
    `(select * from ${a} where workspace_id = $1 except all select * from ${b} where workspace_id = $1)`;
  const found = await session.query<{ rows: bigint }>(
    `select count(*) as rows from (${only(one, other)} union all ${only(other, one)}) different`,
    [workspaceId],
  );
  return Number(found.rows[0]?.rows ?? 0n);
}
