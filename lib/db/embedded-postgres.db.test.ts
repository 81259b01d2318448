import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { serverPid } from './embedded/server-process';
import { startEmbeddedPostgres } from './embedded-postgres';

// Of mode 0700, as `mktemp -d` makes them: as root, the account that runs the database cannot walk this path.
const root = mkdtempSync(join(tmpdir(), 'headwater-embedded-'));
const folder = join(root, 'postgres');
const FAST = { fsync: 'off' };

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a first start makes a private database, and a second one finds its rows', async () => {
  const first = await startEmbeddedPostgres(folder, FAST);
  await query(first.url, 'create table kept as select 1 as row');
  expect(await query(first.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
  expect(statSync(join(folder, 'access.json')).mode & 0o777).toBe(0o600);
  await expect(query(first.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/authentication failed/);
  await first.stop();
  expect(serverPid(folder)).toBeNull();

  const second = await startEmbeddedPostgres(folder, FAST);
  expect(await query(second.url, 'select row from kept')).toEqual([{ row: 1 }]);
  await second.stop();
});

test('a server that is still running is adopted, and only the last one out ends it', async () => {
  const first = await startEmbeddedPostgres(folder, FAST);
  const pid = serverPid(folder);
  const second = await startEmbeddedPostgres(folder, FAST);
  expect(serverPid(folder)).toBe(pid);

  const user = new pg.Client({ connectionString: second.url });
  await user.connect();
  await first.stop();
  expect(serverPid(folder)).toBe(pid);
  await user.end();
  await second.stop();
  expect(serverPid(folder)).toBeNull();
});

test('F8 after a kill -9 of the database alone it comes back on the same address, with its rows', async () => {
  const server = await startEmbeddedPostgres(folder, FAST);
  await query(server.url, 'create table acknowledged as select 7 as row');
  process.kill(serverPid(folder) ?? 0, 'SIGKILL');
  await expect
    .poll(() => query(server.url, 'select row from acknowledged').catch(() => null), { timeout: 20_000 })
    .toEqual([{ row: 7 }]);
  await server.stop();
});
