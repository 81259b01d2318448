import { boot } from '@/lib/boot/boot';
import { closeDatabase, getPool } from '@/lib/db/client';
import { projectPending } from '@/lib/inbox/projector';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';
import { EventSource } from './ingest/make-deliveries';
import { printLimits, printMachine, printTable } from './support/report';
import { startTemporaryPostgres } from './support/temporary-postgres';

const SECRET = 'whsec_for_the_bench';
const EVENTS = 40_000;
const PROJECTED_LIMIT = 2000;

/** How fast a backlog becomes ledger rows, and how fast all of it is derived again. */
export async function benchRebuild(): Promise<void> {
  printMachine();
  const postgres = await startTemporaryPostgres();
  Object.assign(process.env, {
    ...{ DATABASE_URL: await postgres.createDatabase('rebuild'), HEADWATER_DATA_DIR: postgres.folder },
    ...{ HEADWATER_OWNER_EMAIL: 'bench@example.com', HEADWATER_OWNER_PASSWORD: 'long enough for a bench' },
    STRIPE_WEBHOOK_SECRET: SECRET,
  });
  const booted = await boot();
  try {
    const deliveries = new EventSource(SECRET).take(EVENTS);
    const batches = Array.from({ length: EVENTS / 50 }, (_, index) => deliveries.slice(index * 50, index * 50 + 50));
    for (const batch of batches)
      await Promise.all(
        batch.map(({ body, signature }) => receiveStripeEvent({ connectionId: 'default', rawBody: body, signature })),
      );
    const projected = await rateOf(projectPending);
    const workspace = await getPool().query<{ id: string }>('select id from workspace');
    const id = workspace.rows[0]?.id ?? '';
    let same = true;
    const rebuilt = await rateOf(async () => {
      const { before, after } = await rebuildWorkspace(id);
      same = before === after;
    });
    printTable(
      ['Work', 'events/s'],
      [
        ['projected from the inbox, batch by batch', Math.round(projected)],
        ['rebuilt at once', Math.round(rebuilt)],
      ],
    );
    printLimits([
      {
        name: `at least ${PROJECTED_LIMIT} projected a second`,
        ok: projected >= PROJECTED_LIMIT,
        found: `${Math.round(projected)}`,
      },
      {
        name: 'a rebuild is at least as fast as the first projection',
        ok: rebuilt >= projected,
        found: `${(rebuilt / projected).toFixed(2)} ×`,
      },
      { name: 'the rebuilt ledger is the projected one', ok: same, found: same ? 'same digest' : 'another digest' },
    ]);
  } finally {
    await booted.stop();
    await closeDatabase();
    await postgres.drop();
  }
}

async function rateOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return EVENTS / ((performance.now() - begin) / 1000);
}
