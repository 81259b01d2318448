import pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { getPool } from '@/lib/db/client';

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
 * Counters that expire, in PostgreSQL so that a restart or a second process does not forget them. The library makes its
 * own table on first use; nothing derived or configured lives there.
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

function openLimiter(options: { prefix: string; points: number; seconds: number }): Promise<RateLimiterPostgres> {
  return new Promise((resolve, reject) => {
    const limiter: RateLimiterPostgres = new RateLimiterPostgres(
      {
        storeClient,
        storeType: 'pool',
        tableName: TABLE,
        keyPrefix: options.prefix,
        points: options.points,
        duration: options.seconds,
      },
      (error?: Error) => (error ? reject(error) : resolve(limiter)),
    );
  });
}
