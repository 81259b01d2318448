import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ledgerDigest } from '../ledger-digest';
import { projectBatch } from '../project-batch';
import { projectPending } from '../projector';
import { type Harness, startHarness } from '../testing/harness';
import type { FakeEvent } from '../testing/stripe-objects';
import { companyHistory } from './testing/history';
import { Random } from './testing/random';
import { shortLife } from './testing/short-life';

vi.setConfig({ testTimeout: 120_000 }); // many rounds on a busy machine

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

/** Delivers in this order, projecting now and then in batches of any size up to this; the digests of what comes out. */
async function digestOf(events: readonly FakeEvent[], random: Random, largestBatch: number) {
  await harness.reset();
  for (const event of events) {
    await harness.post(event);
    if (random.chance(1.5 / largestBatch))
      await projectBatch(harness.account.workspaceId, random.between(1, largestBatch));
  }
  await projectPending();
  return (await ledgerDigest(getPool(), harness.account.workspaceId)).tables;
}

async function finalMrr(): Promise<Map<string, bigint>> {
  const rows = await getPool().query<{ owner_id: string; amount_minor: bigint }>(
    'select owner_id, amount_minor from mrr_span where to_day is null',
  );
  return new Map(rows.rows.map(({ owner_id, amount_minor }) => [owner_id, amount_minor]));
}

test('F3 100 lives through the database, in any order and any batches, end as in order and as they truly ended', async () => {
  const lives = Array.from({ length: 100 }, (_, index) => ({ seed: index + 1, ...shortLife(index + 1) }));
  const events = lives.flatMap((life) => life.events);
  const inOrder = await digestOf(events, new Random(1), 40);
  const ends = await finalMrr();
  const wrong = lives.filter(({ seed, mrr }) => (ends.get(`cus_${seed}`) ?? 0n) !== mrr).map(({ seed }) => seed);
  expect(wrong).toEqual([]);
  for (let seed = 2; seed <= 4; seed += 1) {
    const random = new Random(seed);
    expect(await digestOf(random.shuffle(events), random, 40), `order ${seed}`).toEqual(inOrder);
  }
});

test('F3 a company with guests, refunds, discounts and renames comes out the same in 10 orders', async () => {
  const events = companyHistory(3, 12);
  const inOrder = await digestOf(events, new Random(1), 4);
  for (let seed = 2; seed <= 11; seed += 1) {
    const random = new Random(seed);
    expect(await digestOf(random.shuffle(events), random, 4), `seed ${seed}`).toEqual(inOrder);
  }
});
