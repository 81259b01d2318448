import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '../testing/harness';
import { type AppProcess, startApp } from './testing/app-process';
import { CuttableProxy } from './testing/cuttable-proxy';
import { drained, missingIds } from './testing/drained';
import { companyHistory } from './testing/history';
import { Random } from './testing/random';
import { Sender } from './testing/sender';

/** The promise is for 60 s; shorter by default, so that the suite stays short. */
const AWAY_SECONDS = Number(process.env.HEADWATER_FAULT_AWAY_SECONDS ?? 10);
const EVENTS_PER_SECOND = 50;
const MEMORY_LIMIT = 50 * 1024 * 1024;
const history = companyHistory(10, Math.ceil((AWAY_SECONDS + 12) * 3));
let harness: Harness;
let proxy: CuttableProxy;
let app: AppProcess;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.reset();
  const url = new URL(process.env.DATABASE_URL ?? '');
  proxy = new CuttableProxy({ host: url.hostname, port: Number(url.port || 5432) });
  url.hostname = '127.0.0.1';
  url.port = String(await proxy.open());
  app = await startApp({ DATABASE_URL: url.href });
});
afterEach(async () => {
  await app.kill();
  await proxy.open();
  await proxy.cut();
});

const memory = async () => Number(await (await fetch(app.origin)).text());

/** Fifty a second whether they are answered or not; resolves when all of them are. */
async function sendSteadily(sender: Sender, seconds: number): Promise<void> {
  const answers: Promise<boolean>[] = [];
  for (let count = 0; count < seconds * EVENTS_PER_SECOND; count += 1) {
    answers.push(sender.sendNext(app.origin));
    await sleep(1000 / EVENTS_PER_SECOND);
  }
  await Promise.all(answers);
}

const AWAY: [string, () => Promise<void> | void][] = [
  ['is down and refuses', () => proxy.cut()],
  ['hangs and says nothing', () => proxy.hang()],
];

test.each(AWAY)(
  `F10 the database %s for ${AWAY_SECONDS} s under 50 events/s: 503 in time, memory flat, and all is there in the end`,
  async (_how, goAway) => {
    const sender = new Sender(history, new Random(10));
    await sendSteadily(sender, 4);
    expect([...sender.answers.keys()]).toEqual([200]);
    const before = await memory();

    await goAway();
    await sendSteadily(sender, AWAY_SECONDS);
    const grown = (await memory()) - before;
    await proxy.open();
    const { answers } = sender;
    expect(new Set(answers.keys()), 'every request was answered within five seconds').toEqual(new Set([200, 503]));
    expect(answers.get(503)).toBeGreaterThan(AWAY_SECONDS * EVENTS_PER_SECOND * 0.7);
    expect(grown).toBeLessThan(MEMORY_LIMIT);
    expect(await missingIds(getPool(), sender.acknowledged)).toEqual([]);

    await sender.run(app.origin, 4, 20, () => false);
    await drained(getPool());
    expect(sender.acknowledged.size).toBe(history.length);
    expect(
      await missingIds(
        getPool(),
        history.map(({ id }) => id),
      ),
    ).toEqual([]);
  },
);
