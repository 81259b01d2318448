import pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { lockProjection } from '@/lib/db/projection-lock';
import { AppError } from '@/lib/errors';

/** Who changes identities, and where; nobody by name for a server with a key. */
export interface Actor {
  workspaceId: string;
  userId: string | null;
}

const LONGEST_WAIT = '20s';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs a change of identities in one transaction, while nobody else writes the workspace's ledger. Throws `unavailable`
 * rather than wait for as long as all customers are being resolved.
 */
export async function byHand<T>(workspaceId: string, work: (tx: pg.ClientBase) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    await tx.query(`set local lock_timeout = '${LONGEST_WAIT}'`);
    await lockProjection(tx, workspaceId).catch(refuseToWait);
    await tx.query('set local lock_timeout = 0');
    return work(tx);
  });
}

function refuseToWait(error: unknown): never {
  if (error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE)
    throw new AppError('unavailable', 'All customers are being resolved at the moment: try again in a minute.');
  throw error;
}
