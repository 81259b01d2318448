import { join } from 'node:path';
import { closeDatabase } from '@/lib/db/client';
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres';
import { applyMigrations } from '@/lib/db/migrate';
import { applyEnvironment } from '@/lib/setup/apply-environment';
import { checkSecret } from './check-secret';
import { type Environment, readEnvironment } from './environment';
import { loadEnvFile } from './load-env-file';
import { loadSecret } from './load-secret';

export interface Booted {
  environment: Environment;
  /** Closes the connections, and the embedded database unless another process still uses it. */
  stop(): Promise<void>;
}

/** Everything that must be true before the first request: a database with this version's schema, a secret, a set-up. */
export async function boot(): Promise<Booted> {
  loadEnvFile();
  const environment = readEnvironment();
  // next-auth takes an empty address for one, and fails on it.
  if (process.env.NEXTAUTH_URL?.trim() === '') delete process.env.NEXTAUTH_URL;
  process.env.HEADWATER_SECRET = environment.secret ?? loadSecret(environment.dataFolder);
  const database = environment.databaseUrl
    ? { url: environment.databaseUrl, stop: async () => {} }
    : await startEmbeddedPostgres(join(environment.dataFolder, 'postgres'));
  process.env.DATABASE_URL = database.url;

  const stop = async () => {
    await closeDatabase();
    await database.stop();
  };
  try {
    await applyMigrations(database.url);
    await checkSecret();
    await applyEnvironment(environment.setup);
  } catch (error) {
    await stop();
    throw error;
  }
  return { environment, stop };
}
