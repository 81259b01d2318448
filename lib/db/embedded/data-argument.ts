import type { DatabaseUser } from './database-user';

/**
 * How the server is told its data folder. Run as another account it may not be able to walk the path (a checkout in
 * /root, a folder of `mktemp -d`), so it is started inside the folder and finds it through /proc, without a path.
 */
export const dataArgument = (cluster: string, user: DatabaseUser): string =>
  user.ids.uid !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : cluster;
