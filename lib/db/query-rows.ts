import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { z } from 'zod';
import { getPool } from './client';

const chosen = new AsyncLocalStorage<pg.ClientBase>();

/** Asks every question of `work` on this connection, whose session may have tables of its own. */
export const onClient = <T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> => chosen.run(client, work);

/** A parametrised statement; text holds only $n placeholders and constant names. */
export interface Statement {
  /** Prepared under this name, once per connection. */
  name?: string;
  text: string;
  values: unknown[];
}

/** Runs a statement and parses its rows. Throws when the database answers something the question did not expect. */
export async function queryRows<Row extends z.ZodType>(row: Row, statement: Statement): Promise<z.output<Row>[]> {
  const client = chosen.getStore();
  const result = await (client ? inTurn(client, statement) : getPool().query(statement));
  return z.array(row).parse(result.rows);
}

const last = new WeakMap<pg.ClientBase, Promise<unknown>>();

/** One connection answers one question at a time, whoever asks. */
function inTurn(client: pg.ClientBase, statement: Statement): Promise<pg.QueryResult> {
  const answer = (last.get(client) ?? Promise.resolve()).then(() => client.query(statement));
  last.set(
    client,
    answer.catch(() => {}),
  );
  return answer;
}
