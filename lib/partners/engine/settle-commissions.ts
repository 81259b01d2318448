import type pg from 'pg';
import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { queryRows } from '@/lib/db/query-rows';
import { textArray } from '@/lib/db/text-array';
import { approveMatured } from './approve-matured';
import { OF_LEADS } from './due';
import { lockCommissions } from './lock';
import { settlePeople } from './settle-people';

/** As many customers as are worked out in one transaction. */
const AT_ONCE = 100;
/** Leads become visible when their transaction ends, which may be after those of a later one. */
const OVERLAP = '1 minute';

const workspaceRow = z.object({ id: z.string(), due: z.boolean(), leads: z.boolean(), matured: z.boolean() });

/**
 * Works out all commissions that are due, in every workspace, and approves what has matured where that is wanted. What fails
 * stays due, and is thrown when the rest is done.
 */
export async function settleCommissions(now = new Date()): Promise<void> {
  const workspaces = await queryRows(workspaceRow, {
    text: `select w.id, exists (select from commission_due d where d.workspace_id = w.id) as due,
        exists (select from reward_rule r where r.workspace_id = w.id and r.event = 'lead') as leads,
        exists (select from partner_setting s where s.workspace_id = w.id and s.auto_approve) as matured
      from workspace w`,
    values: [],
  });
  const failures: unknown[] = [];
  for (const { id, due, leads, matured } of workspaces) {
    const work = async () => {
      if (leads) await makeLeadsDue(id);
      if (due || leads) failures.push(...(await settleAllDue(id, now)));
      if (matured) await approveMatured(id, now);
    };
    await work().catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/** Then the fault is hardly that of single customers. */
const MOST_FAILURES = 20;

/** In batches; where one fails, customer by customer, so that nobody waits for another. Returns why some stay due. */
async function settleAllDue(workspaceId: string, now: Date): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (let limit = AT_ONCE; failures.length < MOST_FAILURES; ) {
    try {
      if ((await settleDue(workspaceId, now, { limit, skip: failures.length })) < limit) break;
    } catch (error) {
      if (limit === 1) failures.push(error);
      limit = 1;
    }
  }
  return failures;
}

/** What is taken is due again should anything fail; what becomes due meanwhile waits for the next round. */
const settleDue = (workspaceId: string, now: Date, { limit, skip }: { limit: number; skip: number }): Promise<number> =>
  inTransaction(async (tx) => {
    await lockCommissions(tx, workspaceId);
    const { rows } = await tx.query<{ connectionId: string; ownerId: string }>(
      `delete from commission_due where workspace_id = $1 and (connection_id, owner_id) in (
         select connection_id, owner_id from commission_due where workspace_id = $1
         order by connection_id = '${OF_LEADS}', connection_id, owner_id limit $2 offset $3 for update skip locked)
       returning connection_id as "connectionId", owner_id as "ownerId"`,
      [workspaceId, limit, skip],
    );
    const owners = rows.filter(({ connectionId }) => connectionId !== OF_LEADS);
    const externalIds = rows.flatMap(({ connectionId, ownerId }) => (connectionId === OF_LEADS ? ownerId : []));
    if (rows.length > 0) await settlePeople(tx, workspaceId, { owners, externalIds }, now);
    return rows.length;
  });

/** Leads that the app tracked need no customer: found by when they became known, they are due by the ids of who they are. */
async function makeLeadsDue(workspaceId: string): Promise<void> {
  for (let after: LeadKey | null = null; ; ) {
    const last = await makeLeadsDueAfter(workspaceId, after);
    if (!last) return;
    after = last;
  }
}

const leadKey = z.object({ knownAt: z.string(), id: z.string(), externalId: z.string() });
type LeadKey = z.output<typeof leadKey>;

const makeLeadsDueAfter = (workspaceId: string, after: LeadKey | null): Promise<LeadKey | null> =>
  inTransaction(async (tx) => {
    await lockCommissions(tx, workspaceId);
    const rows = await leadsAfter(tx, workspaceId, after);
    const last = rows.at(-1);
    if (!last) return null;
    await tx.query(
      `insert into commission_due (workspace_id, connection_id, owner_id)
       select distinct $1::text, '${OF_LEADS}', id from unnest($2::text[]) id on conflict do nothing`,
      [workspaceId, textArray(rows.map(({ externalId }) => externalId))],
    );
    await tx.query(
      `insert into partner_setting as s (workspace_id, leads_seen_at) values ($1, $2)
       on conflict (workspace_id) do update set leads_seen_at = greatest(s.leads_seen_at, excluded.leads_seen_at)`,
      [workspaceId, last.knownAt],
    );
    return rows.length < AT_ONCE ? null : last;
  });

async function leadsAfter(tx: pg.ClientBase, workspaceId: string, after: LeadKey | null): Promise<LeadKey[]> {
  const { rows } = await tx.query(
    `select l.external_id as "externalId", l.known_at::text as "knownAt", l.id from lead l
     join touchpoint t on t.workspace_id = l.workspace_id and t.id = l.click_id and t.credits and t.partner_id <> ''
     where l.workspace_id = $1 and l.source in ('manual', 'trial') and (l.known_at, l.id) > (coalesce($2::timestamptz,
         (select leads_seen_at - $4::interval from partner_setting where workspace_id = $1), '-infinity'), $3)
       and not exists (select from commission c where c.workspace_id = $1 and c.event = 'lead'
         and c.connection_id = coalesce(l.connection_id, '') and c.source_id = l.id)
     order by l.known_at, l.id limit $5`,
    [workspaceId, after?.knownAt ?? null, after?.id ?? '', OVERLAP, AT_ONCE],
  );
  return z.array(leadKey).parse(rows);
}
