import { setTimeout as sleep } from 'node:timers/promises';
import { withConnectionLock } from '@/lib/connections/backfill/with-connection-lock';
import { oneAtATime } from '@/lib/connections/catch-up/one-at-a-time';
import { getDb } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { forgetEndpoints } from '@/lib/inbox/load-endpoint';
import { refoldWorkspace } from '@/lib/inbox/rebuild';
import { forgetCommissions } from '@/lib/partners/engine/forget-commissions';
import { requireConnection } from './require-connection';

/** Every table with rows of single connections; what sums up several is made again, and what partners were paid stays. */
const TABLES_OF_CONNECTIONS = `select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
  where a.attname = 'connection_id' and c.relkind = 'r' and c.relname <> 'commission' and pg_table_is_visible(c.oid)`;

/** A delivery that was let in before is stored or refused by then: its endpoint is remembered for two seconds, and it waits for four. */
const UNDER_WAY_MS = 6500;
/** Whose turn is waited for beside the backfill's: they read with the key they began with. */
const READERS = ['catch-up', 'subscriptions'];
/** A page that is being read is stored by then. */
const PATIENCE_MS = 120_000;

/** Takes and reads nothing more of a source, and forgets key and secrets; all that it brought stays in the figures. */
export async function disconnectConnection(workspaceId: string, id: string): Promise<void> {
  await requireConnection(workspaceId, id);
  await getDb().$transaction([
    getDb().connection.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: {
        disconnectedAt: new Date(),
        apiKeyCipher: null,
        apiKeyMode: null,
        permissions: Prisma.DbNull,
        permissionsAt: null,
        backfill: 'idle',
        webhookEndpointId: null,
      },
    }),
    getDb().webhookSecret.deleteMany({ where: { workspaceId, connectionId: id } }),
  ]);
  forgetEndpoints();
}

/**
 * Disconnects a source and erases all that it brought, events included. The figures are made again of what is left in the
 * transaction that erases, so that it is gone everywhere or, after a crash, nowhere: then the source is disconnected and can be
 * erased again. Waits for what is being read of it.
 */
export async function eraseConnection(
  workspaceId: string,
  id: string,
  { name, underWayMs = UNDER_WAY_MS }: { name: string; underWayMs?: number },
): Promise<void> {
  const connection = await requireConnection(workspaceId, id);
  if (name.trim() !== connection.name) {
    throw new AppError('unprocessable', `Type the name of the source, ${connection.name}, to erase it.`, 'name');
  }
  await disconnectConnection(workspaceId, id);
  await sleep(underWayMs);
  const inTurn = READERS.reduce<() => Promise<unknown>>(
    (work, reader) => () => oneAtATime(`${reader}:${workspaceId}:${id}`, 'wait', work),
    () => eraseRows(workspaceId, id),
  );
  await withConnectionLock({ workspaceId, id }, AbortSignal.timeout(PATIENCE_MS), inTurn);
}

async function eraseRows(workspaceId: string, id: string): Promise<void> {
  await refoldWorkspace(workspaceId, async (tx) => {
    await forgetCommissions(tx, workspaceId, id);
    const tables = await tx.query<{ name: string }>(TABLES_OF_CONNECTIONS);
    for (const { name: table } of tables.rows) {
      await tx.query(`delete from ${table} where workspace_id = $1 and connection_id = $2`, [workspaceId, id]);
    }
    await tx.query('delete from connection where workspace_id = $1 and id = $2', [workspaceId, id]);
    // Whoever keeps figures of before learns that they are others now.
    await tx.query('update workspace set settings_version = settings_version + 1 where id = $1', [workspaceId]);
  });
}
