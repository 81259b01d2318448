import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { addWorkspace, withDatabase } from '@/lib/workspace/testing/with-database';
import { changeEndpoint, createEndpoint, removeEndpoint, rotateSecret } from './change-endpoints';
import { deliverDue, type EndpointKey } from './deliver-due';
import { askedToWait, nextAttempt } from './delivery-schedule';
import { newEndpoint } from './endpoint-inputs';
import { enqueueWebhook } from './enqueue-webhook';
import { forgetMentions } from './forget-mentions';
import { forgetOldMessages } from './forget-old-messages';
import { loadEndpoints } from './load-endpoints';
import { loadMessage, loadMessages } from './load-messages';
import { replayMessage } from './replay-message';
import { sendExample } from './send-example';
import { findDue, startDelivering } from './start-delivering';

withDatabase();

interface Received {
  headers: Record<string, string>;
  body: string;
}

let receiver: Server;
let url: string;
let received: Received[] = [];
/** What the receiver answers; a status or, to hold the line, nothing. */
let answer: { status: number; location?: string; 'retry-after'?: string } | null = { status: 200 };

beforeAll(async () => {
  vi.stubEnv('HEADWATER_ALLOW_PRIVATE_WEBHOOKS', '1');
  receiver = createServer(async (request, response) => {
    received.push({ headers: textHeaders(request), body: await bodyOf(request) });
    if (!answer) return;
    const { status, ...headers } = answer;
    response.writeHead(status, headers).end('x'.repeat(5000));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterEach(() => {
  received = [];
  answer = { status: 200 };
  vi.stubEnv('HEADWATER_ALLOW_PRIVATE_WEBHOOKS', '1');
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

const textHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

const LEAD = { type: 'lead.created', occurredAt: new Date('2026-11-01T10:00:00Z'), data: { id: 'lead_1' } } as const;
const tell = (workspaceId: string, event: Parameters<typeof enqueueWebhook>[2] = LEAD) =>
  inTransaction((tx) => enqueueWebhook(tx, workspaceId, event));

async function openEndpoint(workspaceId: string, to = url) {
  await addWorkspace(workspaceId);
  const { id, secret } = await createEndpoint(workspaceId, {
    ...{ url: to, types: ['lead.created' as const], description: '', createdById: null },
  });
  return { key: { workspaceId, endpointId: id }, secret };
}

const later = (ms: number) => ({ now: () => new Date(Date.now() + ms) });
/** Tables count microseconds, we milliseconds: a moment later, what was just stored is due in any case. */
const deliverNow = (key: EndpointKey) => deliverDue(key, later(1000));
const HOUR = 3_600_000;

test('the official library of Standard Webhooks verifies what is sent; only what is listened to is stored', async () => {
  const { key, secret } = await openEndpoint('signed');
  await tell('signed');
  await tell('signed', { ...LEAD, type: 'sale.created' });
  expect(await deliverNow(key)).toBe(1);
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  expect(new Webhook(secret).verify(body, headers)).toEqual({
    ...{ type: 'lead.created', timestamp: '2026-11-01T10:00:00.000Z', data: { id: 'lead_1' } },
  });
  expect(() => new Webhook(secret).verify(body.replace('lead_1', 'lead_2'), headers)).toThrow();
  expect(await getDb().outgoingMessage.count({ where: { workspaceId: 'signed' } })).toBe(1);
  expect(await deliverDue(key, later(30 * 24 * HOUR))).toBe(0);
});

test('what is told and what happened are stored together or not at all', async () => {
  const { key } = await openEndpoint('outbox');
  const failing = inTransaction(async (tx) => {
    await enqueueWebhook(tx, 'outbox', LEAD);
    throw new Error('the lead could not be stored');
  });
  await expect(failing).rejects.toThrow();
  expect(await deliverNow(key)).toBe(0);
});

test('F39 a secret is told once and stored sealed; while it is changed, both verify', async () => {
  const { key, secret: before } = await openEndpoint('rotated');
  const { secret: after } = await rotateSecret('rotated', key.endpointId);
  const stored = await getDb().outgoingEndpoint.findFirstOrThrow({ where: { workspaceId: 'rotated' } });
  for (const secret of [before, after]) {
    expect(JSON.stringify(stored)).not.toContain(secret.slice(6));
    expect(JSON.stringify(await loadEndpoints('rotated'))).not.toContain(secret.slice(6));
  }
  await tell('rotated');
  await deliverNow(key);
  const [first = { headers: {}, body: '' }] = received;
  for (const secret of [before, after]) new Webhook(secret).verify(first.body, first.headers);
  // A day later only the new one signs.
  await getPool().query("update outgoing_endpoint set previous_until = now() where workspace_id = 'rotated'");
  await tell('rotated');
  await deliverNow(key);
  const [, second = { headers: {}, body: '' }] = received;
  new Webhook(after).verify(second.body, second.headers);
  expect(() => new Webhook(before).verify(second.body, second.headers)).toThrow();
});

test('an endpoint that asks for more time is given it, up to ten hours, in seconds or as a date', async () => {
  const { key } = await openEndpoint('asked');
  await tell('asked');
  const start = Date.now() + 1000;
  const at = (ms: number) => ({ now: () => new Date(start + ms) });
  answer = { status: 429, 'retry-after': '120' };
  expect(await deliverDue(key, at(0))).toBe(1);
  expect(await deliverDue(key, at(119_999))).toBe(0);
  answer = { status: 503, 'retry-after': new Date(start + 3 * HOUR).toUTCString() };
  expect(await deliverDue(key, at(120_000))).toBe(1);
  expect(await deliverDue(key, at(3 * HOUR - 1000))).toBe(0);
  answer = { status: 503, 'retry-after': '99999999999' };
  expect(await deliverDue(key, at(3 * HOUR))).toBe(1);
  expect(await deliverDue(key, at(13 * HOUR - 1))).toBe(0);
  // What cannot be read and what is shorter than the schedule change nothing.
  for (const ignored of ['soon', '1'])
    expect(nextAttempt(1, new Date(start), askedToWait(ignored, new Date(start)))).toEqual(new Date(start + 5000));
});

test('a failed message is tried again by the schedule, under the same id, and then given up', async () => {
  const { key } = await openEndpoint('retried');
  answer = { status: 503 };
  await tell('retried');
  const start = Date.now();
  const waits = [0, 5000, 300_000, 1_800_000, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
  let clock = start + 1000;
  for (const wait of waits) {
    expect(await deliverDue(key, { now: () => new Date(clock + wait - 1) })).toBe(wait === 0 ? 1 : 0);
    clock += wait;
    if (wait > 0) expect(await deliverDue(key, { now: () => new Date(clock) })).toBe(1);
    else clock -= 1;
  }
  expect(await deliverDue(key, later(40 * 24 * HOUR))).toBe(0);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(received).toHaveLength(8);
  const { messages } = await loadMessages('retried', key.endpointId, null);
  expect(messages).toMatchObject([{ state: 'failed', attempts: 8, status: 503, nextAt: null }]);
  const message = await loadMessage('retried', key.endpointId, messages[0]?.id ?? '');
  expect(message.made).toHaveLength(8);
  expect(message.made[0]?.response).toHaveLength(1000);

  answer = { status: 200 };
  await replayMessage('retried', key.endpointId, message.id);
  expect(await deliverDue(key, later(1000))).toBe(1);
  expect((await loadMessage('retried', key.endpointId, message.id)).state).toBe('delivered');
  expect((await loadEndpoints('retried'))[0]?.failingSince).toBeNull();
});

test('an endpoint that fails for five days is switched off, one that is gone at once; what waits is sent when it is on', async () => {
  const { key } = await openEndpoint('disabled');
  answer = { status: 500 };
  await tell('disabled');
  await getPool().query("update outgoing_delivery set attempts = 7 where workspace_id = 'disabled'");
  await getPool().query(
    "update outgoing_endpoint set failing_since = now() - interval '4 days' where workspace_id = 'disabled'",
  );
  await deliverNow(key);
  expect((await loadEndpoints('disabled'))[0]?.enabled).toBe(true);
  await tell('disabled');
  await tell('disabled');
  await getPool().query(
    "update outgoing_delivery set attempts = 7 where workspace_id = 'disabled' and state = 'pending'",
  );
  await deliverDue(key, later(25 * HOUR));
  expect((await loadEndpoints('disabled'))[0]).toMatchObject({
    enabled: false,
    disabledReason: expect.stringMatching(/five days/),
  });

  await changeEndpoint('disabled', key.endpointId, { enabled: true });
  answer = { status: 410 };
  await tell('disabled');
  await deliverNow(key);
  expect((await loadEndpoints('disabled'))[0]).toMatchObject({
    enabled: false,
    disabledReason: expect.stringMatching(/Gone/),
  });
  expect(await deliverDue(key, later(HOUR))).toBe(0);
  answer = { status: 200 };
  await changeEndpoint('disabled', key.endpointId, { enabled: true });
  expect(await deliverDue(key, later(HOUR))).toBe(1);
});

test('two processes at once never make the same attempt; what a dead one took is sent by another', async () => {
  const { key } = await openEndpoint('shared');
  for (let index = 0; index < 8; index++) await tell('shared');
  const made = await Promise.all(Array.from({ length: 6 }, () => deliverNow(key)));
  expect(made.reduce((sum, one) => sum + one, 0)).toBe(8);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(8);
  expect(received).toHaveLength(8);
  // As a process leaves it that was killed in the middle.
  await tell('shared');
  await getPool().query(
    "update outgoing_delivery set next_at = now() + interval '60 seconds' where workspace_id = 'shared' and state = 'pending'",
  );
  expect(await deliverNow(key)).toBe(0);
  expect(await deliverDue(key, later(61_000))).toBe(1);
});

test('F40 nothing is sent into the own network unless it is allowed, and no redirect is followed', async () => {
  const { key } = await openEndpoint('closed');
  vi.stubEnv('HEADWATER_ALLOW_PRIVATE_WEBHOOKS', '');
  expect(newEndpoint.safeParse({ url, types: ['lead.created'] }).success).toBe(false);
  expect(newEndpoint.safeParse({ url: 'https://u:p@example.com', types: ['lead.created'] }).success).toBe(false);
  // Also by a name that only turns out to lead there.
  await getPool().query('update outgoing_endpoint set url = $2 where workspace_id = $1', [
    'closed',
    url.replace('127.0.0.1', 'localhost'),
  ]);
  await tell('closed');
  await deliverNow(key);
  expect(received).toEqual([]);
  const problem = async () => (await loadMessages('closed', key.endpointId, null)).messages[0]?.problem;
  expect(await problem()).toMatch(/private network/);

  vi.stubEnv('HEADWATER_ALLOW_PRIVATE_WEBHOOKS', '1');
  answer = { status: 302, location: url };
  await deliverDue(key, later(6000));
  expect(received).toHaveLength(1);
  expect(await problem()).toMatch(/Redirects are not followed/);
});

test('a stop breaks off what hangs, without counting it, and it is sent after the next start', async () => {
  const { key } = await openEndpoint('stopped');
  answer = null;
  await tell('stopped');
  const broken = new AbortController();
  const delivering = deliverDue(key, { ...later(1000), signal: broken.signal });
  await expect.poll(() => received.length).toBe(1);
  broken.abort();
  await delivering;
  answer = { status: 200 };
  expect(await findDue(later(1000).now())).toContainEqual(key);
  const running = startDelivering((error) => expect.unreachable(String(error)));
  await expect
    .poll(async () => (await loadMessages('stopped', key.endpointId, null)).messages[0]?.state)
    .toBe('delivered');
  await running.stop();
  expect(received).toHaveLength(2);
});

test('F35 endpoints, messages and examples belong to their workspace; old messages are forgotten', async () => {
  const { key } = await openEndpoint('mine');
  await addWorkspace('theirs');
  const { endpointId } = key;
  const { id } = await sendExample('mine', endpointId, 'commission.updated');
  await deliverNow(key);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ type: 'commission.updated', test: true });
  const refused = { code: 'not_found' };
  await expect(sendExample('theirs', endpointId, 'lead.created')).rejects.toMatchObject(refused);
  await expect(changeEndpoint('theirs', endpointId, { enabled: false })).rejects.toMatchObject(refused);
  await expect(rotateSecret('theirs', endpointId)).rejects.toMatchObject(refused);
  await expect(removeEndpoint('theirs', endpointId)).rejects.toMatchObject(refused);
  await expect(replayMessage('theirs', endpointId, id)).rejects.toMatchObject(refused);
  await expect(loadMessage('theirs', endpointId, id)).rejects.toMatchObject(refused);
  expect((await loadMessages('theirs', endpointId, null)).messages).toEqual([]);
  // Of an erased person nothing is kept, however it was spelt.
  await tell('mine', { ...LEAD, data: { email: 'Ada@Example.com', id: 'other' } });
  await tell('mine', { ...LEAD, data: { email: 'alan@example.com' } });
  await forgetMentions(getPool(), 'mine', ['ada@example.com', 'ada@example']);
  const kept = await getDb().outgoingMessage.findMany({ where: { workspaceId: 'mine' } });
  expect(kept.some(({ body }) => body.includes('Ada@'))).toBe(false);
  expect(kept.some(({ body }) => body.includes('alan@'))).toBe(true);
  await forgetOldMessages(later(31 * 24 * HOUR).now());
  expect((await loadMessages('mine', endpointId, null)).messages).toEqual([]);
  await removeEndpoint('mine', endpointId);
  expect(await loadEndpoints('mine')).toEqual([]);
});
