import { expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { loadEvent } from './load-event';
import { loadEventNews } from './load-event-news';
import { loadEvents } from './load-events';
import { loadFreshness } from './load-freshness';
import { addWorkspace, withDatabase } from './testing/with-database';

withDatabase();

const own = (workspaceId: string) => ({ workspaceId, timeZone: 'Europe/Berlin' });

async function addEvents(workspaceId: string, count: number, change: object = {}): Promise<void> {
  await getDb().stripeEvent.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      workspaceId,
      connectionId: 'default',
      id: `evt_${workspaceId}_${index}`,
      type: index % 2 === 0 ? 'invoice.paid' : 'charge.refunded',
      livemode: true,
      objectId: `in_${index}`,
      occurredAt: new Date('2026-03-01T10:00:00Z'),
      payload: '{"data":{"object":{"object":"customer","email":"jo@example.com","name":"Jo"}}}',
      state: 'projected',
      ...change,
    })),
  });
}

test('the log pages by arrival, newest first, without a gap or a repetition', async () => {
  await addWorkspace('paging');
  await addEvents('paging', 120);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await loadEvents(own('paging'), { cursor });
    seen.push(...page.events.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
  expect(seen[0]).toBe('evt_paging_119');
});

test('filters find a type, a family of types, a state, a mode, an object and an event', async () => {
  await addWorkspace('filters');
  await addEvents('filters', 4);
  const ids = async (filter: Parameters<typeof loadEvents>[1]) =>
    (await loadEvents(own('filters'), filter)).events.map(({ id }) => id);
  expect(await ids({ type: 'invoice.paid' })).toHaveLength(2);
  expect(await ids({ type: 'charge.*' })).toHaveLength(2);
  expect(await ids({ state: 'failed' })).toEqual([]);
  expect(await ids({ mode: 'test' })).toEqual([]);
  expect(await ids({ object: 'in_2' })).toEqual(['evt_filters_2']);
  expect(await ids({ object: 'evt_filters_1' })).toEqual(['evt_filters_1']);
  expect(await ids({ connection: 'default' })).toHaveLength(4);
  expect(await ids({ connection: 'another' })).toEqual([]);
});

test('filters find what no webhook brought, what was read, and a time in the zone of the workspace', async () => {
  await addWorkspace('origins');
  await addEvents('origins', 1, { id: 'evt_sent' });
  await addEvents('origins', 1, { id: 'evt_found', recovered: true });
  await addEvents('origins', 1, {
    id: 'pull_cus_1',
    type: 'customer.pulled',
    occurredAt: new Date('2026-02-28T23:00:00Z'),
  });
  const ids = async (filter: Parameters<typeof loadEvents>[1]) =>
    (await loadEvents(own('origins'), filter)).events.map(({ id }) => id);
  expect(await ids({ source: 'webhook' })).toEqual(['evt_sent']);
  expect(await ids({ source: 'recovered' })).toEqual(['evt_found']);
  expect(await ids({ source: 'api' })).toEqual(['pull_cus_1']);
  expect((await loadEvents(own('origins'), {})).events.map(({ source }) => source)).toEqual([
    'api',
    'recovered',
    'webhook',
  ]);
  expect(await ids({ from: '2026-03-01' })).toHaveLength(3); // in Berlin the day had begun
  expect(await ids({ from: '2026-03-01T00:00:00Z' })).toHaveLength(2);
  expect(await ids({ to: '2026-03-01' })).toEqual([]);
  expect(await ids({ to: '2026-03-01T00:30:00+01:00' })).toEqual(['pull_cus_1']);
});

test('F35 the log and one event of another workspace are not found; a payload hides who it is about', async () => {
  await addWorkspace('a');
  await addWorkspace('b');
  await addEvents('a', 1);
  expect((await loadEvents(own('b'), {})).events).toEqual([]);
  await expect(loadEvent('b', 'default', 'evt_a_0')).rejects.toMatchObject({ code: 'not_found' });
  const { payload } = await loadEvent('a', 'default', 'evt_a_0');
  expect(payload).not.toMatch(/jo@example|Jo"/);
});

test('freshness counts what waits and failed, and its version changes with every arrival and projection', async () => {
  await addWorkspace('fresh');
  const empty = await loadFreshness('fresh');
  await addEvents('fresh', 1, { state: 'pending', knownAt: new Date('2026-03-01T10:00:01Z') });
  const waiting = await loadFreshness('fresh');
  await getDb().stripeEvent.updateMany({ where: { workspaceId: 'fresh' }, data: { state: 'projected' } });
  const projected = await loadFreshness('fresh');
  expect(waiting).toMatchObject({ pending: 1, asOf: '2026-03-01T10:00:01.000Z' });
  expect(projected).toMatchObject({ pending: 0, failed: 0 });
  expect(new Set([empty.version, waiting.version, projected.version]).size).toBe(3);
});

test('the log has news with every arrival, projection, failure and retry', async () => {
  await addWorkspace('news');
  const seen = [await loadEventNews('news')];
  await addEvents('news', 2, { state: 'pending' });
  seen.push(await loadEventNews('news'));
  for (const state of ['projected', 'failed', 'pending']) {
    await getDb().stripeEvent.updateMany({ where: { workspaceId: 'news' }, data: { state } });
    seen.push(await loadEventNews('news'));
  }
  expect(seen.map(({ pending }) => pending)).toEqual([0, 2, 0, 0, 2]);
  expect(new Set(seen.slice(0, 4).map(({ version }) => version)).size).toBe(4);
});
