import type pg from 'pg';

/** In place of a connection: what is due are the leads that the app tracked under an id of its own. */
export const OF_LEADS = '';

/**
 * Has the commissions of everybody whom a partner brought, or any partner, worked out again. Who is due already is locked, so
 * that nobody works it off before this can be seen.
 */
export async function makeDue(tx: pg.ClientBase, workspaceId: string, partnerId: string | null): Promise<void> {
  await tx.query(
    `insert into commission_due (workspace_id, connection_id, owner_id)
     select workspace_id, connection_id, id from ledger_owner
     where workspace_id = $1 and jsonb_path_exists(attribution, '$.shares[*].partner ? (@ != "" && ($p == "" || @ == $p))',
       jsonb_build_object('p', coalesce($2::text, '')))
     union select workspace_id, connection_id, owner_id from commission
       where workspace_id = $1 and ($2::text is null or partner_id = $2) and connection_id <> '${OF_LEADS}'
     union select l.workspace_id, '${OF_LEADS}', l.external_id from lead l
       join touchpoint t on t.workspace_id = l.workspace_id and t.id = l.click_id
       where l.workspace_id = $1 and l.source = 'manual' and t.partner_id <> '' and ($2::text is null or t.partner_id = $2)
     on conflict (workspace_id, connection_id, owner_id) do update set owner_id = excluded.owner_id`,
    [workspaceId, partnerId],
  );
}
