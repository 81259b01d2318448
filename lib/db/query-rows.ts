import { z } from 'zod';
import { getPool } from './client';

/** A parametrised statement; text holds only $n placeholders and constant names. */
export interface Statement {
  /** Prepared under this name, once per connection. */
  name?: string;
  text: string;
  values: unknown[];
}

/** Runs a statement and parses its rows. Throws when the database answers something the question did not expect. */
export async function queryRows<Row extends z.ZodType>(row: Row, statement: Statement): Promise<z.output<Row>[]> {
  const result = await getPool().query(statement);
  return z.array(row).parse(result.rows);
}
