import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { freePort } from '@/lib/db/embedded/access-file';
import { signIn, type Watch, watchDashboard } from './backlog/watch-dashboard';
import { EventSource } from './ingest/make-deliveries';
import { send } from './ingest/send';
import { startChild } from './support/child-server';
import { ms, printLimits, printMachine, printTable } from './support/report';
import { quantile } from './support/statistics';
import { startTemporaryPostgres } from './support/temporary-postgres';
import { untilProjected } from './support/until-projected';

const SECRET = 'whsec_for_the_bench';
const OWNER = { email: 'bench@example.com', password: 'long enough for a bench' };
const PATH = '/api/webhooks/stripe/default';
const CONNECTIONS = 16;
/** What was there before the outage. */
const BEFORE = 5000;
const QUIET_MS = 5000;
const DRAIN_LIMIT = 1000;
const P95_LIMIT_MS = 500;

/** After an outage all that Stripe kept arrives at once: how fast it is stored and projected, and how long a dashboard takes. */
export async function benchBacklog(args: string[] = []): Promise<void> {
  const { values } = parseArgs({ args, options: { events: { type: 'string', default: '100000' } } });
  printMachine();
  const postgres = await startTemporaryPostgres();
  const database = await postgres.createDatabase('product');
  const server = await startChild(['scripts/run.mjs', 'start'], await freePort(), {
    ...{ DATABASE_URL: database, HEADWATER_DATA_DIR: postgres.folder, STRIPE_WEBHOOK_SECRET: SECRET, FX_RATES_URL: '' },
    ...{ HEADWATER_OWNER_EMAIL: OWNER.email, HEADWATER_OWNER_PASSWORD: OWNER.password },
  });
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    report(await drainBacklog(client, server.port, Number(values.events)));
  } finally {
    await client.end();
    await server.stop();
    await postgres.drop();
  }
}

interface Drained {
  events: number;
  /** Seconds until all was stored, and until all was in the charts, both from the first delivery on. */
  storedAfter: number;
  drainedAfter: number;
  /** Milliseconds that answers took before, while events were stored, and after that while they were projected. */
  quiet: number[];
  storing: number[];
  projecting: number[];
}

async function drainBacklog(client: pg.Client, port: number, count: number): Promise<Drained> {
  const source = new EventSource(SECRET);
  const origin = `http://127.0.0.1:${port}`;
  const to = { port, path: PATH, connections: CONNECTIONS };
  await send(source.take(BEFORE), to);
  await untilProjected(client);
  const cookie = await signIn(origin, OWNER);
  const watch = () => watchDashboard(origin, cookie);
  await whileQuiet(watch); // warm
  const quiet = await whileQuiet(watch);

  const backlog = source.take(count);
  const begin = performance.now();
  const whileStoring = watch();
  await send(backlog, to);
  const storedAfter = (performance.now() - begin) / 1000;
  const whileProjecting = watch();
  const storing = await whileStoring.end();
  await untilProjected(client);
  const drainedAfter = (performance.now() - begin) / 1000;
  const projecting = await whileProjecting.end();
  await checkAllThere(client, BEFORE + count);
  return { events: count, storedAfter, drainedAfter, quiet, storing, projecting };
}

async function whileQuiet(watch: () => Watch): Promise<number[]> {
  const watching = watch();
  await sleep(QUIET_MS);
  return watching.end();
}

async function checkAllThere(client: pg.Client, sent: number): Promise<void> {
  const { rows } = await client.query<{ stored: number; failed: number }>(
    "select count(*)::int as stored, (count(*) filter (where state = 'failed'))::int as failed from stripe_event",
  );
  const [found] = rows;
  if (found?.stored !== sent || found.failed !== 0)
    throw new Error(`Of ${sent} events ${found?.stored} are stored, and ${found?.failed} could not be read`);
}

function report({ events, storedAfter, drainedAfter, quiet, storing, projecting }: Drained): void {
  const meanwhile = [...storing, ...projecting];
  const row = (name: string, sample: readonly number[]) => [
    ...[name, sample.length],
    ...[ms(quantile(sample, 0.5)), ms(quantile(sample, 0.95)), ms(Math.max(...sample))],
  ];
  const drained = events / drainedAfter;
  console.log(
    `${events} events: ${Math.round(events / storedAfter)} stored a second, ${Math.round(drained)} drained\n`,
  );
  printTable(
    ['Dashboard', 'answers', 'p50, ms', 'p95, ms', 'longest, ms'],
    [row('before', quiet), row('while events are stored', storing), row('while they are projected', projecting)],
  );
  const p95 = quantile(meanwhile, 0.95);
  printLimits([
    {
      name: `in the charts at more than ${DRAIN_LIMIT} events a second`,
      ok: drained > DRAIN_LIMIT,
      found: `${Math.round(drained)}`,
    },
    { name: `a dashboard answers within ${P95_LIMIT_MS} ms (p95)`, ok: p95 < P95_LIMIT_MS, found: `${ms(p95)} ms` },
  ]);
}
