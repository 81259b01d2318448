import { openSession } from '@/lib/db/client';

/**
 * Does the work while no other process, and nobody else in this one, does work of that name; else waits for its turn, or
 * leaves it and returns null. The lock is held by a session of its own and ends with it, so a process that dies frees it.
 */
export async function oneAtATime<T>(
  name: string,
  whenTaken: 'wait' | 'skip',
  work: () => Promise<T>,
): Promise<T | null> {
  const session = await openSession();
  try {
    if (whenTaken === 'wait') {
      await session.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    } else {
      const lock = await session.query<{ mine: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
        [name],
      );
      if (!lock.rows[0]?.mine) return null;
    }
    return await work();
  } finally {
    await session.end();
  }
}
