import { setTimeout as sleep } from 'node:timers/promises';
import { openSession } from '@/lib/db/client';
import type { Connection } from '../stripe-reader';

/** How soon another process takes over when the one at work is gone. */
const TRY_EVERY_MS = 250;

/**
 * Does the work once no other process does it for the same connection. The lock belongs to a database session: it is free the
 * moment the process dies, and `held` aborts when the session is lost. Throws when `signal` aborts while it waits.
 */
export async function withConnectionLock<T>(
  { workspaceId, id }: Connection,
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<T>,
): Promise<T> {
  const session = await openSession();
  const lost = new AbortController();
  const lose = () => lost.abort(new Error('the database session that holds the lock is gone'));
  session.once('error', lose);
  session.once('end', lose);
  try {
    const lock = {
      text: "select pg_try_advisory_lock(hashtextextended('backfill:' || $1 || ':' || $2, 0)) as locked",
      values: [workspaceId, id],
    };
    while (!(await session.query<{ locked: boolean }>(lock)).rows[0]?.locked)
      await sleep(TRY_EVERY_MS, undefined, { signal });
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    session.removeListener('end', lose);
    await session.end().catch(() => {});
  }
}
