import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { freePort } from '@/lib/db/embedded/access-file';
import { serverPid } from '@/lib/db/embedded/server-process';
import { projectPending } from '@/lib/inbox/projector';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { boot } from './boot';

const SECRET = 'whsec_for_kills';
const SENDERS = 16;
let folder: string;
let port: number;
let child: ChildProcess | undefined;
let number = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-kills-'));
  port = await freePort();
});

afterEach(async () => {
  child?.kill('SIGKILL');
  const database = serverPid(join(folder, 'postgres'));
  if (database !== null) process.kill(database, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({
  HEADWATER_DATA_DIR: folder,
  HEADWATER_SECRET: 'a secret for this test only',
  DATABASE_URL: '',
  PORT: String(port),
  STRIPE_WEBHOOK_SECRET: SECRET,
});

/** Starts the product and waits until it takes webhooks. */
async function start(): Promise<void> {
  child = fork(fileURLToPath(new URL('testing/door-server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment() },
  });
  await once(child, 'message');
}

/** Sends new events until told to stop; returns the ids that were acknowledged. */
async function send(signal: AbortSignal): Promise<string[]> {
  const acknowledged: string[] = [];
  const work = async () => {
    while (!signal.aborted) {
      number += 1;
      const id = `evt_${String(number).padStart(8, '0')}`;
      if (await post(id, number)) acknowledged.push(id);
      else await sleep(20);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, work));
  return acknowledged;
}

async function post(id: string, customer: number): Promise<boolean> {
  const body = JSON.stringify({
    id,
    object: 'event',
    type: 'customer.created',
    created: 1_760_000_000 + customer,
    livemode: true,
    api_version: '2026-10-28.endive',
    data: { object: { id: `cus_${customer}`, object: 'customer', email: `c${customer}@example.com`, metadata: {} } },
  });
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex');
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/webhooks/stripe/default`, {
      method: 'POST',
      body,
      headers: { 'stripe-signature': `t=${time},v1=${signature}` },
    });
    return answer.ok;
  } catch {
    return false; // killed before it could answer
  }
}

async function killInRounds(rounds: number, kill: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await start();
    const stop = new AbortController();
    const sending = send(stop.signal);
    await sleep(300 + ((round * 619) % 1500));
    kill();
    await sleep(100);
    stop.abort();
    acknowledged.push(...(await sending));
  }
  return acknowledged;
}

/** What is stored after one more start, and whether the derived tables are those of a rebuild. */
async function inspect(): Promise<{ stored: Set<string>; owners: number; isSameWhenRebuilt: boolean }> {
  Object.assign(process.env, environment());
  const booted = await boot();
  await projectPending();
  const { rows } = await getPool().query<{ id: string; workspace_id: string }>(
    'select id, workspace_id from stripe_event',
  );
  const owners = await getPool().query<{ count: number }>('select count(*)::int as count from ledger_owner');
  const { before, after } = await rebuildWorkspace(rows[0]?.workspace_id ?? '');
  await booted.stop();
  return {
    stored: new Set(rows.map(({ id }) => id)),
    owners: owners.rows[0]?.count ?? 0,
    isSameWhenRebuilt: before === after,
  };
}

async function expectNothingLost(acknowledged: string[]): Promise<void> {
  expect(acknowledged.length).toBeGreaterThan(100);
  const { stored, owners, isSameWhenRebuilt } = await inspect();
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect(owners).toBe(stored.size); // one customer an event: none applied twice, none skipped
  expect(isSameWhenRebuilt).toBe(true);
}

test('F7 killed again and again while events arrive, it loses none that it acknowledged', async () => {
  const acknowledged = await killInRounds(8, () => child?.kill('SIGKILL'));
  await expectNothingLost(acknowledged);
});

test('F8 killed together with its database, it loses none that it acknowledged', async () => {
  const acknowledged = await killInRounds(5, () => {
    child?.kill('SIGKILL');
    process.kill(serverPid(join(folder, 'postgres')) ?? 0, 'SIGKILL');
  });
  await expectNothingLost(acknowledged);
});

test('F10 with its database killed under load it recovers by itself and loses nothing it acknowledged', async () => {
  await start();
  expect(await post('evt_before', 1)).toBe(true);
  const stop = new AbortController();
  const sending = send(stop.signal);
  process.kill(serverPid(join(folder, 'postgres')) ?? 0, 'SIGKILL');
  await sleep(200);
  await expect.poll(() => post('evt_after', 2), { timeout: 30_000 }).toBe(true);
  stop.abort();
  const acknowledged = [...(await sending), 'evt_before', 'evt_after'];
  child?.kill('SIGKILL');
  const { stored } = await inspect();
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
});
