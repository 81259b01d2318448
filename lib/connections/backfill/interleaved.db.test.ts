import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { Random } from '@/lib/inbox/faults/testing/random';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import { openReader } from '../stripe-reader';
import { LIST_KINDS } from './kinds';
import { readPages } from './read-pages';
import { startBackfill } from './start-backfill';
import { storeSnapshots } from './store-snapshots';
import { connect, eventsOf, forgetAll, readOn, sourceOf } from './testing/connected';
import { openShop, randomLife } from './testing/random-life';

const SHOPS = 10;
const LIVES = 20;
const DAY_MS = 86_400_000;
vi.setConfig({ testTimeout: 600_000 });

let harness: Harness;
beforeAll(async () => {
  process.env.STRIPE_REQUESTS_PER_SECOND = '100000';
  harness = await startHarness();
});
afterAll(async () => {
  delete process.env.STRIPE_REQUESTS_PER_SECOND;
  await harness.close();
});

const digest = async () => {
  await projectPending();
  return (await ledgerDigest(getPool(), harness.account.workspaceId)).tables;
};

const readAll = async () => {
  await startBackfill(sourceOf(harness));
  expect(await readOn(harness)).toBe('done');
};

/** One list, read from the beginning at this moment. */
async function readList(kind: (typeof LIST_KINDS)[number]): Promise<void> {
  const { workspaceId, id } = sourceOf(harness);
  const reader = await openReader(
    await getDb().connection.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } }),
  );
  for await (const { objects, readAt } of readPages({ reader, kind }, null))
    await storeSnapshots(sourceOf(harness), objects, readAt);
}

/** Lives side by side. */
function* stepsOf(account: SandboxAccount, random: Random): Generator<() => void> {
  const shop = openShop(account);
  const lives = Array.from({ length: LIVES }, () => randomLife(account, random, shop));
  while (lives.some((life) => life.length > 0)) {
    account.advanceTo(new Date(account.now().getTime() + random.between(0, 4 * DAY_MS)));
    const step = lives[random.between(0, LIVES - 1)]?.shift();
    if (step) yield step;
  }
}

/** Lives of which some webhooks come late, some twice, while lists are read; in the end all have come and all is read. */
async function interleaved(seed: number): Promise<void> {
  const random = new Random(seed);
  const account = createSandboxAccount({ startAt: new Date('2026-01-05T10:00:00Z'), seed });
  const sandbox = await connect(harness, account);
  try {
    let sent = 0;
    let late: ReturnType<typeof eventsOf> = [];
    for (const step of stepsOf(account, random)) {
      step();
      late.push(...eventsOf(account).slice(sent));
      sent = account.events().length;
      const now = late.filter(() => random.chance(0.6));
      late = late.filter((event) => !now.includes(event) || random.chance(0.1)); // some will come twice
      await harness.post(...random.shuffle(now));
      for (const kind of random.shuffle([...LIST_KINDS]).slice(0, random.between(0, 2))) await readList(kind);
      if (random.chance(0.3)) await projectPending();
    }
    if (random.chance(0.5)) await readAll();
    await harness.post(...random.shuffle(late));
    await readAll();
    const mixed = await digest();
    await forgetAll(harness);
    await harness.post(...eventsOf(account));
    await projectPending();
    await readAll();
    expect(mixed, `seed ${seed}`).toEqual(await digest());
  } finally {
    await sandbox.close();
    await forgetAll(harness);
  }
}

test(`F5 B14-8 ${SHOPS * LIVES} lives whose webhooks and pages come in any order end as all events and then the backfill`, async () => {
  for (let seed = 1; seed <= SHOPS; seed += 1) await interleaved(seed);
});
