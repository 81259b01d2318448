import type pg from 'pg';
import { openSession } from '@/lib/db/client';
import { groupBy } from '@/lib/group-by';
import { breather } from '@/lib/inbox/breather';
import type { FoldSettings } from '@/lib/inbox/fold-settings';
import { type FreshRows, freshRows } from '@/lib/inbox/fresh-rows';
import { loadFoldSettings } from '@/lib/inbox/load-fold-settings';

/** A row of the ledger that is not what the facts come to. */
export interface RowDifference {
  table: string;
  customer: string;
  row: string;
  problem: 'missing' | 'extra' | 'changed';
}

/** What names a row of a customer, by table. */
const KEYS: Record<keyof FreshRows, string[]> = {
  ledger_owner: ['id'],
  ledger_entry: ['owner_id', 'entry_id'],
  mrr_span: ['owner_id', 'item_id', 'from_day'],
  series_span: ['owner_id', 'series', 'item_id', 'from_day'],
  sale: ['owner_id', 'id'],
  ledger_issue: ['owner_id', 'id'],
};
const TABLES: readonly (keyof FreshRows)[] = [
  'ledger_owner',
  'ledger_entry',
  'mrr_span',
  'series_span',
  'sale',
  'ledger_issue',
];

const OWNERS_AT_ONCE = 100;
/** As many as are named. */
const NAMED = 20;

/**
 * Folds every customer anew from its facts and compares the rows that come out with those that are kept, in one view of the
 * database and some customers at a time. Empty when all are equal, else the first that are not. Changes nothing.
 */
export async function compareLedger(workspaceId: string): Promise<RowDifference[]> {
  const session = await openSession();
  try {
    await session.query('begin isolation level repeatable read read only');
    const settings = await loadFoldSettings(session, workspaceId);
    const found = await ownerless(session, workspaceId);
    let [connection, owner] = ['', ''];
    while (found.length < NAMED) {
      const page = await session.query<{ connection_id: string; owner_id: string }>(
        `select distinct connection_id, owner_id from object_version
         where workspace_id = $1 and (connection_id, owner_id) > ($2, $3) and owner_id <> '' order by 1, 2 limit $4`,
        [workspaceId, connection, owner, OWNERS_AT_ONCE],
      );
      const last = page.rows.at(-1);
      if (!last) break;
      for (const [connectionId, rows] of groupBy(page.rows, ({ connection_id }) => connection_id)) {
        const owners = rows.map(({ owner_id }) => owner_id);
        found.push(...(await compareOwners(session, settings, connectionId, owners)));
      }
      [connection, owner] = [last.connection_id, last.owner_id];
    }
    return found.slice(0, NAMED);
  } finally {
    await session.end();
  }
}

const breathe = breather();

async function compareOwners(
  session: pg.ClientBase,
  settings: FoldSettings,
  connectionId: string,
  owners: readonly string[],
): Promise<RowDifference[]> {
  const fresh = await freshRows(session, settings, connectionId, owners);
  const found: RowDifference[] = [];
  for (const table of TABLES) {
    await breathe();
    const rows = `[${fresh[table].join(',')}]`;
    const values = [settings.workspaceId, connectionId, owners, rows];
    found.push(...(await session.query<RowDifference>(differences(table), values)).rows);
  }
  return found;
}

/** When a row was learned of says nothing about it. */
function differences(table: keyof FreshRows): string {
  const keys = KEYS[table];
  const owner = keys[0] ?? 'id';
  const own = keys.slice(table === 'ledger_owner' ? 0 : 1);
  return `select '${table}' as table, coalesce(fresh.${owner}, kept.${owner}) as customer,
      concat_ws(' ', ${own.map((key) => `coalesce(fresh.${key}, kept.${key})`).join(', ')}) as row,
      case when kept.${owner} is null then 'missing' when fresh.${owner} is null then 'extra' else 'changed' end as problem
    from json_populate_recordset(null::${table}, $4) as fresh
    full join (select * from ${table} where workspace_id = $1 and connection_id = $2 and ${owner} = any($3)) as kept
      on ${keys.map((key) => `fresh.${key} = kept.${key}`).join(' and ')}
    where fresh.${owner} is null or kept.${owner} is null or to_jsonb(fresh) - 'known_at' <> to_jsonb(kept) - 'known_at'
    order by 2, 3 limit ${NAMED}`;
}

/** Rows of customers of whom there are no facts at all. */
async function ownerless(session: pg.ClientBase, workspaceId: string): Promise<RowDifference[]> {
  const found: RowDifference[] = [];
  for (const table of TABLES) {
    const keys = KEYS[table];
    const rows = await session.query<RowDifference>(
      `select '${table}' as table, kept.${keys[0]} as customer, concat_ws(' ', ${keys.slice(-2).join(', ')}) as row, 'extra' as problem
       from ${table} kept where kept.workspace_id = $1 and not exists (
         select from object_version v where v.workspace_id = kept.workspace_id and v.connection_id = kept.connection_id and v.owner_id = kept.${keys[0]}
       ) limit ${NAMED}`,
      [workspaceId],
    );
    found.push(...rows.rows);
  }
  return found;
}
