import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import type { Connection } from '../stripe-reader';
import { wakeBackfills } from './wake-backfills';

/** Stops reading after the page at hand, until it is resumed. */
export const pauseBackfill = (connection: Connection): Promise<void> => change(connection, 'running', 'paused');

/** Goes on reading where it was paused. */
export async function resumeBackfill(connection: Connection): Promise<void> {
  await change(connection, 'paused', 'running');
  wakeBackfills();
}

async function change({ workspaceId, id }: Connection, backfill: string, next: string): Promise<void> {
  const { count } = await getDb().connection.updateMany({
    where: { workspaceId, id, backfill },
    data: { backfill: next },
  });
  if (count === 0) throw new AppError('conflict', `The backfill is not ${backfill}.`);
}
