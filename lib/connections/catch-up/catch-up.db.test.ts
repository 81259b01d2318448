import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { EVENT_TYPES } from '@/lib/inbox/event-types';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import type { SandboxServer } from '@/sandbox/server';
import { makeCompany } from '../backfill/testing/company';
import { connect, eventsOf, forbid, forgetAll, sourceOf } from '../backfill/testing/connected';
import { loadConnectionHealth } from '../health/load-connection-health';
import { type CaughtUp, catchUp } from './catch-up';
import { refreshSubscriptions } from './refresh-subscriptions';
import { loadCatchUps } from './run-log';
import { startCatchUp } from './start-catch-up';

const START = new Date('2026-03-01T09:00:00Z');
const DAY = 86_400;
let harness: Harness;
let sandbox: SandboxServer;
/** Twenty-five days, so that Stripe still lists all of it. */
const { account } = makeCompany({ customers: 120, startAt: START, days: 25 });
const all = eventsOf(account);
const newest = all.at(-1)?.created ?? 0;

beforeAll(async () => {
  process.env.STRIPE_REQUESTS_PER_SECOND = '10000';
  harness = await startHarness();
});
afterAll(async () => {
  delete process.env.STRIPE_REQUESTS_PER_SECOND;
  await harness.close();
});
beforeEach(async () => {
  sandbox = await connect(harness, account);
});
afterEach(async () => {
  await sandbox.close();
  await forgetAll(harness);
  await getPool().query('truncate catch_up, connection_hour');
});

const read = (reason: Parameters<typeof catchUp>[1], now = new Date()): Promise<CaughtUp> =>
  catchUp(sourceOf(harness), reason, { settleMs: 0, now });
const runs = () => loadCatchUps(harness.account.workspaceId, harness.connectionId);
const health = () => loadConnectionHealth(harness.account.workspaceId, harness.connectionId);
const storedCount = async () =>
  (await getPool().query<{ count: number }>('select count(*)::int as count from stripe_event')).rows[0]?.count;
const digest = async () => {
  await projectPending();
  return (await ledgerDigest(getPool(), harness.account.workspaceId)).tables;
};

/** Those that the endpoint would have brought: what is read, and what it brought of its own. */
const missingOf = (dropped: readonly FakeEvent[], delivered: readonly FakeEvent[]) => {
  const types = new Set([...EVENT_TYPES, ...delivered.map(({ type }) => type)]);
  return dropped.filter(({ type }) => types.has(type));
};
const columns = `id, type, api_version, livemode, account, object_id, occurred_at, country, payload`;
const rowsOf = async () => (await getPool().query(`select ${columns} from stripe_event order by id`)).rows;

