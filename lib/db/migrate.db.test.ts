import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigrations } from './migrate';
import { type MigrationFile, readMigrationFiles } from './migration-files';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const extra = (name: string, sql: string): MigrationFile[] => [...readMigrationFiles(), { name, sql, checksum: 'c' }];

test('a migrated database has nothing left to do', async () => {
  expect(await applyMigrations(database.url)).toEqual([]);
});

test('processes that start together apply a migration once', async () => {
  const files = extra('99990101000000_once', 'create table once (id int)');
  const applied = await Promise.all([1, 2, 3, 4].map(() => applyMigrations(database.url, files)));
  expect(applied.flat()).toEqual(['99990101000000_once']);
  expect(await applyMigrations(database.url, files)).toEqual([]);
});

test('a database that a newer version wrote is refused', async () => {
  await expect(applyMigrations(database.url)).rejects.toThrow(/newer version of Headwater/);
  await client.query(`delete from _prisma_migrations where migration_name = '99990101000000_once'`);
});

test('F41 a migration that fails half-way leaves nothing behind and can be run again', async () => {
  const broken = extra('99990102000000_broken', 'create table half (id int); select 1 / 0');
  await expect(applyMigrations(database.url, broken)).rejects.toThrow(/nothing of it was applied/);
  expect((await client.query(`select to_regclass('half') as half`)).rows).toEqual([{ half: null }]);

  const repaired = extra('99990102000000_broken', 'create table half (id int)');
  expect(await applyMigrations(database.url, repaired)).toEqual(['99990102000000_broken']);
});
