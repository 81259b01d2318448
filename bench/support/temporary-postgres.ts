import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres';

export interface TemporaryPostgres {
  folder: string;
  /** A new, empty database on it. */
  createDatabase: (name: string) => Promise<string>;
  /** Ends the server and deletes its files. */
  drop: () => Promise<void>;
}

/** A PostgreSQL of its own, as the product starts it, in a temporary folder. */
export async function startTemporaryPostgres(settings: Record<string, string> = {}): Promise<TemporaryPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
  const server = await startEmbeddedPostgres(join(folder, 'postgres'), settings);
  return {
    folder,
    createDatabase: async (name) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`create database ${name}`).finally(() => client.end());
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    drop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
