import type pg from 'pg';
import { openSession } from '@/lib/db/client';
import { makeRollups, ROLLUPS } from '@/lib/inbox/make-rollups';

export interface RollupDifference {
  table: (typeof ROLLUPS)[number];
  /** Rows that only one of the two has. */
  rows: number;
  /** What names one of them. */
  example: string;
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
      const found = await countDifferent(session, `pg_temp.${table}`, `${live}.${table}`, workspaceId);
      if (found.rows > 0) differences.push({ table, ...found });
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
): Promise<{ rows: number; example: string }> {
  const only = (a: string, b: string) =>
    `(select * from ${a} where workspace_id = $1 except all select * from ${b} where workspace_id = $1)`;
  const found = await session.query<{ rows: bigint; example: Record<string, unknown> | null }>(
    `select count(*) as rows, (array_agg(to_jsonb(different) - 'workspace_id'))[1] as example
     from (${only(one, other)} union all ${only(other, one)}) different`,
    [workspaceId],
  );
  const { rows = 0n, example = null } = found.rows[0] ?? {};
  const named = Object.entries(example ?? {}).filter(([column, value]) => !AMOUNTS.test(column) && value !== '');
  return { rows: Number(rows), example: named.map(([column, value]) => `${column} ${value}`).join(', ') };
}

/** What a row says, beside what it says it of. */
const AMOUNTS = /_minor$|_count$|_delta$|^(quantity|entries|fee_entries|buyers|people)$/;
