import type pg from 'pg';
import { getPool } from '@/lib/db/client';
import { requireUser } from '@/lib/people/load-user';
import { isOwnLead } from './own-leads';

export interface Exporting {
  workspaceId: string;
  livemode: boolean;
  personId: string;
}

/** The rows of one kind, read page by page in the order of their key. */
interface Part {
  name: string;
  /** $1 workspace, $2 the person and its customers, $3 the key to go on after, $4 how many. */
  sql: string;
}

const ROWS_AT_ONCE = 500;
const OWNED = `t.workspace_id = $1
  and exists (select from json_to_recordset($2::json -> 'owners') as o(connection_id text, id text) where o.connection_id = t.connection_id and o.id = t.owner_id)`;
const ofOwner = (name: string, table: string, key: string): Part => ({
  name,
  sql: `select ${key} as key, (to_jsonb(t) - 'workspace_id' - 'digest') as value from ${table} t
    where ${OWNED} and ${key} > $3 order by 1 limit $4`,
});

const IS_OWNER = `exists (select from json_to_recordset($2::json -> 'owners') as o(connection_id text, id text)
  where o.connection_id = l.connection_id and o.id = l.id)`;
/** All that identifies these customers, and their person by every id. */
const NAMES = `select unnest(l.identifiers || array['customer:' || l.id, 'id:' || l.person_id])
  from ledger_owner l where l.workspace_id = $1 and ${IS_OWNER}
  union all select 'id:' || ($2::json ->> 'person')
  union all select 'id:' || a.alias_id from person_alias a
    where a.workspace_id = $1 and a.livemode = ($2::json ->> 'livemode')::boolean and a.person_id = $2::json ->> 'person'`;
const ofNames = (name: string, table: string, isTheirs: string): Part => ({
  name,
  sql: `select t.id as key, (to_jsonb(t) - 'workspace_id' - 'dedupe_key') as value from ${table} t
    where t.workspace_id = $1 and (${isTheirs}) and t.id > $3 order by 1 limit $4`,
});

/** What Stripe tells of as a lead is its customer's. */
const OF_OWNER = `exists (select from json_to_recordset($2::json -> 'owners') as o(connection_id text, id text)
  where o.connection_id = t.connection_id and o.id = t.owner_id)`;

const PARTS: readonly Part[] = [
  {
    name: 'customers',
    sql: `select t.connection_id || ' ' || t.id as key, to_jsonb(t) - 'workspace_id' as value from ledger_owner t
      where ${OWNED.replace('t.owner_id', 't.id')} and t.connection_id || ' ' || t.id > $3 order by 1 limit $4`,
  },
  ofOwner('moves', 'person_move', "lpad(t.seq::text, 20, '0')"),
  ofOwner('mrr', 'mrr_span', "concat_ws(' ', t.connection_id, t.owner_id, t.item_id, t.from_day)"),
  ofOwner('sales', 'sale', "t.connection_id || ' ' || t.id"),
  ofOwner('entries', 'ledger_entry', "concat_ws(' ', t.connection_id, t.owner_id, t.entry_id)"),
  ofOwner('commissions', 'commission', 't.id'),
  ofOwner('attribution', 'attribution_move', "lpad(t.seq::text, 20, '0')"),
  ofNames(
    'touches',
    'touchpoint',
    `t.visitor_id in (select visitor_id from visitor_identifier v
      where v.workspace_id = $1 and v.identifier in (${NAMES})) or t.visitor_id in (${NAMES}) or exists (
      select from ledger_owner l where l.workspace_id = $1 and ${IS_OWNER} and l.clicks @> array[t.id])`,
  ),
  ofNames('leads', 'lead', `${isOwnLead(NAMES)} or ${OF_OWNER}`),
  ofNames('trackedSales', 'tracked_sale', `'id:' || t.external_id in (${NAMES})`),
  {
    name: 'events',
    sql: `select lpad(t.seq::text, 20, '0') as key, t.payload::jsonb as value from stripe_event t
      where t.workspace_id = $1 and lpad(t.seq::text, 20, '0') > $3 and (
        exists (select from object_version v join json_to_recordset($2::json -> 'owners') as o(connection_id text, id text)
          on o.connection_id = v.connection_id and o.id = v.owner_id
          where v.workspace_id = $1 and v.connection_id = t.connection_id and v.event_id = t.id))
      order by 1 limit $4`,
  },
];

/**
 * Everything that is stored of a person, as the text of one JSON object, part by part: customers with what identifies them,
 * how they moved, MRR, sales, ledger entries in minor units, what they clicked and to what their sales are credited, what partners earn of them, and the
 * events as they are stored. Throws as `requireUser` does.
 */
export async function exportPerson(exporting: Exporting): Promise<AsyncGenerator<string>> {
  const { workspaceId, livemode, personId } = exporting;
  const { rows: owners } = await getPool().query<{ connection_id: string; id: string }>(
    'select connection_id, id from ledger_owner where workspace_id = $1 and livemode = $2 and person_id = $3',
    [workspaceId, livemode, personId],
  );
  if (owners.length === 0) await requireUser(exporting);
  return pieces(exporting, JSON.stringify({ person: personId, livemode, owners }));
}

async function* pieces({ workspaceId, personId }: Exporting, whose: string): AsyncGenerator<string> {
  const client = await getPool().connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    yield `{"person":${JSON.stringify(personId)}`;
    for (const { name, sql } of PARTS) {
      yield `,\n${JSON.stringify(name)}:[`;
      let separator = '\n';
      for await (const value of rowsOf(client, sql, [workspaceId, whose])) {
        yield separator + value;
        separator = ',\n';
      }
      yield ']';
    }
    yield '}\n';
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

async function* rowsOf(client: pg.ClientBase, sql: string, values: readonly string[]): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ key: string; value: unknown }>(sql, [...values, after, ROWS_AT_ONCE]);
    for (const { value } of rows) yield JSON.stringify(value);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = last.key;
  }
}
