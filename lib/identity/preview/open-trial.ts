import type pg from 'pg';
import { makeBuyers } from '../derive-buyers';
import { makeCohorts } from '../derive-cohorts';
import { reresolve } from '../reresolve';
import type { Mapping } from '../types';

export interface Trial {
  workspaceId: string;
  connectionId: string;
  mapping: Mapping;
  progress: (done: number) => Promise<unknown>;
}

/** What decides who everybody is: copied. */
const COPIED = ['ledger_owner', 'owner_identifier', 'shared_identifier', 'identity_mapping'] as const;
/** What counts people: made of them anew. */
const COUNTING = [
  'buyer_day',
  'buyer_rollup',
  'buyer_monthly',
  'person_joined',
  'cohort_size',
  'cohort_rollup',
] as const;

/**
 * Has every later question of the session answered as if the mapping were in force: tables of the session stand before the real
 * ones, and the customers in them are resolved by the same code that will resolve them when it is saved. Nothing else changes.
 */
export async function openTrial(session: pg.ClientBase, trial: Trial): Promise<void> {
  const { workspaceId, connectionId } = trial;
  await session.query('set local default_statistics_target = 10'); // enough to choose a plan by, in a tenth of the time
  for (const table of COPIED)
    await session.query(
      `create temp table ${table} with (fillfactor = 60) as select * from ${table} where workspace_id = $1`,
      [workspaceId],
    );
  await session.query('alter table pg_temp.ledger_owner add primary key (workspace_id, connection_id, id)');
  await session.query(
    'alter table pg_temp.owner_identifier add primary key (workspace_id, connection_id, livemode, identifier, owner_id)',
  );
  await session.query(
    'alter table pg_temp.shared_identifier add primary key (workspace_id, connection_id, livemode, identifier)',
  );
  await session.query(`analyze ${COPIED.map((table) => `pg_temp.${table}`).join(', ')}`);
  const version = await addVersion(session, trial);
  const { progress } = trial;
  const work = { workspaceId, connectionId, version, progress, cause: 'rules', isAfresh: true } as const;
  const { moved } = await reresolve(session, work);
  await session.query('create index on pg_temp.ledger_owner (workspace_id, person_id)');
  if (moved === 0) return;
  for (const table of COUNTING) await session.query(`create temp table ${table} (like ${table})`);
  await makeBuyers(session, workspaceId);
  await makeCohorts(session, workspaceId);
  await session.query(`analyze ${[...COPIED, ...COUNTING].map((table) => `pg_temp.${table}`).join(', ')}`);
}

/** Stands beside the versions that were saved, in the table of the session. */
async function addVersion(session: pg.ClientBase, { workspaceId, connectionId, mapping }: Trial): Promise<number> {
  const { rows } = await session.query<{ version: number }>(
    `insert into identity_mapping (workspace_id, connection_id, version, rules, settings)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4 from identity_mapping where workspace_id = $1 and connection_id = $2
     returning version`,
    [workspaceId, connectionId, JSON.stringify(mapping.rules), JSON.stringify(mapping.settings)],
  );
  return rows[0]?.version ?? 0;
}
