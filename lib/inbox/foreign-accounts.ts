import type pg from 'pg';

interface NamesAccount {
  connectionId: string;
  account: string | null;
}

/**
 * Says why an event is of another Stripe account than its source counts, or null. An endpoint may receive the events of
 * connected accounts as well; each names its account, and those of the endpoint's own account name none.
 */
export async function foreignReasons(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly NamesAccount[],
): Promise<(event: NamesAccount) => string | null> {
  const counted = await tx.query<{ id: string; account: string | null }>({
    name: 'counted-accounts',
    text: 'select id, account_id as account from connection where workspace_id = $1 and id = any($2)',
    values: [workspaceId, [...new Set(events.map(({ connectionId }) => connectionId))]],
  });
  const accountOf = new Map(counted.rows.map(({ id, account }) => [id, account]));
  return ({ connectionId, account }) => {
    if ((accountOf.get(connectionId) ?? null) === account) return null;
    return account === null
      ? 'Of the account that the endpoint belongs to, which this source does not count.'
      : `Of the Stripe account ${account}, which this source does not count.`;
  };
}
