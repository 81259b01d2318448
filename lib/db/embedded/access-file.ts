import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const accessShape = z.object({
  port: z.number().int(),
  password: z.string(),
  /** PostgreSQL's `cluster_name`: tells our server from another that took the port. */
  name: z.string(),
});

export type Access = z.infer<typeof accessShape>;

export const ACCESS_FILE = 'access.json';
export const DATABASE_ACCOUNT = 'headwater';

export async function newAccess(): Promise<Access> {
  return {
    port: await freePort(),
    password: randomBytes(24).toString('base64url'),
    name: `headwater-${randomBytes(6).toString('hex')}`,
  };
}

export const readAccess = (folder: string): Access =>
  accessShape.parse(JSON.parse(readFileSync(join(folder, ACCESS_FILE), 'utf8')));

export function writeAccess(folder: string, access: Access): void {
  const aside = join(folder, `${ACCESS_FILE}.${process.pid}`);
  writeFileSync(aside, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  renameSync(aside, join(folder, ACCESS_FILE));
}

export const connectionUrl = ({ port, password }: Access, database: string): string =>
  `postgresql://${DATABASE_ACCOUNT}:${password}@127.0.0.1:${port}/${database}`;

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}
