import pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { getPool } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';

const TABLE = 'rate_limit';

// The limiter does arithmetic on its int8 column, which the rest of the program reads as bigint.
const plainNumbers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

const storeClient = {
  query: (config: pg.QueryConfig) => getPool().query({ ...config, types: plainNumbers }),
};

/**
 * Counters that expire, in PostgreSQL so that a restart or a second process does not forget them. Their table is made on
 * first use; nothing derived or configured lives there.
 */
export function expiringKeys(options: {
  prefix: string;
  points: number;
  seconds: number;
}): () => Promise<RateLimiterPostgres> {
  let ready: Promise<RateLimiterPostgres> | undefined;
  return () => {
    ready ??= openLimiter(options).catch((error: unknown) => {
      ready = undefined; // the database was away: ask again next time
      throw error;
    });
    return ready;
  };
}

async function openLimiter(options: { prefix: string; points: number; seconds: number }): Promise<RateLimiterPostgres> {
  await makeTable();
  return new RateLimiterPostgres({
    storeClient,
    storeType: 'pool',
    tableName: TABLE,
    tableCreated: true,
    keyPrefix: options.prefix,
    points: options.points,
    duration: options.seconds,
  });
}

/**
 * As the library would, but one at a time: of two `create table if not exists` at once one fails, and the first sign-in
 * after a start opens several counters at once.
 */
function makeTable(): Promise<void> {
  return inTransaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [TABLE]);
    await tx.query(
      `create table if not exists ${TABLE} (key varchar(255) primary key, points integer not null default 0, expire bigint)`,
    );
  });
}
