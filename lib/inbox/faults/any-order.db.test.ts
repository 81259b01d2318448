import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ledgerDigest } from '../ledger-digest';
import { projectBatch } from '../project-batch';
import { projectPending } from '../projector';
import { type Harness, startHarness } from '../testing/harness';
import type { FakeEvent } from '../testing/stripe-objects';
import { companyHistory } from './testing/history';
import { Random } from './testing/random';
import { shortLife } from './testing/short-life';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

/** Delivers in this order, projecting now and then in batches of any size; the digest of what comes out. */
async function digestOf(events: readonly FakeEvent[], random: Random) {
  await harness.reset();
  for (const event of events) {
    await harness.post(event);
    if (random.chance(0.3)) await projectBatch(harness.account.workspaceId, random.between(1, 4));
  }
  await projectPending();
  return (await ledgerDigest(getPool(), harness.account.workspaceId)).tables;
}

async function finalMrr(): Promise<string | undefined> {
  const rows = await getPool().query<{ mrr: string }>(
    'select coalesce(sum(amount_minor), 0)::text as mrr from mrr_span where to_day is null',
  );
  return rows.rows[0]?.mrr;
}

test('F3 100 lives through the database, in any order and any batches, end as in order and as they truly ended', async () => {
  const wrong: number[] = [];
  for (let seed = 1; seed <= 100; seed += 1) {
    const life = shortLife(seed);
    const random = new Random(seed + 50_000);
    const inOrder = await digestOf(life.events, random);
    const right = (await finalMrr()) === String(life.mrr);
    const shuffled = await digestOf(random.shuffle(life.events), random);
    if (!right || JSON.stringify(shuffled) !== JSON.stringify(inOrder)) wrong.push(seed);
  }
  expect(wrong).toEqual([]);
});

test('F3 a company with guests, refunds, discounts and renames comes out the same in 10 orders', async () => {
  const events = companyHistory(3, 12);
  const inOrder = await digestOf(events, new Random(1));
  for (let seed = 2; seed <= 11; seed += 1) {
    const random = new Random(seed);
    expect(await digestOf(random.shuffle(events), random), `seed ${seed}`).toEqual(inOrder);
  }
});
