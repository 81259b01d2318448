import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectBatch } from '@/lib/inbox/project-batch';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event } from '@/lib/inbox/testing/stripe-objects';
import { checkBacklog } from './check-backlog';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  for (const n of [1, 2, 3])
    await harness.post(event('customer.created', `2026-01-0${n}`, { id: `cus_${n}`, object: 'customer' }));
});
afterAll(() => harness.close());

const check = (patience = 0) => checkBacklog(harness.account.workspaceId, patience);
const age = () => getPool().query("update stripe_event set known_at = now() - interval '1 hour'");

test('what has just come may wait', async () => {
  expect(await check()).toMatchObject({ ok: true, detail: '' });
});

test('an old backlog of which nothing becomes less is an alarm, with its first event', async () => {
  await age();
  const { ok, detail } = await check();
  expect(ok).toBe(false);
  expect(detail).toMatch(/^3 events wait, the first of them evt_\S+, and none was projected in the last 5 minutes$/);
});

test('a backlog that is worked on is none, and says its rate', async () => {
  const looking = check(20_000);
  await projectBatch(harness.account.workspaceId, 1);
  expect(await looking).toMatchObject({ ok: true });
  expect(await check()).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/^2 events wait, .*; 1 a minute are/),
  });
});
