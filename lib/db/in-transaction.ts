import type pg from 'pg';
import { getPool } from './client';
import { queueQueries } from './queue-queries';

/** Runs `work` in one transaction: all of it commits or, when it throws, none of it. */
export async function inTransaction<T>(work: (tx: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await getPool().connect();
  try {
    await client.query('begin');
    const result = await work(queueQueries(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
