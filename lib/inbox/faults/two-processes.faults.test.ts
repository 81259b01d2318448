import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending } from '../projector';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { startApp } from './testing/app-process';
import { atOnce } from './testing/at-once';
import { drained, missingIds } from './testing/drained';
import { companyHistory } from './testing/history';
import { inboxDigest } from './testing/inbox-digest';
import { Random } from './testing/random';
import { Sender } from './testing/sender';

vi.setConfig({ testTimeout: 900_000 });

const EVENTS = 10_000;
const history = companyHistory(15, 800).slice(0, EVENTS);
let harness: Harness;
let undisturbed: string;

beforeAll(async () => {
  harness = await startHarness();
  await atOnce(64, history, async (event) => {
    await postBody(harness.connectionId, Buffer.from(JSON.stringify(event)));
  });
  await projectPending();
  undisturbed = await digest();
  await harness.reset();
}, 240_000);
afterAll(() => harness.close());

const digest = () => inboxDigest(getPool(), harness.account.workspaceId);

test(`F15 two processes at once, each sent all ${EVENTS} events, one of them replaced half way: one ledger, nothing twice`, async () => {
  expect(history).toHaveLength(EVENTS);
  const environment = { DATABASE_URL: process.env.DATABASE_URL ?? '' };
  const [old, other] = await Promise.all([startApp(environment), startApp(environment)]);
  const [one, two] = [new Sender(history, new Random(1)), new Sender(history, new Random(2))];
  const toOther = two.run(other.origin, 16, 0, () => false);
  await one.run(old.origin, 16, 0, () => one.left < EVENTS / 2);
  const next = await startApp(environment); // a rolling deploy: the new one is there before the old one goes
  await old.kill();
  await one.run(next.origin, 16, 0, () => false);
  await toOther;
  await drained(getPool());
  await Promise.all([other.kill(), next.kill()]);

  for (const { acknowledged } of [one, two]) expect(await missingIds(getPool(), acknowledged)).toEqual([]);
  expect([one.acknowledged.size, two.acknowledged.size]).toEqual([EVENTS, EVENTS]);
  expect(await projectPending()).toBe(0);
  expect(await digest()).toBe(undisturbed);
  expect(await rebuildWorkspace(harness.account.workspaceId)).toMatchObject({ events: EVENTS, changed: [] });
});
