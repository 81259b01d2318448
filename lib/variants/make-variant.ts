import type pg from 'pg';
import { openSession } from '@/lib/db/client';
import { queueQueries } from '@/lib/db/queue-queries';
import type { Definitions } from '@/lib/definitions/presets';
import { makeRollups } from '@/lib/inbox/make-rollups';
import { LEDGER, refoldAll } from '@/lib/inbox/rebuild';

/** What sets a ledger apart from the one that is kept. */
export interface Variant {
  /** Only facts known by this ISO instant, inclusive. */
  knownBy?: string;
  /** What counts, and how. */
  definitions?: Definitions;
  /** IANA zone whose days everything is put into. */
  timeZone?: string;
}

/**
 * A connection on which the ledger of a workspace is another than the one that is kept: tables of the session stand before the
 * real ones and hold what the same fold makes of the facts known by an instant, or under other settings. Every question
 * asked on it is answered of that ledger, by the same code.
 */
export async function makeVariant(workspaceId: string, variant: Variant): Promise<pg.Client> {
  const client = await openSession();
  try {
    await client.query('begin isolation level repeatable read');
    await standBefore(client, workspaceId, variant);
    await refoldAll(queueQueries(client), workspaceId, 'none');
    await makeRollups(client, workspaceId);
    await client.query('set local default_statistics_target = 10'); // enough to choose an index by, in a tenth of the time
    await client.query(`analyze ${LEDGER.map((table) => `pg_temp.${table}`).join(', ')}`);
    await client.query('commit');
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** What reports read beside the ledger, and the column that says since when it is known. */
const TOLD_AT = {
  object_version: 'known_at',
  touchpoint: 'known_at',
  visitor_identifier: 'known_at',
  tracked_sale: 'known_at',
  commission_line: 'at',
  spend: 'created_at',
};

/** Empty tables for the ledger; what it is made of as it was then; and the workspace with its other settings. */
async function standBefore(client: pg.Client, workspaceId: string, variant: Variant): Promise<void> {
  const { knownBy, definitions, timeZone } = variant;
  const workspace = client.escapeLiteral(workspaceId);
  for (const table of LEDGER) await client.query(`create temp table ${table} (like ${table} including all)`);
  const asOf = knownBy === undefined ? '' : ` and known_at <= ${client.escapeLiteral(knownBy)}::timestamptz`;
  const isKnown = `workspace_id = ${workspace}${asOf}`;
  await client.query(`create temp table lead as select * from lead where ${isKnown} and source = 'manual'`);
  await client.query('alter table pg_temp.lead add primary key (workspace_id, id)');
  if (knownBy !== undefined)
    for (const [table, since] of Object.entries(TOLD_AT))
      await client.query(
        `create temp view ${table} as select * from ${table}
         where workspace_id = ${workspace} and ${since} <= ${client.escapeLiteral(knownBy)}::timestamptz`,
      );
  if (definitions === undefined && timeZone === undefined) return;
  await client.query(`create temp table workspace as select * from workspace where id = ${workspace}`);
  await client.query(
    'update workspace set definitions = coalesce($2::jsonb, definitions), time_zone = coalesce($3, time_zone) where id = $1',
    [workspaceId, definitions ? JSON.stringify(definitions) : null, timeZone ?? null],
  );
}
