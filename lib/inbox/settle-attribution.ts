import type pg from 'pg';
import { z } from 'zod';
import { creditablePeople, EVERYBODY, peopleDue } from '@/lib/attribution/people-due';
import { staleOf } from '@/lib/attribution/stale-attributions';
import { getPool } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { tryProjectionLock } from '@/lib/db/projection-lock';
import { groupBy } from '@/lib/group-by';
import { CREDIT_CAUSES } from './attribution-changes';
import type { FoldSettings } from './fold-settings';
import { loadFoldSettings } from './load-fold-settings';
import { foldOwners, refoldOwners } from './refold-owners';

const AT_ONCE = 1000;
const dueRow = z.object({ key: z.string(), cause: z.enum(CREDIT_CAUSES) });

/** Works off `attribution_due` in every workspace; returns how many keys that was. */
export async function settleAllAttribution(): Promise<number> {
  const { rows } = await getPool().query<{ id: string }>('select distinct workspace_id as id from attribution_due');
  let total = 0;
  for (const { id } of rows)
    for (let settled = AT_ONCE; settled === AT_ONCE; total += settled) settled = await settleAttribution(id);
  return total;
}

/**
 * Credits the sales again of those whom something new was learned of. Returns how many keys were worked off; 0 when there
 * are none or when another process holds the workspace.
 */
function settleAttribution(workspaceId: string): Promise<number> {
  return inTransaction(async (tx) => {
    if (!(await tryProjectionLock(tx, workspaceId))) return 0;
    const taken = await tx.query(
      `delete from attribution_due where workspace_id = $1 and seq in (
         select seq from attribution_due where workspace_id = $1 order by seq limit ${AT_ONCE}) returning key, cause`,
      [workspaceId],
    );
    const due = z.array(dueRow).parse(taken.rows);
    if (due.length === 0) return 0;
    const settings = await loadFoldSettings(tx, workspaceId);
    let changed = false;
    for (const [cause, rows] of groupBy(due, (row) => row.cause)) {
      const keys = rows.map(({ key }) => key);
      const people = keys.includes(EVERYBODY) ? null : await peopleDue(tx, workspaceId, keys);
      for await (const page of people === null ? creditablePeople(tx, workspaceId) : [people]) {
        // Whoever the app told of as a lead is no lead of Stripe's any more, however its sales are credited.
        const owners = cause === 'lead' ? await ownersOf(tx, workspaceId, page) : await staleOf(tx, settings, page);
        for (const [connectionId, ids] of owners)
          if (await refoldOwners(tx, settings, connectionId, ids, cause)) changed = true;
      }
    }
    // Whoever keeps figures of before learns that they are others now.
    if (changed)
      await tx.query('update workspace set settings_version = settings_version + 1 where id = $1', [workspaceId]);
    return due.length;
  });
}

async function ownersOf(tx: pg.ClientBase, workspaceId: string, people: readonly string[]) {
  const { rows } = await tx.query<{ connection_id: string; id: string }>(
    'select connection_id, id from ledger_owner where workspace_id = $1 and person_id = any($2)',
    [workspaceId, people],
  );
  return new Map(
    [...groupBy(rows, (row) => row.connection_id)].map(([connection, list]) => [connection, list.map(({ id }) => id)]),
  );
}

/** The same for everybody, in a ledger whose sums are made later: when all customers are folded, all is known of each. */
export async function settleEverybody(tx: pg.ClientBase, settings: FoldSettings): Promise<void> {
  if (!settings.attribution.isUsed) return;
  for await (const people of creditablePeople(tx, settings.workspaceId))
    for (const [connectionId, owners] of await staleOf(tx, settings, people))
      await foldOwners(tx, settings, connectionId, owners, { before: 'rows', rollups: 'later', cause: null });
}
