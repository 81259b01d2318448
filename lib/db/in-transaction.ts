import type pg from 'pg';
import { getPool } from './client';
import { queueQueries } from './queue-queries';

/** Runs `work` in one transaction: all of it commits or, when it throws, none of it. */
export const inTransaction = <T>(work: (tx: pg.ClientBase) => Promise<T>): Promise<T> => runWithin('commit', work);

/** Runs `work` in one transaction and takes back all that it wrote: what it returns is what would have come of it. */
export const inUndoneTransaction = <T>(work: (tx: pg.ClientBase) => Promise<T>): Promise<T> =>
  runWithin('rollback', work);

async function runWithin<T>(end: 'commit' | 'rollback', work: (tx: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await getPool().connect();
  try {
    await client.query('begin');
    const result = await work(queueQueries(client));
    await client.query(end);
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
