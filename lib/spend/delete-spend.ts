import { z } from 'zod';
import { getPool } from '@/lib/db/client';
import { AppError } from '@/lib/errors';

export const spendDeleted = z.object({ deleted: z.string().describe('Its id.') });

/** Deletes a row of spend. Throws `not_found` for one the workspace does not have. */
export async function deleteSpend(workspaceId: string, id: string): Promise<z.output<typeof spendDeleted>> {
  const done = await getPool().query('delete from spend where workspace_id = $1 and id = $2', [workspaceId, id]);
  if (done.rowCount === 0) throw new AppError('not_found', 'There is no such row of spend.');
  return { deleted: id };
}
