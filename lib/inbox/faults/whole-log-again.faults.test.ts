import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending, startProjector } from '../projector';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { atOnce } from './testing/at-once';
import { companyHistory } from './testing/history';
import { inboxDigest } from './testing/inbox-digest';
import { Random } from './testing/random';

const EVENTS = 20_000;
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

test(`F2 a log of ${EVENTS} events delivered twice and thrice, in other orders, leaves every table as it was`, async () => {
  const bodies = companyHistory(2, 1400)
    .slice(0, EVENTS)
    .map((event) => Buffer.from(JSON.stringify(event)));
  expect(bodies).toHaveLength(EVENTS);
  const digests: string[] = [];
  for (const delivery of [1, 2, 3]) {
    const projector = startProjector();
    const refused: number[] = [];
    await atOnce(64, new Random(delivery).shuffle(bodies), async (body) => {
      const { status } = await postBody(harness.connectionId, body);
      if (status !== 200) refused.push(status);
    });
    await projector.stop();
    await projectPending();
    expect(refused).toEqual([]);
    digests.push(await inboxDigest(getPool(), harness.account.workspaceId));
  }
  expect(new Set(digests).size).toBe(1);
  const rebuilt = await rebuildWorkspace(harness.account.workspaceId);
  expect(rebuilt).toMatchObject({ events: EVENTS, changed: [], after: rebuilt.before });
});
