import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as links from '@/app/api/v1/links/route';
import { createApiKey } from '@/lib/auth/api-keys';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { overLimit } from '@/lib/tracking/rate-limits';
import * as lead from '../track/lead/route';
import * as sale from '../track/sale/route';
import * as bulk from './bulk/route';
import * as count from './count/route';
import * as info from './info/route';
import * as qr from './qr/route';
import * as dub from './route';
import * as upsert from './upsert/route';

vi.mock('@/app/_session/find-viewer', () => ({ findViewer: async () => null }));
vi.mock('@/app/_session/public-origin', () => ({ publicOrigin: async () => 'https://links.example.com' }));

let harness: Harness;
let key: string;
beforeAll(async () => {
  harness = await startHarness();
  ({ key } = await createApiKey({ workspaceId: harness.account.workspaceId, name: 'server', kind: 'secret' }));
});
afterAll(() => harness.close());

type Route = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

interface Asked {
  method?: string;
  /** Parsed, or the text itself. */
  body?: unknown;
  headers?: Record<string, string>;
}

async function ask(route: Route, path: string, { method = 'GET', body, headers = {} }: Asked = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await route(
    new Request(`https://links.example.com${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: text }),
    }),
    { params: Promise.resolve({}) },
  );
  return { status: response.status, text: await response.text() };
}
const post = (route: Route, path: string, body: unknown) => ask(route, path, { method: 'POST', body });

describe('what a link cannot hold is refused by name', () => {
  test.each([
    ['expiresAt', { expiresAt: '9999-12-31T23:59:59-14:00' }],
    ['expiresAt', { expiresAt: '0001-01-01' }],
    ['externalId', { externalId: 'x'.repeat(256) }],
    ['title', { title: 'x'.repeat(501) }],
    ['utm_source', { utm_source: 'x'.repeat(191) }],
  ])('%s', async (field, extra) => {
    const { status, text } = await post(dub.POST, '/links', { url: 'https://a.example/', ...extra });
    expect(status).toBe(422);
    expect(text).toContain(`"field":"${field}"`);
  });

  test('days outside of 2000 to 2200 in a question', async () => {
    for (const from of ['0000-01-01', '9999-12-31'])
      expect((await ask(links.GET, `/api/v1/links?from=${from}`)).status).toBe(400);
    expect((await ask(links.GET, '/api/v1/links?from=2026-01-01')).status).toBe(200);
  });
});

test('amounts and quantities end where sums of them still hold', async () => {
  const { workspaceId } = harness.account;
  await getPool().query(
    `insert into touchpoint (workspace_id, id, kind, occurred_at, visitor_id, dedupe_key) values ($1, 'click_1', 'click', now(), 'v:1', 'x')`,
    [workspaceId],
  );
  const sold = (amount: number) =>
    post(sale.POST, '/track/sale', { customerExternalId: 'u1', amount, clickId: 'click_1' });
  expect(await sold(10_000_000_000_001)).toMatchObject({ status: 422, text: expect.stringContaining('amount') });
  expect((await sold(10_000_000_000_000)).status).toBe(200);
  const told = (eventQuantity: number) =>
    post(lead.POST, '/track/lead', {
      customerExternalId: 'u1',
      eventName: `${eventQuantity}`,
      clickId: 'click_1',
      eventQuantity,
    });
  expect((await told(10_001)).status).toBe(422);
  expect((await told(10_000)).status).toBe(200);
});

describe('text that no column holds', () => {
  test.each([
    ['GET', dub.GET, '/links?search=%00', 200],
    ['GET', dub.GET, '/links?userId=%00', 200],
    ['GET', dub.GET, '/links?startingAfter=%00', 422],
    ['GET', count.GET, '/links/count?search=%00', 200],
    ['GET', info.GET, '/links/info?key=%00', 404],
    ['GET', info.GET, '/links/info?externalId=%00', 404],
    ['GET', info.GET, '/links/info?linkId=%00', 404],
    ['DELETE', bulk.DELETE, '/links/bulk?linkIds=%00', 200],
  ] as const)('%s %s names nothing', async (method, route, path, status) => {
    expect(await ask(route, path, { method })).toMatchObject({ status });
  });

  test('is left out of the campaign that an address names, and replaced elsewhere', async () => {
    const made = await post(dub.POST, '/links', {
      url: 'https://a.example/?utm_source=n%00ews&utm_medium=%00',
      title: 'a\uD83Db',
    });
    expect(made.status).toBe(200);
    expect(JSON.parse(made.text)).toMatchObject({ utm_source: 'news', utm_medium: null, title: 'a\uFFFDb' });
    const metadata = '{"a\\u0000":"\\uD83D"}';
    const body = `{"customerExternalId":"u2","amount":1,"metadata":${metadata}}`;
    expect(await post(sale.POST, '/track/sale', body)).toMatchObject({
      status: 200,
      text: expect.stringContaining('"a\uFFFD":"\uFFFD"'),
    });
  });

  test('a body that is nested without end is refused, and says so', async () => {
    for (const levels of [4900, 200_000]) {
      const metadata = `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
      const body = `{"customerExternalId":"u2","amount":1,"metadata":${metadata}}`;
      expect(await post(sale.POST, '/track/sale', body)).toMatchObject({
        status: 400,
        text: expect.stringContaining('nested deeper than 64 levels'),
      });
    }
    expect((await post(sale.POST, '/track/sale', '['.repeat(200_000))).status).toBe(400);
  });
});

test('a cursor that no list handed out is refused', async () => {
  const cursor = Buffer.from('["x","y"]').toString('base64url');
  expect((await ask(links.GET, `/api/v1/links?cursor=${cursor}`)).status).toBe(400);
});

test.each([
  ['address', { url: 'https://once.example/a' }],
  ['id of the caller’s', { url: 'https://once.example/b', externalId: 'once' }],
])('several upserts at once of one %s make one link', async (_, wish) => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ask(upsert.PUT, '/links/upsert', { method: 'PUT', body: wish })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ text }) => JSON.parse(text).id)).size).toBe(1);
});

test('pictures are drawn so often a minute for one address', async () => {
  const draw = (address: string) =>
    ask(qr.GET, '/links/qr?key=go&format=svg', { headers: { authorization: '', 'x-forwarded-for': address } });
  for (let calls = 0; calls < 2999; calls += 1) await overLimit('callByAddress', '10.6.6.6');
  expect((await draw('10.6.6.6')).status).toBe(200);
  expect((await draw('10.6.6.6')).status).toBe(429);
  expect((await draw('10.6.6.7')).status).toBe(200);
});

test('a host that a proxy could not have been asked for is not ours', async () => {
  for (const forwarded of ['a b', 'evil.example/path?', 'me@evil.example', ':1']) {
    const headers = { 'x-forwarded-host': forwarded, host: 'links.example.com' };
    const { status, text } = await ask(dub.POST, '/links', {
      ...{ method: 'POST', headers, body: { url: 'https://a.example/host' } },
    });
    expect(status).toBe(200);
    expect(JSON.parse(text).domain).toBe('links.example.com');
  }
});
