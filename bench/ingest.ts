import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from '@/lib/db/embedded/access-file';
import { measureFreshness } from './ingest/freshness';
import { EventSource } from './ingest/make-deliveries';
import { send } from './ingest/send';
import { buildBareNext } from './support/bare-next';
import { type ChildServer, startChild } from './support/child-server';
import { ms, printLimits, printMachine, printTable } from './support/report';
import { median, quantile } from './support/statistics';
import { startTemporaryPostgres } from './support/temporary-postgres';
import { untilProjected } from './support/until-projected';

const SECRET = 'whsec_for_the_bench';
const API_KEY = 'hw_sk_for_the_bench_only';
const CONNECTIONS = 16;
const ROUNDS = 3;
const EVENTS_A_ROUND = 12_000;
const WARM_UP = 1500;
const root = fileURLToPath(new URL('..', import.meta.url));

interface Contender {
  name: string;
  path: string;
  server: ChildServer;
  rates: number[];
  latencies: number[];
}

/** Webhooks a second through the product, a bare server with the same insert, and a bare Next handler, in one run. */
export async function benchIngest(): Promise<void> {
  printMachine();
  const postgres = await startTemporaryPostgres();
  const contenders: Contender[] = [];
  try {
    const database = await postgres.createDatabase('product');
    const add = async (name: string, path: string, args: string[], env: Record<string, string>) => {
      const server = await startChild(args, await freePort(), env);
      contenders.push({ name, path, server, rates: [], latencies: [] });
    };
    await add('Headwater, npm start', '/api/webhooks/stripe/default', ['scripts/run.mjs', 'start'], {
      ...{ DATABASE_URL: database, HEADWATER_DATA_DIR: postgres.folder, STRIPE_WEBHOOK_SECRET: SECRET },
      ...{ HEADWATER_OWNER_EMAIL: 'bench@example.com', HEADWATER_OWNER_PASSWORD: 'long enough for a bench' },
      HEADWATER_API_KEY: API_KEY,
    });
    await add('bare node:http, same insert', '/', ['--import', 'tsx', `${root}bench/ingest/bare-http.ts`], {
      BENCH_DATABASE: await postgres.createDatabase('bare'),
      BENCH_SECRET: SECRET,
    });
    await add('bare Next handler, no insert', '/hook', buildBareNext('bench/ingest/bare-next'), {
      BENCH_SECRET: SECRET,
    });
    await race(contenders, database);
    const [product] = contenders;
    if (!product) return;
    const rate = median(product.rates);
    const port = product.server.port;
    const delays = await measureFreshness({
      port,
      path: product.path,
      secret: SECRET,
      apiKey: API_KEY,
      perSecond: rate / 4,
    });
    report(contenders, delays);
  } finally {
    for (const { server } of contenders) await server.stop();
    await postgres.drop();
  }
}

/** Takes turns, so that a busy moment of the machine meets all of them. */
async function race(contenders: readonly Contender[], database: string): Promise<void> {
  const source = new EventSource(SECRET);
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    for (const { path, server } of contenders)
      await send(source.take(WARM_UP), { port: server.port, path, connections: CONNECTIONS });
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { path, server, rates, latencies } of contenders) {
        await untilProjected(client);
        const deliveries = source.take(EVENTS_A_ROUND);
        const sent = await send(deliveries, { port: server.port, path, connections: CONNECTIONS });
        rates.push(deliveries.length / sent.seconds);
        latencies.push(...sent.latencies);
      }
    }
    await untilProjected(client);
  } finally {
    await client.end();
  }
}

function report(contenders: readonly Contender[], delays: readonly number[]): void {
  printTable(
    ['Server', 'events/s', 'p50, ms', 'p99, ms'],
    contenders.map(({ name, rates, latencies }) => [
      ...[name, Math.round(median(rates)), ms(median(latencies)), ms(quantile(latencies, 0.99))],
    ]),
  );
  const rate = (index: number) => median(contenders[index]?.rates ?? []);
  const p99 = quantile(contenders[0]?.latencies ?? [], 0.99);
  const p95 = quantile(delays, 0.95);
  printLimits([
    {
      name: 'at least 70 % of a bare node:http server with the same insert',
      ok: rate(0) >= 0.7 * rate(1),
      found: `${Math.round((100 * rate(0)) / rate(1))} %`,
    },
    {
      name: 'at least 2.5 × a bare Next handler that only checks the signature',
      ok: rate(0) >= 2.5 * rate(2),
      found: `${(rate(0) / rate(2)).toFixed(1)} ×`,
    },
    { name: 'p99 under 50 ms', ok: p99 < 50, found: `${ms(p99)} ms` },
    { name: 'a chart is current within 2 s (p95) at a quarter of the rate', ok: p95 < 2000, found: `${ms(p95)} ms` },
  ]);
}
