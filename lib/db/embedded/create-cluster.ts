import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ACCESS_FILE, DATABASE_ACCOUNT, newAccess, writeAccess } from './access-file';
import { type Binaries, findBinaries } from './binaries';
import { dataArgument } from './data-argument';
import { type DatabaseUser, findDatabaseUser } from './database-user';

/**
 * Makes `folder` with an empty database cluster and its access file. It is built aside and renamed, so a kill in the
 * middle leaves nothing half made, and of two processes that start together one wins and both go on.
 */
export async function createCluster(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const aside = mkdtempSync(`${folder}.new-`);
  try {
    const cluster = join(aside, 'cluster');
    const user = findDatabaseUser(cluster);
    const access = await newAccess();
    mkdirSync(cluster, { mode: 0o700 });
    if (user.ids.uid !== undefined) chownSync(cluster, user.ids.uid, user.ids.gid);
    await initialise(findBinaries(user), cluster, user, access.password);
    writeAccess(aside, access);
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, ACCESS_FILE))) throw error;
  }
}

async function initialise(binaries: Binaries, cluster: string, user: DatabaseUser, password: string): Promise<void> {
  const passwordFile = openPasswordFile(`${cluster}-password`, user, password);
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${dataArgument(cluster, user)}`,
        `--username=${DATABASE_ACCOUNT}`,
        '--pwfile=/dev/fd/3',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Sorts by code point on every machine, whatever its locale libraries are.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { cwd: cluster, ...user.ids, stdio: ['ignore', 'ignore', 'pipe', passwordFile] },
    );
  } finally {
    closeSync(passwordFile);
  }
}

/** An open file without a name: readable by the database user, and by nobody else, wherever the data folder is. */
function openPasswordFile(path: string, user: DatabaseUser, password: string): number {
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  if (user.ids.uid !== undefined) chownSync(path, user.ids.uid, user.ids.gid);
  const file = openSync(path, 'r');
  rmSync(path);
  return file;
}

interface RunOptions {
  cwd: string;
  uid?: number;
  gid?: number;
  stdio: ['ignore', 'ignore', 'pipe', number];
}

function run(program: string, args: string[], options: RunOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options,
      env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    });
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Creating the database failed (${code}): ${complaints.trim()}`)),
    );
  });
}
