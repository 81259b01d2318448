import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Who runs the database: ourselves, or an unprivileged account when we are root, because PostgreSQL refuses root. */
export interface DatabaseUser {
  ids: { uid: number; gid: number } | Record<string, never>;
}

/** The owner of an existing cluster, or else the account `postgres`, made when there is none. */
export function findDatabaseUser(cluster: string): DatabaseUser {
  if (process.getuid?.() !== 0) return { ids: {} };
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { ids: { uid, gid } };
  }
  return { ids: accountIds('postgres') ?? createAccount('postgres') };
}

function accountIds(name: string): { uid: number; gid: number } | null {
  try {
    const read = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: read('-u'), gid: read('-g') };
  } catch {
    return null;
  }
}

function createAccount(name: string): { uid: number; gid: number } {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], {
      stdio: 'ignore',
    });
  } catch {}
  const ids = accountIds(name);
  if (ids) return ids;
  throw new Error(
    'PostgreSQL refuses to run as root, and no account could be made for it: ' +
      'start Headwater as an ordinary user, or set DATABASE_URL to use a server of yours.',
  );
}
