import type pg from 'pg';
import { z } from 'zod';
import { enqueueWebhook } from '@/lib/webhooks/enqueue-webhook';
import { COMMISSION_COLUMNS, COMMISSION_FROM, commissionRow, toCommission } from '../commissions/commission-rows';

/** Tells other servers of commissions, where any listens, in the transaction that wrote them. */
export async function tellOfCommissions(
  tx: pg.ClientBase,
  workspaceId: string,
  { created, updated }: { created: readonly string[]; updated: readonly string[] },
  now: Date,
): Promise<void> {
  if (created.length + updated.length === 0) return;
  const { rows } = await tx.query(
    `select ${COMMISSION_COLUMNS} from ${COMMISSION_FROM}
     where c.workspace_id = $1 and c.id = any($2) and exists (
       select from outgoing_endpoint e where e.workspace_id = $1 and e.enabled and e.types && '{commission.created,commission.updated}')
     order by c.occurred_at, c.id`,
    [workspaceId, [...created, ...updated]],
  );
  const fresh = new Set(created);
  for (const row of z.array(commissionRow).parse(rows)) {
    const type = fresh.has(row.id) ? 'commission.created' : 'commission.updated';
    await enqueueWebhook(tx, workspaceId, { type, occurredAt: now, data: toCommission(row) });
  }
}
