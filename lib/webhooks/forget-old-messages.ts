import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { queryRows } from '@/lib/db/query-rows';
import type { Asks } from './enqueue-webhook';

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

const oldRow = z.object({ workspaceId: z.string(), ids: z.array(z.string()) });

/** Messages hold names and addresses: they are kept for as long as somebody may look into why one did not arrive. */
export async function forgetOldMessages(now: Date): Promise<void> {
  const old = await queryRows(oldRow, {
    text: `select workspace_id as "workspaceId", array_agg(id) as ids from outgoing_message where created_at < $1 group by 1`,
    values: [new Date(now.getTime() - KEPT_MS)],
  });
  for (const { workspaceId, ids } of old) await inTransaction((tx) => removeMessages(tx, workspaceId, ids));
}

/** With their attempts. */
export async function removeMessages(tx: Asks, workspaceId: string, ids: readonly string[]): Promise<void> {
  const which = [workspaceId, ids];
  await tx.query('delete from outgoing_attempt where workspace_id = $1 and message_id = any($2)', which);
  await tx.query('delete from outgoing_delivery where workspace_id = $1 and message_id = any($2)', which);
  await tx.query('delete from outgoing_message where workspace_id = $1 and id = any($2)', which);
}
