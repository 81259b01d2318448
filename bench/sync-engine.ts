import { boot } from '@/lib/boot/boot';
import { closeDatabase } from '@/lib/db/client';
import { projectPending } from '@/lib/inbox/projector';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';
import { type Delivery, EventSource } from './ingest/make-deliveries';
import { quietly } from './support/quietly';
import { printLimits, printMachine, printTable } from './support/report';
import { median } from './support/statistics';
import { startTemporaryPostgres } from './support/temporary-postgres';
import { openSyncEngine } from './sync-engine/open-sync-engine';

const SECRET = 'whsec_for_the_bench';
const AT_ONCE = 16;
const ROUNDS = 3;
const EVENTS_A_ROUND = 8000;
const WHOLE_LIMIT = 3;
const PROJECTED_LIMIT = 8;

/**
 * The same events on the same PostgreSQL, in turns: `@stripe/sync-engine`, which verifies and stores the current state of
 * each object, and Headwater, which verifies, stores the event, and derives ledger and rollups.
 */
export async function benchSyncEngine(): Promise<void> {
  printMachine();
  const postgres = await startTemporaryPostgres();
  Object.assign(process.env, {
    ...{ DATABASE_URL: await postgres.createDatabase('product'), HEADWATER_DATA_DIR: postgres.folder },
    ...{ HEADWATER_OWNER_EMAIL: 'bench@example.com', HEADWATER_OWNER_PASSWORD: 'long enough for a bench' },
    STRIPE_WEBHOOK_SECRET: SECRET,
  });
  const booted = await boot();
  const engine = await openSyncEngine(await postgres.createDatabase('engine'), postgres.folder, SECRET);
  try {
    const source = new EventSource(SECRET);
    const rates = { engine: [] as number[], stored: [] as number[], projected: [] as number[], whole: [] as number[] };
    await quietly(() =>
      atOnce(source.take(500), ({ body, signature }) => engine.webhook.processWebhook(body, signature)),
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      const deliveries = source.take(EVENTS_A_ROUND);
      const theirs = await secondsOf(() =>
        quietly(() => atOnce(deliveries, ({ body, signature }) => engine.webhook.processWebhook(body, signature))),
      );
      const storing = await secondsOf(() => atOnce(deliveries, receive));
      const projecting = await secondsOf(projectPending);
      rates.engine.push(EVENTS_A_ROUND / theirs);
      rates.stored.push(EVENTS_A_ROUND / storing);
      rates.projected.push(EVENTS_A_ROUND / projecting);
      rates.whole.push(EVENTS_A_ROUND / (storing + projecting));
    }
    report(median(rates.engine), median(rates.stored), median(rates.projected), median(rates.whole));
  } finally {
    await engine.close();
    await booted.stop();
    await closeDatabase();
    await postgres.drop();
  }
}

async function receive({ body, signature }: Delivery): Promise<void> {
  const { status } = await receiveStripeEvent({ connectionId: 'default', rawBody: body, signature });
  if (status !== 200) throw new Error(`The webhook answered ${status}`);
}

async function atOnce(deliveries: readonly Delivery[], take: (delivery: Delivery) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    for (let delivery = deliveries[next++]; delivery; delivery = deliveries[next++]) await take(delivery);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

function report(engine: number, stored: number, projected: number, whole: number): void {
  printTable(
    ['Work', 'events/s'],
    [
      ['@stripe/sync-engine: verify, store the state', Math.round(engine)],
      ['Headwater: verify, store the event', Math.round(stored)],
      ['Headwater: from stored events to rollups, in batches', Math.round(projected)],
      ['Headwater: both, one after the other', Math.round(whole)],
    ],
  );
  printLimits([
    {
      name: `verify, store and project at least ${WHOLE_LIMIT} ×`,
      ok: whole >= WHOLE_LIMIT * engine,
      found: `${(whole / engine).toFixed(1)} ×`,
    },
    {
      name: `from event to rollup at least ${PROJECTED_LIMIT} ×`,
      ok: projected >= PROJECTED_LIMIT * engine,
      found: `${(projected / engine).toFixed(1)} ×`,
    },
  ]);
}
