import type pg from 'pg';
import { addDays } from '@/lib/calendar/days';
import type { FoldSettings } from '@/lib/inbox/fold-settings';
import { loadFoldSettings } from '@/lib/inbox/load-fold-settings';
import { refoldOwners } from '@/lib/inbox/refold-owners';
import { RATE_HOLDS_DAYS } from '@/lib/money/rates';
import type { StoredRates } from './store-rates';

/**
 * Folds the customers again whose amounts may be converted differently now that the rates of these days changed: what
 * waited for a rate is converted, and what took an earlier day's takes its own. The caller holds the projection lock in the
 * transaction that stored the rates.
 */
export async function convertAgain(tx: pg.ClientBase, workspaceId: string, { from, to }: StoredRates): Promise<void> {
  if (from === null || to === null) return;
  const settings = await loadFoldSettings(tx, workspaceId);
  // A sale may take the rate of its own day or of the day it became known; zones put either a day off.
  const { rows } = await tx.query<{ connection_id: string; owner_id: string }>(
    `select distinct connection_id, owner_id from ledger_entry
     where workspace_id = $1 and currency not in ('', $2)
       and (day between $3 and $4 or known_at between $3::date and $4::date) order by 1, 2`,
    [workspaceId, settings.currency, addDays(from, -1), addDays(to, RATE_HOLDS_DAYS + 1)],
  );
  if (settings.definitions.mrrFx === 'locked_at_start') rows.push(...(await lockedOn(tx, settings, from, to)));
  for (const id of new Set(rows.map(({ connection_id }) => connection_id))) {
    const owners = rows.filter(({ connection_id }) => connection_id === id).map(({ owner_id }) => owner_id);
    await refoldOwners(tx, settings, id, [...new Set(owners)]);
  }
}

/** Customers whose subscriptions keep, or wait for, the rate of a day about these, on which they began. */
async function lockedOn(tx: pg.ClientBase, { workspaceId, currency }: FoldSettings, from: string, to: string) {
  const { rows } = await tx.query<{ connection_id: string; owner_id: string }>(
    `select distinct connection_id, owner_id from object_version
     where workspace_id = $1 and kind = 'subscription' and body->>'currency' <> $2
       and to_timestamp(coalesce(body->>'startDate', body->>'created')::bigint) between $3::date and $4::date`,
    [workspaceId, currency, addDays(from, -1), addDays(to, RATE_HOLDS_DAYS + 2)],
  );
  return rows;
}
