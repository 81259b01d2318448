import { parseArgs } from 'node:util';
import { seal } from '@/lib/auth/secret-box';
import { boot } from '@/lib/boot/boot';
import { LIST_KINDS, type ListKind } from '@/lib/connections/backfill/kinds';
import { loadBackfill } from '@/lib/connections/backfill/load-backfill';
import { runBackfill } from '@/lib/connections/backfill/run-backfill';
import { startBackfill } from '@/lib/connections/backfill/start-backfill';
import { stripeClient } from '@/lib/connections/stripe-client';
import { closeDatabase, getDb } from '@/lib/db/client';
import { freePort } from '@/lib/db/embedded/access-file';
import { startChild } from './support/child-server';
import { quietly } from './support/quietly';
import { printLimits, printMachine, printTable } from './support/report';
import { startTemporaryPostgres, type TemporaryPostgres } from './support/temporary-postgres';
import { openSyncEngine } from './sync-engine/open-sync-engine';

const LANES = 3;
const PAGE = 100;
const RATE_LIMIT = 0.8;
const MEMORY_LIMIT_MB = 400;
/** How much more the second half of a backfill may hold than the first. */
const GROWTH_LIMIT = 1.25;
const KEY = 'rk_live_bench';

/** The lists that `@stripe/sync-engine` reads too. */
const THEIRS = ['product', 'price', 'coupon', 'customer', 'subscription', 'invoice', 'charge', 'refund', 'dispute'];

/**
 * How fast a history is read from a Stripe account without latency, and stored, against the rate at which the `stripe` package
 * alone pages the same lists, as many at once, and against `@stripe/sync-engine` on the same PostgreSQL; and the memory that it
 * takes meanwhile.
 */
export async function benchBackfill(args: string[] = []): Promise<void> {
  const options = { customers: { type: 'string', default: '4000' }, days: { type: 'string', default: '790' } } as const;
  const { values } = parseArgs({ args, options });
  printMachine();
  const port = await freePort();
  const company = { CUSTOMERS: values.customers, DAYS: values.days };
  const stripe = await startChild(['--import', 'tsx', 'bench/backfill/company-server.ts'], port, company);
  const postgres = await startTemporaryPostgres();
  Object.assign(process.env, {
    ...{ DATABASE_URL: await postgres.createDatabase('product'), HEADWATER_DATA_DIR: postgres.folder },
    ...{ HEADWATER_OWNER_EMAIL: 'bench@example.com', HEADWATER_OWNER_PASSWORD: 'long enough for a bench' },
    ...{ STRIPE_API_BASE: `http://127.0.0.1:${port}`, STRIPE_REQUESTS_PER_SECOND: '1000000' },
  });
  const booted = await boot();
  try {
    await pageThrough(); // warm
    const alone = await measured(pageThrough);
    const backfill = await measured(readHistory);
    const engine = await measured(() => readWithEngine(postgres, port));
    report(alone, backfill, engine);
  } finally {
    await booted.stop();
    await closeDatabase();
    await postgres.drop();
    await stripe.stop();
  }
}

/** What the package does by itself: every list from end to end, a page after the other. Returns the number of objects. */
async function pageThrough(): Promise<number> {
  const stripe = await stripeClient({ apiKeyCipher: seal(KEY), accountId: null });
  const left = [...LIST_KINDS];
  let objects = 0;
  const lane = async () => {
    for (let kind = left.shift(); kind; kind = left.shift()) {
      const read = await pageList(kind);
      objects += read;
    }
  };
  const pageList = async ({ list }: ListKind) => {
    let read = 0;
    let after: string | undefined;
    for (let more = true; more; ) {
      const page = await list(stripe, { limit: PAGE, ...(after && { starting_after: after }) });
      read += page.data.length;
      after = page.data.at(-1)?.id;
      more = page.has_more;
    }
    return read;
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return objects;
}

/** Reads, stores and counts the whole history: each list twice. Returns the number of objects handled. */
async function readHistory(): Promise<number> {
  const workspace = await getDb().workspace.findFirstOrThrow();
  const source = { workspaceId: workspace.id, id: 'bench' };
  const key = { apiKeyCipher: seal(KEY), apiKeyMode: 'live' };
  await getDb().connection.create({ data: { ...source, name: 'Bench', ...key } });
  await startBackfill(source);
  const ended = await runBackfill(source, new AbortController().signal);
  if (ended !== 'done') throw new Error(`The backfill ended as ${ended}`);
  const { steps } = await loadBackfill(source.workspaceId, source.id);
  return steps.reduce((sum, { objects, counted }) => sum + objects + (counted ?? 0), 0);
}

/** The same account by Stripe's own engine, as many workers at once. Returns the number of objects that it stored. */
async function readWithEngine(postgres: TemporaryPostgres, port: number): Promise<number> {
  const engine = await openSyncEngine(await postgres.createDatabase('engine'), postgres.folder, 'whsec_for_the_bench');
  engine.stripe._setApiField('host', '127.0.0.1');
  engine.stripe._setApiField('port', String(port));
  engine.stripe._setApiField('protocol', 'http');
  try {
    const { totalSynced, errors } = await quietly(() => engine.fullSync(THEIRS, true, LANES, 1_000_000, false));
    if (errors.length > 0) throw new Error('@stripe/sync-engine could not read the sandbox');
    return totalSynced;
  } finally {
    await engine.close();
  }
}

interface Measured {
  objects: number;
  perSecond: number;
  /** The most memory held in each half, in MB. */
  halves: [number, number];
}

async function measured(work: () => Promise<number>): Promise<Measured> {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(process.memoryUsage().rss / 2 ** 20), 50);
  const begin = performance.now();
  const objects = await work().finally(() => clearInterval(timer));
  const seconds = (performance.now() - begin) / 1000;
  const middle = Math.ceil(samples.length / 2);
  const most = (part: number[]) => Math.round(Math.max(0, ...part));
  const halves: [number, number] = [most(samples.slice(0, middle)), most(samples.slice(middle))];
  return { objects, perSecond: objects / seconds, halves };
}

function report(alone: Measured, backfill: Measured, engine: Measured): void {
  const row = (name: string, { objects, perSecond, halves }: Measured) => [
    ...[name, objects, Math.round(perSecond)],
    ...halves,
  ];
  printTable(
    ['Reading', 'objects', 'objects/s', 'MB, first half', 'MB, second half'],
    [row(`stripe package alone, ${LANES} lists at once`, alone), row('backfill: read, stored, counted', backfill)],
  );
  const ratio = backfill.perSecond / alone.perSecond;
  const [first, second] = backfill.halves;
  printLimits([
    {
      name: `at least ${RATE_LIMIT * 100} % of the package alone`,
      ok: ratio >= RATE_LIMIT,
      found: `${Math.round(ratio * 100)} %`,
    },
    {
      name: 'faster than @stripe/sync-engine',
      ok: backfill.perSecond > engine.perSecond,
      found: `${(backfill.perSecond / engine.perSecond).toFixed(1)} ×`,
    },
    {
      name: `under ${MEMORY_LIMIT_MB} MB`,
      ok: Math.max(first, second) < MEMORY_LIMIT_MB,
      found: `${Math.max(first, second)} MB`,
    },
    { name: 'memory stays flat', ok: second <= first * GROWTH_LIMIT, found: `${first} → ${second} MB` },
  ]);
}
