import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { Connection } from '../stripe-reader';
import { LIST_KINDS } from './kinds';
import { wakeBackfills } from './wake-backfills';

/**
 * Lets the whole history of a connection be read from the beginning; what is known already is not stored again. It goes on
 * in the background, in whichever process is first. Throws where there is no key to read with.
 */
export async function startBackfill({ workspaceId, id }: Connection): Promise<void> {
  await inTransaction(async (tx) => {
    const { rowCount } = await tx.query(
      `update connection set backfill = 'running'
       where workspace_id = $1 and id = $2 and api_key_cipher is not null and disconnected_at is null`,
      [workspaceId, id],
    );
    if (rowCount !== 1) throw new AppError('unprocessable', 'Save a restricted key first.');
    for (const table of ['backfill_step', 'backfill_reference'])
      await tx.query(`delete from ${table} where workspace_id = $1 and connection_id = $2`, [workspaceId, id]);
    await tx.query(
      'insert into backfill_step (workspace_id, connection_id, kind) select $1, $2, kind from unnest($3::text[]) as kind',
      [workspaceId, id, LIST_KINDS.map(({ kind }) => kind)],
    );
  });
  wakeBackfills();
}
