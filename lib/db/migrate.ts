import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type MigrationFile, readMigrationFiles } from './migration-files';

/** Any constant will do, as long as every Headwater process takes the same. */
const MIGRATION_LOCK = 7_240_311;

/**
 * Brings the database to this version's schema and returns the names of the migrations it ran. Each one commits
 * together with its row in `_prisma_migrations` (Prisma's own table and checksums), so a kill at any moment leaves it
 * either applied or not begun. Processes that start together take turns.
 */
export async function applyMigrations(url: string, files: MigrationFile[] = readMigrationFiles()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(CREATE_HISTORY);
    const pending = pendingOf(files, await readHistory(client));
    for (const file of pending) await applyOne(client, file);
    return pending.map((file) => file.name);
  } finally {
    await client.end(); // ends the lock as well
  }
}

interface AppliedMigration {
  name: string;
  checksum: string;
}

async function readHistory(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null`,
  );
  return rows;
}

function pendingOf(files: MigrationFile[], history: AppliedMigration[]): MigrationFile[] {
  const checksums = new Map(history.map((row) => [row.name, row.checksum]));
  for (const { name } of history) {
    if (files.some((file) => file.name === name)) continue;
    throw new Error(
      `The database was written by a newer version of Headwater (migration ${name}): start that version.`,
    );
  }
  return files.filter((file) => {
    const applied = checksums.get(file.name);
    if (applied !== undefined && applied !== file.checksum) {
      throw new Error(`Migration ${file.name} was changed after it had been applied to this database.`);
    }
    return applied === undefined;
  });
}

async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('begin');
  try {
    await client.query(file.sql);
    await client.query(
      `insert into _prisma_migrations (id, migration_name, checksum, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), 1)`,
      [randomUUID(), file.name, file.checksum],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${file.name} failed; nothing of it was applied.`, { cause: error });
  }
}

// Word for word what Prisma creates.
const CREATE_HISTORY = `create table if not exists "_prisma_migrations" (
  "id" varchar(36) primary key not null,
  "checksum" varchar(64) not null,
  "finished_at" timestamptz,
  "migration_name" varchar(255) not null,
  "logs" text,
  "rolled_back_at" timestamptz,
  "started_at" timestamptz not null default now(),
  "applied_steps_count" integer not null default 0
)`;
