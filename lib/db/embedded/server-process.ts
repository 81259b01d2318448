import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from './access-file';
import { findBinaries } from './binaries';
import { dataArgument } from './data-argument';
import { findDatabaseUser } from './database-user';

const LOG_FILE = 'server.log';
const LOG_LIMIT = 10 * 1024 * 1024;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // reached by TCP only: no folder to share or to collide in
  shared_buffers: '192MB',
  max_connections: '100',
  synchronous_commit: 'on',
  autovacuum_naptime: '15s', // a first backlog fills empty tables: plan for their size soon
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // No rows and no statements in the log: they hold personal data.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** Starts the server apart from us: it outlives a kill of this process and is adopted by the next. */
export function spawnServer(folder: string, access: Access, settings: Record<string, string>): ChildProcess {
  const cluster = join(folder, 'cluster');
  const user = findDatabaseUser(cluster);
  const all = { ...SETTINGS, ...settings, port: String(access.port), cluster_name: access.name };
  const flags = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const log = openLog(folder);
  try {
    const child = spawn(findBinaries(user).postgres, ['-D', dataArgument(cluster, user), ...flags], {
      cwd: cluster,
      ...user.ids,
      env: { NODE_ENV: process.env.NODE_ENV, LC_ALL: 'C', TZ: 'UTC' }, // none of our secrets
      stdio: ['ignore', log, log],
      detached: true,
    });
    child.on('error', () => {}); // seen as a server that does not answer
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** The process id in the server's own lock file; null when there is none. */
export function serverPid(folder: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8'), 10);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Killed, but not yet waited for: in a container whose first process never does that, it stays so for ever. */
function isZombie(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

export function logTail(folder: string): string {
  const file = join(folder, LOG_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n') : '';
}

function openLog(folder: string): number {
  const file = join(folder, LOG_FILE);
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
