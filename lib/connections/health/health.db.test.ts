import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { flushDeliveries } from '@/lib/inbox/count-delivery';
import { forgetEndpoints } from '@/lib/inbox/load-endpoint';
import { projectPending } from '@/lib/inbox/projector';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';
import { type Harness, SECRET, sign, startHarness } from '@/lib/inbox/testing/harness';
import { charge, event, type FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { loadAlarms } from './load-alarms';
import { loadConnectionHealth } from './load-connection-health';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
afterEach(async () => {
  await harness.reset();
  await getPool().query('truncate connection_hour, webhook_rejection, pull_cursor, catch_up');
  await getDb().connection.updateMany({ data: { disconnectedAt: null } });
  forgetEndpoints();
});

/** When it is, by Stripe's clock. */
const STRIPES = new Date('2026-06-01T12:00:00Z');
const SECOND = 1000;
const DAY = 86_400 * SECOND;
const later = (ms: number) => new Date(STRIPES.getTime() + ms);
let counter = 0;

/** Stripe sends an event that has just happened; our clock says `now`. */
async function send(now: Date, at = STRIPES, secret = SECRET): Promise<{ status: number; event: FakeEvent }> {
  counter += 1;
  const seconds = Math.floor(at.getTime() / SECOND);
  const sent = event('charge.succeeded', seconds, charge(`ch_${counter}`, 'cus_1', 100, seconds));
  const rawBody = Buffer.from(JSON.stringify(sent));
  const signature = sign(rawBody, secret, seconds);
  const { status } = await receiveStripeEvent({ connectionId: harness.connectionId, rawBody, signature, now });
  return { status, event: sent };
}
const sendMany = async (count: number, ...when: [now: Date, at?: Date]) => {
  const sent = [];
  for (let n = 0; n < count; n += 1) sent.push(await send(...when));
  return sent;
};
const health = async (now: Date) => {
  await flushDeliveries();
  return loadConnectionHealth(harness.account.workspaceId, harness.connectionId, now);
};
const alarms = async (now: Date) => (await loadAlarms(harness.account.workspaceId, now)).alarms;

describe('F16 our own clock is wrong', () => {
  test.each([
    ['ten minutes ahead', 600 * SECOND, '10 minutes ahead of'],
    ['ten minutes behind', -600 * SECOND, '10 minutes behind'],
    ['a day ahead', DAY, '24 hours ahead of'],
  ])(
    '%s: deliveries are refused with a clear error, counted, and raise an alarm that says by how much',
    async (_, off, words) => {
      const now = later(off);
      const sent = await sendMany(12, now);
      expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([400]));
      const { clockSkew, rejected, quiet } = await health(now);
      expect(clockSkew).toMatchObject({ seconds: off / SECOND, refused: 12 });
      expect(clockSkew?.message).toContain(`${words} Stripe’s, so 12 deliveries were refused`);
      expect([rejected, quiet]).toEqual([12, null]);
      expect(await alarms(now)).toMatchObject([{ kind: 'clock', label: 'The clock is wrong' }]);

      // Set right, Stripe's next tries are taken, and the alarm is over.
      const again = await sendMany(3, STRIPES);
      expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]));
      expect((await health(later(SECOND))).clockSkew).toBeNull();
    },
  );

  test('four minutes off, deliveries are taken and nobody is alarmed', async () => {
    for (const off of [240, -240]) await sendMany(5, later(off * SECOND));
    expect(await health(later(240 * SECOND))).toMatchObject({ clockSkew: null, rejected: 0 });
  });

  test('old deliveries that somebody plays back, beside good ones, are no alarm', async () => {
    await sendMany(5, STRIPES);
    await sendMany(20, STRIPES, later(-DAY));
    expect(await health(STRIPES)).toMatchObject({ clockSkew: null, rejected: 20 });
  });
});

describe('what deliveries tell', () => {
  test('the last one, how late they come, and what was refused', async () => {
    for (const late of [0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 200]) await send(later(late * SECOND));
    await send(STRIPES, STRIPES, 'whsec_of_a_stranger');
    const told = await health(later(300 * SECOND));
    expect(told).toMatchObject({ lagSeconds: 2, rejected: 1, lastDeliveryAt: later(200 * SECOND).toISOString() });
    expect(told.lastEventAt).not.toBeNull();
  });

  test('a story that is told again, long after, is not late', async () => {
    const told = later(-400 * DAY);
    const sent = event('charge.succeeded', Math.floor(told.getTime() / SECOND), charge('ch_old', 'cus_1', 100, 1));
    await harness.deliver(sent);
    expect((await health(new Date())).lagSeconds).toBeNull();
  });

  test('failed events are counted', async () => {
    await harness.post(event('charge.succeeded', 1_780_000_000, { id: 'ch_x', object: 'charge', amount: 'much' }));
    await projectPending();
    expect((await health(new Date())).failed).toBe(1);
  });

  test('an account that goes quiet compared with its own rhythm raises an alarm', async () => {
    for (let hour = 0; hour < 5 * 24; hour += 2) {
      const at = later(hour * 3600 * SECOND);
      await send(at, at);
    }
    const last = 118 * 3600 * SECOND;
    expect((await health(later(last + 9 * 3600 * SECOND))).quiet).toBeNull();
    const now = later(last + 11 * 3600 * SECOND);
    expect((await health(now)).quiet).toMatchObject({ hours: 11, usualHours: 2 });
    expect(await alarms(now)).toMatchObject([{ kind: 'quiet', label: 'Stripe is quiet' }]);
    expect((await alarms(now))[0]?.message).toContain('No event for 11 hours');
    await send(now, now);
    expect((await health(now)).quiet).toBeNull();
  });
});

test('with a key, only what Stripe’s own list shows is silence', async () => {
  await getDb().connection.updateMany({ data: { apiKeyCipher: 'sealed' } });
  for (let hour = 0; hour < 5 * 24; hour += 1) await send(later(hour * 3600 * SECOND), later(hour * 3600 * SECOND));
  const now = later(300 * 3600 * SECOND);
  expect((await health(now)).quiet).toBeNull();
  const { workspaceId } = harness.account;
  const read = { workspaceId, connectionId: harness.connectionId, reason: 'hourly', since: STRIPES };
  await getDb().catchUp.create({ data: { ...read, until: later(121 * 3600 * SECOND) } });
  expect((await health(now)).quiet).toBeNull();
  await getDb().catchUp.create({ data: { ...read, until: later(125 * 3600 * SECOND) } });
  await getDb().catchUp.create({ data: { ...read, until: now, problem: 'Stripe could not be reached.' } });
  expect((await health(now)).quiet).toMatchObject({ hours: 6, usualHours: 1 });
  await getDb().connection.updateMany({ data: { apiKeyCipher: null } });
});

test('a disconnected source refuses for good, without losing anything unseen, and raises no alarm', async () => {
  await sendMany(12, later(DAY));
  await flushDeliveries();
  await getDb().connection.updateMany({ data: { disconnectedAt: STRIPES } });
  forgetEndpoints();
  expect((await send(STRIPES)).status).toBe(410);
  await flushDeliveries();
  const { rows } = await getPool().query("select count::int from connection_hour where what = 'disconnected'");
  expect(rows).toEqual([{ count: 1 }]);
  expect(await alarms(later(DAY))).toEqual([]);
});
