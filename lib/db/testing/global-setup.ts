import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { serverPid } from '../embedded/server-process';
import { startEmbeddedPostgres } from '../embedded-postgres';
import { applyMigrations } from '../migrate';

declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseServer: string;
    testDatabaseTemplate: string;
  }
}

/** One server for the whole run, with a migrated template from which every test file copies a database of its own. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL ? theirServer(process.env.TEST_DATABASE_URL) : await ourServer();
  const template = `headwater_template_${randomBytes(4).toString('hex')}`;
  await runSql(server.url, `create database ${template}`);
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  await applyMigrations(url.href);

  project.provide('testDatabaseServer', server.url);
  project.provide('testDatabaseTemplate', template);
  return async () => {
    await runSql(server.url, `drop database ${template} with (force)`);
    await server.stop();
  };
}

interface TestServer {
  url: string;
  stop(): Promise<void>;
}

const theirServer = (url: string): TestServer => ({ url, stop: async () => {} });

async function ourServer(): Promise<TestServer> {
  const root = mkdtempSync(join(tmpdir(), 'headwater-test-'));
  const folder = join(root, 'postgres');
  const server = await startEmbeddedPostgres(folder, {
    fsync: 'off',
    max_connections: '300',
    log_min_messages: 'fatal',
  });
  process.once('exit', () => endAtOnce(folder)); // a run that is interrupted leaves no server behind
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function endAtOnce(folder: string): void {
  const pid = serverPid(folder);
  if (pid !== null) process.kill(pid, 'SIGQUIT');
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
