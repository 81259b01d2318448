import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectBatch } from '../project-batch';
import { projectPending, startProjector } from '../projector';
import { type Harness, startHarness } from '../testing/harness';
import type { FakeEvent } from '../testing/stripe-objects';
import { companyHistory } from './testing/history';
import { inboxDigest } from './testing/inbox-digest';
import { installKillSwitch, releaseSwitch, SWITCHES, throwSwitch } from './testing/kill-switch';
import { Random } from './testing/random';

vi.setConfig({ testTimeout: 120_000 }); // many rounds on a busy machine

const ROUNDS = 100;
let harness: Harness;
const history = new Random(14).shuffle(companyHistory(14, 20));
let undisturbed: string;

beforeAll(async () => {
  harness = await startHarness();
  await harness.deliver(...history);
  undisturbed = await digest();
  await installKillSwitch(getPool());
});
afterAll(() => harness.close());

const digest = () => inboxDigest(getPool(), harness.account.workspaceId);
const pending = async () =>
  Number((await getPool().query("select count(*) from stripe_event where state = 'pending'")).rows[0]?.count);
const part = (round: number): FakeEvent[] => {
  const size = Math.ceil(history.length / ROUNDS);
  return history.slice(round * size, (round + 1) * size);
};

test(`F14 killed ${ROUNDS} times between claim and commit: no event is skipped and none counts twice`, async () => {
  await harness.reset();
  const random = new Random(41);
  let killed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await harness.post(...part(round));
    const waiting = await pending();
    await throwSwitch(getPool(), SWITCHES[round % SWITCHES.length] ?? 'stripe_event', random.between(0, 1));
    const died = await projectBatch(harness.account.workspaceId).then(
      () => false,
      () => true,
    );
    await releaseSwitch(getPool());
    if (!died) continue; // this round had nothing to write there
    killed += 1;
    expect(await pending(), `round ${round}`).toBe(waiting);
  }
  await projectPending();
  expect(killed).toBeGreaterThan(ROUNDS / 3);
  expect(await pending()).toBe(0);
  expect(await digest()).toBe(undisturbed);
});

test('F14 a running projector whose sessions are killed goes on by itself', async () => {
  await harness.reset();
  const projector = startProjector();
  for (let round = 0; round < 20; round += 1) {
    await harness.post(...history.slice(round * 15, round * 15 + 15));
    await getPool().query(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
    );
  }
  await harness.post(...history.slice(300));
  while ((await pending()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await projector.stop();
  expect(await digest()).toBe(undisturbed);
});
