import type pg from 'pg';
import { openSession } from '@/lib/db/client';
import { makeRollups } from '@/lib/inbox/make-rollups';
import { LEDGER, refoldAll } from '@/lib/inbox/rebuild';

/**
 * A connection on which the ledger of a workspace is the one that was known at an instant: tables of the session stand before
 * the real ones and hold what the same fold makes of the versions known by then. Every question asked on it is answered as
 * of then, by the same code. `knownBy`: an ISO instant, inclusive.
 */
export async function makeKnownLedger(workspaceId: string, knownBy: string): Promise<pg.Client> {
  const client = await openSession();
  try {
    await client.query('begin isolation level repeatable read');
    for (const table of LEDGER) await client.query(`create temp table ${table} (like ${table} including all)`);
    await client.query(
      `create temp view object_version as select * from object_version
       where workspace_id = ${client.escapeLiteral(workspaceId)} and known_at <= ${client.escapeLiteral(knownBy)}::timestamptz`,
    );
    await refoldAll(client, workspaceId, () => {});
    await makeRollups(client, workspaceId);
    await client.query(`analyze ${LEDGER.map((table) => `pg_temp.${table}`).join(', ')}`);
    await client.query('commit');
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}
