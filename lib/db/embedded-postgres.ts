import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ACCESS_FILE, type Access, connectionUrl, freePort, readAccess, writeAccess } from './embedded/access-file';
import { createCluster } from './embedded/create-cluster';
import { isAlive, logTail, serverPid, spawnServer } from './embedded/server-process';

const DATABASE = 'headwater';
const START_LIMIT_MS = 60_000;
const WATCH_EVERY_MS = 1000;

export interface EmbeddedPostgres {
  url: string;
  /** Ends the server, unless another process still uses it. */
  stop(): Promise<void>;
}

/**
 * Runs a real PostgreSQL of our own in `folder`, creating it at first use. A server that is still running there, because
 * its starter was killed, is adopted; one that dies is started again for as long as we live.
 */
export async function startEmbeddedPostgres(
  folder: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const place = resolve(folder);
  if (!existsSync(join(place, ACCESS_FILE))) await createCluster(place);
  const access = await reachServer(place, settings, { mayMovePort: true });
  await createDatabase(access);
  const watch = watchServer(place, settings);
  return {
    url: connectionUrl(access, DATABASE),
    stop: async () => {
      await watch.stop();
      await stopServer(place, access);
    },
  };
}

/** Until our server answers: adopts, waits, or starts it, again and again with growing pauses. */
async function reachServer(
  folder: string,
  settings: Record<string, string>,
  { mayMovePort }: { mayMovePort: boolean },
): Promise<Access> {
  let child: ChildProcess | undefined;
  let deadline = Date.now() + START_LIMIT_MS;
  for (let pause = 20; Date.now() < deadline; pause = Math.min(pause * 1.6, 1000)) {
    const access = readAccess(folder);
    const found = await probe(access);
    if (found === 'ours') return access;
    if (found === 'starting') deadline = Date.now() + START_LIMIT_MS; // recovery after a crash takes its time
    const childRuns = child !== undefined && child.exitCode === null && child.signalCode === null;
    if (found === 'foreign' && mayMovePort && !childRuns) writeAccess(folder, { ...access, port: await freePort() });
    else if (found === 'absent' && !childRuns) child = spawnServer(folder, access, settings);
    await sleep(pause);
  }
  throw new Error(`The database in ${folder} does not start. The end of its log:\n${logTail(folder)}`);
}

type Probe = 'ours' | 'starting' | 'foreign' | 'absent';

async function probe(access: Access): Promise<Probe> {
  const client = new pg.Client({ connectionString: connectionUrl(access, 'postgres'), connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ cluster_name: string }>('show cluster_name');
    return rows[0]?.cluster_name === access.name ? 'ours' : 'foreign';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ECONNREFUSED') return 'absent';
    return code === '57P03' || code === 'ECONNRESET' || code === '57P01' ? 'starting' : 'foreign';
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: connectionUrl(access, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // Of two processes that start together, one finds it made by the other.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await client.end();
  }
}

function watchServer(folder: string, settings: Record<string, string>): { stop(): Promise<void> } {
  let repair: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    const pid = serverPid(folder);
    if (repair || (pid !== null && isAlive(pid))) return;
    repair = reachServer(folder, settings, { mayMovePort: false })
      .catch(() => {}) // tried again at the next tick; requests answer 503 meanwhile
      .finally(() => {
        repair = null;
      });
  }, WATCH_EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await repair;
    },
  };
}

async function stopServer(folder: string, access: Access): Promise<void> {
  const pid = serverPid(folder);
  if (pid === null || (await othersStay(access))) return;
  try {
    process.kill(pid, 'SIGINT'); // PostgreSQL's "fast shutdown"
  } catch {
    return;
  }
  while (serverPid(folder) === pid && isAlive(pid)) await sleep(20);
}

/** Connections that were just closed take a moment to be gone. */
async function othersStay(access: Access): Promise<boolean> {
  for (let tries = 0; tries < 10; tries += 1) {
    if (!(await hasOtherClients(access))) return false;
    await sleep(50);
  }
  return true;
}

async function hasOtherClients(access: Access): Promise<boolean> {
  const client = new pg.Client({ connectionString: connectionUrl(access, 'postgres'), connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query(
      `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return (rowCount ?? 0) > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
