import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client';

// In raw SQL bigint columns arrive as bigint, dates without a time as the text PostgreSQL printed: neither may pass through
// a float or a local time zone. For this pool only: Prisma reads the same columns in its own way.
const rawTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return BigInt;
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

interface Clients {
  pool?: pg.Pool;
  db?: PrismaClient;
  sessions?: Set<pg.Client>;
}

// One pool per process, also across the bundles Next makes of the same module.
const holder = globalThis as typeof globalThis & { __headwaterClients?: Clients };
holder.__headwaterClients ??= {};
const clients: Clients = holder.__headwaterClients;

/** The pool for raw SQL. Throws when no database is configured. */
export function getPool(): pg.Pool {
  clients.pool ??= createPool();
  return clients.pool;
}

/** Prisma over the same server, for configuration and simple reads. */
export function getDb(): PrismaClient {
  clients.db ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl(), max: 5 }) });
  return clients.db;
}

/** Ends all connections; the next call opens new ones. */
export async function closeDatabase(): Promise<void> {
  const { pool, db, sessions = new Set<pg.Client>() } = clients;
  clients.pool = undefined;
  clients.db = undefined;
  clients.sessions = undefined;
  await Promise.all([pool?.end(), db?.$disconnect(), ...[...sessions].map((session) => session.end())]);
}

/** For disks without a moving head, and for questions shorter than it takes to start a parallel worker. */
const OPTIONS = '-c synchronous_commit=on -c random_page_cost=1.1 -c parallel_setup_cost=20000';

const settings = () => ({
  connectionString: databaseUrl(),
  connectionTimeoutMillis: 4000,
  options: OPTIONS,
  types: rawTypes,
});

/** A connection of its own, outside the pool, for what lives as long as a session does. Ends with the others or before. */
export async function openSession(): Promise<pg.Client> {
  const client = new pg.Client(settings());
  client.on('error', () => {}); // heard where it is used
  await client.connect();
  clients.sessions ??= new Set();
  const { sessions } = clients;
  sessions.add(client);
  client.once('end', () => sessions.delete(client));
  return client;
}

function createPool(): pg.Pool {
  const pool = new pg.Pool({ ...settings(), max: 16 });
  pool.on('error', () => {}); // an idle connection died: the pool opens another when it is next asked
  // One that dies while it is lent out also fails its query, which is where it is handled; unheard it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url)
    throw new Error('DATABASE_URL is not set: start Headwater with npm start, or point it at a PostgreSQL server.');
  return url;
}
