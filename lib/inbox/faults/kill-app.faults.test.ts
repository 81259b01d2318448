import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending } from '../projector';
import { type Harness, startHarness } from '../testing/harness';
import { startApp } from './testing/app-process';
import { drained, missingIds } from './testing/drained';
import { companyHistory } from './testing/history';
import { inboxDigest } from './testing/inbox-digest';
import { Random } from './testing/random';
import { Sender } from './testing/sender';

const ROUNDS = Number(process.env.HEADWATER_FAULT_KILLS ?? 20);
const history = companyHistory(77, 250);
let harness: Harness;
let undisturbed: string;

beforeAll(async () => {
  harness = await startHarness();
  await harness.deliver(...history);
  undisturbed = await digest();
  await harness.reset();
}, 120_000);
afterAll(() => harness.close());

const digest = () => inboxDigest(getPool(), harness.account.workspaceId);

test(`F7 kill -9 of the app ${ROUNDS} times while events come in: nothing acknowledged is lost, nothing counts twice`, async () => {
  const random = new Random(7);
  const sender = new Sender(history, random);
  const environment = { DATABASE_URL: process.env.DATABASE_URL ?? '' };
  let interrupted = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const app = await startApp(environment);
    let stopped = false;
    const sending = sender.run(app.origin, 8, 40, () => stopped);
    await sleep(random.between(200, 3000));
    if (sender.left > 0) interrupted += 1;
    await app.kill();
    stopped = true;
    await sending;
    expect(await missingIds(getPool(), sender.acknowledged), `after kill ${round + 1}`).toEqual([]);
  }
  const app = await startApp(environment);
  await sender.run(app.origin, 8, 0, () => false);
  await drained(getPool());
  await app.kill();

  expect(interrupted).toBeGreaterThan(ROUNDS / 2); // the control: there was something to interrupt
  expect(sender.acknowledged.size).toBe(history.length);
  expect(await missingIds(getPool(), sender.acknowledged)).toEqual([]);
  expect(await projectPending()).toBe(0);
  expect(await digest()).toBe(undisturbed);
});
