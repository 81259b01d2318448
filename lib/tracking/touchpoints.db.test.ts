import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as route from '@/app/api/v1/touchpoints/route';
import { createApiKey } from '@/lib/auth/api-keys';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { importTouches } from './import-touches';
import { overLimit } from './rate-limits';
import { addLink, touches } from './testing/link-server';
import { type RouteServer, startRouteServer } from './testing/route-server';
import { touchpointsStored } from './touchpoint-input';

vi.mock('@/app/_session/find-viewer', () => ({ findViewer: async () => null }));

let harness: Harness;
let server: RouteServer;
let ws: string;
let secret: string;
beforeAll(async () => {
  harness = await startHarness();
  ws = harness.account.workspaceId;
  secret = (await createApiKey({ workspaceId: ws, name: 'server', kind: 'secret' })).key;
  server = await startRouteServer({ '/api/v1/touchpoints': { ...route } });
});
afterAll(async () => {
  await server.close();
  await harness.close();
});
beforeEach(async () => {
  await getPool().query(
    'delete from touchpoint; delete from visitor_identifier; delete from attribution_due; delete from link',
  );
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/v1/touchpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const stored = async (body: unknown) => touchpointsStored.parse(await (await post(body)).json());
const due = async () =>
  (await getPool().query('select key from attribution_due order by seq')).rows.map(({ key }) => key);
const AT = '2026-03-01T10:00:00.000Z';
const BROWSER = 'c'.repeat(32);

describe('POST /api/v1/touchpoints', () => {
  test('one touch, of whoever it names', async () => {
    const touch = {
      id: 'call-1',
      occurredAt: AT,
      userId: ' u1 ',
      source: 'podcast',
      medium: 'audio',
      clickIds: { gclid: 'g' },
      country: 'de',
    };
    const answer = await stored({ ...touch, referrer: 'https://a.example/x?y=1', landing: 'https://b.example/' });
    const [row] = await touches(ws);
    expect(answer).toEqual({ created: 1, known: 0, touchpoints: [{ id: row?.id, ownId: 'call-1' }] });
    expect(row).toMatchObject({
      ...{
        kind: 'api',
        occurred_at: new Date(AT),
        visitor_id: 'id:u1',
        source: 'podcast',
        medium: 'audio',
        credits: true,
      },
      ...{ ad_clicks: { gclid: 'g' }, country: 'DE', referrer: 'https://a.example/x', landing: 'https://b.example/' },
    });
    expect(await due()).toEqual(['id:u1']);
  });

  test('told again it is the same, by its own id or by all that it says', async () => {
    const own = { id: 'call-1', userId: 'u1', source: 'a', occurredAt: AT };
    const told = { email: 'A@b.com', source: 'a', occurredAt: AT };
    const first = await stored({ touchpoints: [own, told] });
    expect(first.created).toBe(2);
    expect(
      await stored({
        touchpoints: [
          { ...own, source: 'b' },
          { ...told, email: ' a@B.com' },
        ],
      }),
    ).toEqual({
      ...{ created: 0, known: 2, touchpoints: first.touchpoints },
    });
    expect(
      await stored({
        touchpoints: [
          { ...own, id: 'call-2' },
          { ...told, source: 'c' },
        ],
      }),
    ).toMatchObject({ created: 2 });
    expect((await touches(ws)).map(({ visitor_id }) => visitor_id)).toEqual([
      'id:u1',
      'email:a@b.com',
      'id:u1',
      'email:a@b.com',
    ]);
  });

  test('a known touch that is told again with a name is due, as if it had been told with it at once', async () => {
    const touch = { id: 'call-1', visitorId: BROWSER, source: 'a', occurredAt: AT };
    await stored(touch);
    expect(await due()).toEqual([`visitor:v:${BROWSER}`]);
    await getPool().query('delete from attribution_due');
    await stored({ ...touch, userId: 'u1' });
    expect(await due()).toEqual([`visitor:v:${BROWSER}`, 'id:u1']);
    await getPool().query('delete from attribution_due');
    await stored({ ...touch, userId: 'u1' });
    expect(await due()).toEqual([]);
  });

  test('several names of one touch are one person', async () => {
    await stored({ visitorId: BROWSER, userId: 'u1', stripeCustomerId: 'cus_1', source: 'a', occurredAt: AT });
    expect((await touches(ws))[0]?.visitor_id).toBe(`v:${BROWSER}`);
    const { rows } = await getPool().query(
      'select visitor_id, identifier, cause from visitor_identifier order by identifier',
    );
    expect(rows).toEqual([
      { visitor_id: `v:${BROWSER}`, identifier: 'customer:cus_1', cause: 'api' },
      { visitor_id: `v:${BROWSER}`, identifier: 'id:u1', cause: 'api' },
    ]);
    expect(await due()).toEqual([`visitor:v:${BROWSER}`, 'id:u1', 'customer:cus_1']);
  });

  test('by a link it has the campaign and the partner of the link, and no more credit than its clicks', async () => {
    const [on, off] = [
      await addLink(ws, {
        slug: 'on',
        url: 'https://a.example/',
        source: 'news',
        campaign: 'autumn',
        partnerId: 'ptn_1',
      }),
      await addLink(ws, { slug: 'off', url: 'https://a.example/', trackConversion: false }),
    ];
    await stored({
      touchpoints: [on, off].map((linkId) => ({ linkId, userId: 'u1', medium: 'email', occurredAt: AT })),
    });
    expect(await touches(ws)).toMatchObject([
      {
        link_id: on,
        partner_id: 'ptn_1',
        source: 'news',
        medium: 'email',
        campaign: 'autumn',
        credits: true,
        is_direct: false,
      },
      { link_id: off, credits: false, is_direct: false },
    ]);
  });

  test('without any origin it is a direct visit', async () => {
    await stored({ userId: 'u1', occurredAt: '2026-03-01' });
    expect(await touches(ws)).toMatchObject([{ is_direct: true, occurred_at: new Date('2026-03-01T00:00:00Z') }]);
  });

  test.each([
    ['nobody', { source: 'a', occurredAt: AT }, 400, 'touchpoints.0.userId'],
    ['a placeholder', { userId: 'null', occurredAt: AT }, 422, 'touchpoints.0.userId'],
    ['no address', { email: 'ana', occurredAt: AT }, 422, 'touchpoints.0.email'],
    ['no moment', { userId: 'u1', occurredAt: 'yesterday' }, 400, 'touchpoints.0.occurredAt'],
    ['a time before all', { userId: 'u1', occurredAt: '0001-01-01T00:00:00+14:00' }, 400, 'touchpoints.0.occurredAt'],
    ['the future', { userId: 'u1', occurredAt: '2999-01-01' }, 400, 'touchpoints.0.occurredAt'],
    ['no link', { userId: 'u1', occurredAt: AT, linkId: 'link_none' }, 422, 'touchpoints.0.linkId'],
    ['no customer', { stripeCustomerId: 'u1', occurredAt: AT }, 400, 'touchpoints.0.stripeCustomerId'],
    [
      'too many',
      { touchpoints: Array.from({ length: 1001 }, () => ({ userId: 'u1', occurredAt: AT })) },
      400,
      'touchpoints',
    ],
    [
      'one wrong among others',
      {
        touchpoints: [
          { userId: 'u1', occurredAt: AT },
          { userId: 'u2', occurredAt: AT, linkId: 'x' },
        ],
      },
      422,
      'touchpoints.1.linkId',
    ],
  ])('%s is refused, named, and nothing is stored', async (_, body, status, field) => {
    const answer = await post(body);
    expect([answer.status, (await answer.json()).error.field]).toEqual([status, field]);
    expect(await touches(ws)).toEqual([]);
  });

  test('for a secret key only, so often a minute from one address and with one key', async () => {
    const own = (await createApiKey({ workspaceId: ws, name: 'site', kind: 'public' })).key;
    expect((await post({}, { authorization: `Bearer ${own}` })).status).toBe(403);
    const from = { 'x-forwarded-for': '10.7.7.7', authorization: 'Bearer nobody' };
    for (let calls = 0; calls < 2999; calls += 1) await overLimit('callByAddress', '10.7.7.7');
    expect((await post({}, from)).status).toBe(401);
    const refused = await post({}, from);
    expect([refused.status, (await refused.json()).error.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await post({ userId: 'u1', occurredAt: AT })).status).toBe(200); // another address
  });
});

describe('a CSV of touches', () => {
  const HEAD = 'Occurred at,user_id,email,utm_source,medium,campaign,gclid';

  test('is imported once, however often', async () => {
    const csv = `\uFEFF${HEAD}\r\n2026-03-01,u1,,news,email,"spring, again",\r\n\r\n2026-03-02T10:00:00+01:00,,a@b.com,,,,g1\n`;
    expect(await importTouches(ws, csv)).toEqual({ created: 2, known: 0 });
    expect(await importTouches(ws, csv)).toEqual({ created: 0, known: 2 });
    expect(await touches(ws)).toMatchObject([
      { kind: 'import', visitor_id: 'id:u1', source: 'news', campaign: 'spring, again' },
      {
        kind: 'import',
        visitor_id: 'email:a@b.com',
        source: 'google',
        medium: 'cpc',
        occurred_at: new Date('2026-03-02T09:00:00Z'),
      },
    ]);
  });

  test.each([
    ['user_id,source\nu1,a', 'the first line has no column occurred_at'],
    ['occurred_at,user_id,colour\n2026-03-01,u1,red', 'a column colour, which is none of id, occurred_at'],
    [
      `${HEAD}\n2026-03-01,u1,,a,b,c,\nyesterday,u1,,a,b,c,`,
      'line 3, column occurred_at: “yesterday” is not a moment such as',
    ],
    [`${HEAD}\n0000-01-01,u1,,a,b,c,`, 'line 2, column occurred_at: “0000-01-01” must lie between 2000 and 2200'],
    [`${HEAD}\n,u1,,a,b,c,`, 'line 2, column occurred_at: it is empty, and is not a moment'],
    [`${HEAD}\n2026-03-01,,,a,b,c,`, 'line 2, column user_id: says whose it is'],
    [
      `${HEAD}\n2026-03-01,u1,,a,b,c,\n2026-03-01,undefined,,a,b,c,`,
      'line 3, column user_id: “undefined” names nobody',
    ],
    [`${HEAD}\n2026-03-01,u1`, 'line 2: Too few fields'],
    ['occurred_at,user_id,link_id\n2026-03-01,u1,none', 'line 2, column link_id: there is no link of this id'],
    ['occurred_at,user_id', 'there is no line below the first'],
  ])('%s is refused with its line, column and mend, and nothing is stored', async (csv, message) => {
    await expect(importTouches(ws, csv)).rejects.toMatchObject({
      ...{ code: 'unprocessable', field: 'csv', message: expect.stringContaining(message) },
    });
    expect(await touches(ws)).toEqual([]);
  });
});