describe('B14-7 what an endpoint missed is read from the list of events', () => {
  test('D7 a day in which the endpoint was stopped is made up for at the start, without a click', async () => {
    await harness.deliver(...all);
    const whole = await digest();
    await harness.reset();
    const delivered = all.filter(({ created }) => created < newest - 2 * DAY || created >= newest - DAY);
    const dropped = missingOf(
      all.filter((event) => !delivered.includes(event)),
      delivered,
    );
    await harness.deliver(...delivered);
    expect(dropped.length).toBeGreaterThan(20);

    const catching = startCatchUp((error) => {
      throw error;
    });
    await expect.poll(runs, { timeout: 30_000 }).toHaveLength(1);
    await catching.stop();
    expect(await runs()).toMatchObject([{ reason: 'start', recovered: dropped.length, problem: null }]);
    expect(await health()).toMatchObject({ gaps: 1, recovered: dropped.length, problems: [] });
    expect(await digest()).toEqual(whole);
  });

  test('F30 one webhook in a hundred is dropped for good: one cycle finds all of them, and says how many', async () => {
    const dropped = all.filter((_, index) => index % 100 === 57);
    const delivered = all.filter((event) => !dropped.includes(event));
    await harness.post(...delivered);
    const missing = missingOf(dropped, delivered).length;
    expect(all.length).toBeGreaterThan(1500);
    expect(await read('hourly')).toMatchObject({ recovered: missing, problem: null });
    expect(await storedCount()).toBe(delivered.length + missing);
    expect(await read('asked')).toMatchObject({ recovered: 0 });
    const flags = await getPool().query<{ id: string }>('select id from stripe_event where recovered');
    expect(new Set(flags.rows.map(({ id }) => id))).toEqual(new Set(missingOf(dropped, delivered).map(({ id }) => id)));
  });

  test('FK-25 an event is the same row whether a webhook or the list brought it, also when both do', async () => {
    const some = all.slice(0, 400);
    await harness.post(...some);
    const posted = await rowsOf();
    await harness.reset();
    await harness.post(...all.filter((event) => !some.includes(event)));
    await read('start');
    const ids = new Set(some.map(({ id }) => id));
    expect((await rowsOf()).filter(({ id }) => ids.has(id))).toEqual(posted);
    await harness.post(...some);
    expect((await rowsOf()).filter(({ id }) => ids.has(id))).toEqual(posted);
  });

  test('one that is on its way as a webhook counts as none that was missing', async () => {
    await harness.post(...all.slice(0, -1));
    const catching = catchUp(sourceOf(harness), 'start', { settleMs: 3000 });
    const late = all.at(-1);
    if (late) setTimeout(() => void harness.post(late), 100);
    expect(await catching).toMatchObject({ recovered: 0 });
    expect(await storedCount()).toBe(all.length);
  });

  test('what happened before the first event came here is history: read, and not called recovered', async () => {
    const { events, recovered } = await read('start');
    expect(recovered).toBe(0);
    expect(events).toBe(missingOf(all, []).length);
    expect(await storedCount()).toBe(events);
  });

  test('F15 two at once read once', async () => {
    await harness.post(...all.slice(0, 50));
    const both = await Promise.all([read('start'), read('hourly')]);
    expect(both.filter(({ events }) => events > 0)).toHaveLength(1);
    const asked = await Promise.all([read('asked'), read('asked')]);
    expect(asked.map(({ recovered }) => recovered)).toEqual([0, 0]);
    expect(asked.every(({ events }) => events > 0)).toBe(true);
  });

  test('runs that find nothing share a row, so that the table stays small', async () => {
    await read('start');
    for (let hour = 0; hour < 3; hour += 1) await read('hourly');
    expect((await runs()).map(({ reason }) => reason)).toEqual(['hourly', 'start']);
  });

  test('Stripe repeats pages, forgets the one to go on from, and asks to slow down: nothing is missed', async () => {
    await sandbox.close();
    const crowded = makeCompany({ customers: 60, startAt: START, days: 1 }).account; // a day of many pages
    const events = eventsOf(crowded);
    sandbox = await connect(harness, crowded);
    for (const status of ['repeated_page', 'vanished_cursor', 429, 'truncated'] as const)
      sandbox.hiccups.plan({ requests: 2, status, path: '/v1/events', retryAfter: 0 });
    expect(events.length).toBeGreaterThan(500);
    expect(await read('start')).toMatchObject({ problem: null, events: expect.any(Number) });
    expect(await storedCount()).toBe(missingOf(events, []).length);
  });

  test('without the permission it says so, and makes up for it when it is given', async () => {
    await harness.post(...all.slice(0, 10));
    forbid(sandbox, 'events');
    const problem = 'The API key lacks the permission “Events: Read”.';
    expect(await read('hourly')).toEqual({ events: 0, recovered: 0, problem });
    await read('hourly');
    expect(await runs()).toMatchObject([{ problem, recovered: 0 }]);
    expect((await health()).problems).toEqual([problem]);
    forbid(sandbox);
    expect(await read('hourly')).toMatchObject({ problem: null });
    expect((await health()).problems).toEqual([]);
  });

  test('what is older than Stripe’s thirty days is left to the lists of the backfill', async () => {
    await harness.post(...all.slice(0, 10));
    const backfill = async () => (await getDb().connection.findFirstOrThrow()).backfill;
    await read('start', new Date('2026-04-01T00:00:00Z'));
    await read('start', new Date('2026-04-29T00:00:00Z'));
    expect(await backfill()).toBe('idle');
    await read('start', new Date('2026-06-10T00:00:00Z'));
    expect(await backfill()).toBe('running');
  });

  test('a source without a key, or disconnected, is left alone', async () => {
    await getDb().connection.updateMany({ data: { disconnectedAt: new Date() } });
    expect(await read('asked')).toEqual({ events: 0, recovered: 0, problem: null });
    await getDb().connection.updateMany({ data: { disconnectedAt: null, apiKeyCipher: null } });
    expect(await read('asked')).toEqual({ events: 0, recovered: 0, problem: null });
    expect(await storedCount()).toBe(0);
  });
});

describe('RC-13 subscriptions are read where no webhook tells of them', () => {
  test('all of them, news only, and the page can say when', async () => {
    const at = new Date();
    const news = await refreshSubscriptions(sourceOf(harness), { now: at });
    expect(news).toBe(await storedCount());
    expect(news).toBeGreaterThan(100);
    expect(await refreshSubscriptions(sourceOf(harness), { now: at })).toBe(0);
    expect((await health()).refreshed).toContainEqual({ kind: 'subscriptions', at: at.toISOString() });
  });

  test('RC-15 where new purchases are not tracked, only those of known customers', async () => {
    await getDb().connection.updateMany({ data: { trackNewPurchases: false } });
    expect(await refreshSubscriptions(sourceOf(harness))).toBe(0);
    const created = all.find(({ type }) => type === 'customer.subscription.created');
    await getDb().connection.updateMany({ data: { trackNewPurchases: true } });
    if (created) await harness.deliver(created);
    await getDb().connection.updateMany({ data: { trackNewPurchases: false } });
    expect(await refreshSubscriptions(sourceOf(harness))).toBeLessThanOrEqual(2);
    const owners = await getPool().query('select distinct owner_id from object_version');
    expect(owners.rows).toEqual([{ owner_id: created?.data.object.customer }]);
    await getDb().connection.updateMany({ data: { trackNewPurchases: true } });
  });
});
