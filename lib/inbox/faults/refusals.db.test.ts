import { once } from 'node:events';
import type { Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { seal } from '@/lib/auth/secret-box';
import { createHttpDoors } from '@/lib/boot/http-doors';
import { getDb, getPool } from '@/lib/db/client';
import { logRefusal } from '@/lib/logging/log-refusal';
import { flushRejections } from '../count-rejection';
import { forgetEndpoints } from '../load-endpoint';
import { LARGEST_BODY, receiveStripeEvent } from '../receive-stripe-event';
import { type Harness, SECRET, sign, startHarness } from '../testing/harness';
import { charge, event } from '../testing/stripe-objects';

vi.mock('@/lib/logging/log-refusal', () => ({ logRefusal: vi.fn() }));

const NEW_SECRET = 'whsec_the_next_one';
const NOW = Math.floor(Date.now() / 1000);
const body = Buffer.from(JSON.stringify(event('charge.succeeded', NOW, charge('ch_1', 'cus_1', 100, NOW))));
const v1 = (secret = SECRET, at = NOW) => sign(body, secret, at).split('v1=')[1] ?? '';
let harness: Harness;
let server: Server;
let origin: string;

beforeAll(async () => {
  harness = await startHarness();
  const { workspaceId } = harness.account;
  await getDb().webhookSecret.create({
    data: { workspaceId, connectionId: harness.connectionId, id: 'two', cipher: seal(NEW_SECRET), hint: '…' },
  });
  forgetEndpoints();
  server = createHttpDoors({ page: (_request, response) => void response.end(), webhook: receiveStripeEvent });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await harness.close();
});
beforeEach(() => harness.reset());
afterEach(async () => {
  await getPool().query('delete from webhook_rejection');
});

async function send(raw: BodyInit, headers: Record<string, string>, connection = harness.connectionId) {
  const answer = await fetch(`${origin}/api/webhooks/stripe/${connection}`, { method: 'POST', body: raw, headers });
  return { status: answer.status, code: (await answer.json()).error?.code };
}
const stored = async () => Number((await getPool().query('select count(*) from stripe_event')).rows[0]?.count);
async function refusals() {
  await flushRejections();
  const rows = await getPool().query<{ reason: string; count: bigint }>(
    'select reason, count from webhook_rejection order by reason',
  );
  return Object.fromEntries(rows.rows.map(({ reason, count }) => [reason, Number(count)]));
}

describe('F18 signature headers', () => {
  const refused: [string, string | undefined][] = [
    ['missing', undefined],
    ['empty', ''],
    ['of another body', sign('{}')],
    ['of a stranger', sign(body, 'whsec_stranger', NOW)],
    ['of 64 kB', `t=${NOW},v1=${'a'.repeat(64_000)}`],
    [
      'of 100 wrong parts',
      `t=${NOW},${Array(99)
        .fill(`v1=${'0'.repeat(64)}`)
        .join(',')}`,
    ],
    ['with only v0', `t=${NOW},v0=${v1()}`],
    ['without a time', `v1=${v1()}`],
    ['that is no header', 'hello'],
  ];
  test.each(refused)('%s: 400, nothing stored, counted', async (_name, header) => {
    expect(await send(body, header === undefined ? {} : { 'stripe-signature': header })).toEqual({
      status: 400,
      code: 'bad_signature',
    });
    expect(await stored()).toBe(0);
    expect(await refusals()).toEqual({ bad_signature: 1 });
  });

  const accepted: [string, string][] = [
    ['the old secret', sign(body)],
    ['the new secret', sign(body, NEW_SECRET)],
    ['two v1, the second right (rotation)', `t=${NOW},v1=${'0'.repeat(64)},v1=${v1()}`],
    ['both secrets at once', `t=${NOW},v1=${v1(NEW_SECRET)},v1=${v1()}`],
    ['the right one among 100 parts', `t=${NOW},${Array(98).fill('v1=00').join(',')},v1=${v1()}`],
    ['spaces and a v0 of test mode', `t=${NOW}, v1=${v1()}, v0=${'0'.repeat(64)}`],
  ];
  test.each(accepted)('signed with %s: 200 and stored', async (_name, header) => {
    expect((await send(body, { 'stripe-signature': header })).status).toBe(200);
    expect(await stored()).toBe(1);
  });
});

describe('F17 B14-4 the age of a signature', () => {
  const deliver = async (age: number) => {
    const receipt = await receiveStripeEvent({
      connectionId: harness.connectionId,
      rawBody: body,
      signature: sign(body, SECRET, NOW),
      now: new Date((NOW + age) * 1000),
    });
    return [receipt.status, await stored()];
  };
  test.each([301, -301, 86_400])('%i s: 400, nothing stored, counted as stale', async (age) => {
    expect(await deliver(age)).toEqual([400, 0]);
    expect(await refusals()).toEqual({ stale: 1 });
  });
  test.each([300, 0, -300])('%i s: 200', async (age) => {
    expect(await deliver(age)).toEqual([200, 1]);
  });
});

describe('signed bodies that are not events', () => {
  const bodies: [string, string | Buffer][] = [
    ['nothing', ''],
    ['truncated JSON', body.subarray(0, 200)],
    ['not JSON', 'hello'],
    ['null', 'null'],
    ['an array of events', `[${body}]`],
    ['another object', '{"id":"ch_1","object":"charge"}'],
    ['an event without an id', JSON.stringify({ ...JSON.parse(body.toString()), id: undefined })],
    ['an event with an empty type', JSON.stringify({ ...JSON.parse(body.toString()), type: '' })],
    ['an event from year 33658', JSON.stringify({ ...JSON.parse(body.toString()), created: 1e12 })],
    ['raw bytes', Buffer.from([0, 255, 254, 123])],
  ];
  test.each(bodies)('%s: 400, nothing stored, counted', async (_name, raw) => {
    expect(await send(new Uint8Array(Buffer.from(raw)), { 'stripe-signature': sign(Buffer.from(raw)) })).toEqual({
      status: 400,
      code: 'not_an_event',
    });
    expect(await stored()).toBe(0);
    expect(await refusals()).toEqual({ not_an_event: 1 });
  });
});

test('F19 the largest event is stored, one byte more is 413', async () => {
  const padded = (bytes: number) => {
    const start = `${body.toString().slice(0, -1)},"pad":"`;
    return `${start}${'x'.repeat(bytes - start.length - 2)}"}`;
  };
  const largest = padded(LARGEST_BODY);
  expect(largest.length).toBe(LARGEST_BODY);
  expect((await send(largest, { 'stripe-signature': sign(largest) })).status).toBe(200);
  expect(await stored()).toBe(1);
  const larger = padded(LARGEST_BODY + 1);
  expect(await send(larger, { 'stripe-signature': sign(larger) })).toEqual({ status: 413, code: 'too_large' });
  const straight = await receiveStripeEvent({
    connectionId: harness.connectionId,
    rawBody: Buffer.from(larger),
    signature: sign(larger),
  });
  expect(straight.status).toBe(413);
});

test.each(['nobody', 'default%00', '%00', '%ED%A0%80', "'%20or%201=1", 'x'.repeat(3000)])(
  'F35 an unknown connection %s is 404, and logged',
  async (connection) => {
    vi.mocked(logRefusal).mockClear();
    expect(await send(body, { 'stripe-signature': sign(body) }, connection)).toEqual({
      status: 404,
      code: 'not_found',
    });
    expect(await stored()).toBe(0);
    expect(vi.mocked(logRefusal).mock.calls).toMatchObject([[{ status: 404, method: 'POST' }]]);
  },
);
