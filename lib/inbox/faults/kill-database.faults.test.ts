import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase, getPool } from '@/lib/db/client';
import { isAlive, serverPid } from '@/lib/db/embedded/server-process';
import { createWorkspace, startHarness } from '../testing/harness';
import { type AppProcess, startApp } from './testing/app-process';
import { drained, missingIds } from './testing/drained';
import { companyHistory } from './testing/history';
import { inboxDigest } from './testing/inbox-digest';
import { Random } from './testing/random';
import { Sender } from './testing/sender';

const ROUNDS = Number(process.env.HEADWATER_FAULT_KILLS ?? 10);
const history = companyHistory(88, 200);
const root = mkdtempSync(join(tmpdir(), 'headwater-faults-'));
const folder = join(root, 'postgres');
const WORKSPACE = 'ws_test';
let undisturbed: string;

beforeAll(async () => {
  const clean = await startHarness();
  await clean.deliver(...history);
  undisturbed = await inboxDigest(getPool(), WORKSPACE);
  await clean.close();
}, 120_000);

afterAll(async () => {
  await killDatabase();
  rmSync(root, { recursive: true, force: true });
});

/** The server and every session of it at once: it leads a process group of its own. */
async function killDatabase(): Promise<void> {
  const pid = serverPid(folder);
  if (pid === null || !isAlive(pid)) return;
  process.kill(-pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(10);
}

async function startWithWorkspace(): Promise<AppProcess> {
  const app = await startApp({ FAULTS_DATABASE_FOLDER: folder });
  process.env.DATABASE_URL = app.databaseUrl;
  await createWorkspace();
  await closeDatabase();
  return app;
}

async function missingNow(url: string, ids: Iterable<string>): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return missingIds(pool, ids).finally(() => pool.end());
}

test(`F8 kill -9 of app and database together ${ROUNDS} times: nothing acknowledged is lost, the ledger is that of a quiet run`, async () => {
  const random = new Random(8);
  const sender = new Sender(history, random);
  let app = await startWithWorkspace();
  for (let round = 0; round < ROUNDS; round += 1) {
    let stopped = false;
    const sending = sender.run(app.origin, 8, 30, () => stopped);
    await sleep(random.between(200, 3000));
    await Promise.all([app.kill(), killDatabase()]);
    stopped = true;
    await sending;
    app = await startApp({ FAULTS_DATABASE_FOLDER: folder });
    expect(await missingNow(app.databaseUrl, sender.acknowledged), `after kill ${round + 1}`).toEqual([]);
  }
  await sender.run(app.origin, 8, 0, () => false);
  const pool = new pg.Pool({ connectionString: app.databaseUrl, max: 1 });
  await drained(pool);
  expect(sender.acknowledged.size).toBe(history.length);
  expect(await missingIds(pool, sender.acknowledged)).toEqual([]);
  expect(await inboxDigest(pool, WORKSPACE)).toBe(undisturbed);
  await pool.end();
  await app.kill();
});
