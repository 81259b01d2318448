import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { borrowPackage } from '../support/borrow-package';

const VERSION = '1.0.32';
const API_VERSION = '2026-10-28';
const ACCOUNT = 'acct_bench';
const SCHEMA = new URL('../../sandbox/schema/stripe-objects.api-2026-10-28.endive.schema.json', import.meta.url);

/** What of Stripe's own engine is used here. It keeps the current state of each object, no history and no figures. */
interface Engine {
  webhook: { processWebhook(payload: Buffer, signature: string): Promise<void> };
  /** Its client, which takes no other address than Stripe's from the outside. */
  stripe: { _setApiField(name: 'host' | 'port' | 'protocol', value: string): void };
  fullSync(
    tables: string[],
    segmented: boolean,
    workers: number,
    requestsPerSecond: number,
    monitor: boolean,
  ): Promise<{ totalSynced: number; errors: unknown[] }>;
  close(): Promise<void>;
}
interface Library {
  runMigrations(config: object): Promise<void>;
  StripeSync: { create(config: object): Promise<Engine> };
}

const isLibrary = (value: unknown): value is Library =>
  z.object({ runMigrations: z.function(), StripeSync: z.function() }).safeParse(value).success;

const schemaFile = z.object({
  objects: z.record(z.string(), z.looseObject({ $ref: z.string().optional() })),
  definitions: z.record(z.string(), z.unknown()),
});

/** `@stripe/sync-engine` on a database of its own, asking Stripe nothing. */
export async function openSyncEngine(databaseUrl: string, folder: string, secret: string): Promise<Engine> {
  const library = await borrowPackage('@stripe/sync-engine', VERSION, 'dist/index.js');
  if (!isLibrary(library)) throw new Error('@stripe/sync-engine has another shape than expected.');
  const openApiSpecPath = join(folder, 'stripe-openapi.json');
  writeFileSync(openApiSpecPath, JSON.stringify(openApi()));
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  await library.runMigrations({ databaseUrl, stripeApiVersion: API_VERSION, openApiSpecPath, logger });
  return library.StripeSync.create({
    ...{ stripeSecretKey: 'sk_test_bench', stripeAccountId: ACCOUNT, stripeWebhookSecret: secret, logger },
    ...{ poolConfig: { connectionString: databaseUrl, max: 16 } },
    ...{ backfillRelatedEntities: false, revalidateObjectsViaStripeApi: [] },
  });
}

/** The engine makes its tables from Stripe's OpenAPI description; ours of the same objects serves as well. */
function openApi() {
  const text = readFileSync(SCHEMA, 'utf8').replaceAll('#/definitions/', '#/components/schemas/');
  const { objects, definitions } = schemaFile.parse(JSON.parse(text));
  const named = Object.entries(objects).map(([name, schema]) => [
    name,
    schema.$ref ? definitions[schema.$ref.split('/').at(-1) ?? ''] : schema,
  ]);
  const schemas = { ...definitions, ...Object.fromEntries(named) };
  return { openapi: '3.0.0', info: { title: 'Stripe', version: API_VERSION }, paths: {}, components: { schemas } };
}
