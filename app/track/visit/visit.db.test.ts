import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApiKey } from '@/lib/auth/api-keys';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { visitorOf } from '@/lib/tracking/ids';
import { overLimit } from '@/lib/tracking/rate-limits';
import { addLink, touches } from '@/lib/tracking/testing/link-server';
import { type RouteServer, startRouteServer } from '@/lib/tracking/testing/route-server';
import * as route from './route';

vi.mock('next/server', () => ({ after: () => {} }));

let harness: Harness;
let server: RouteServer;
let ws: string;
let key: string;
let secret: string;
beforeAll(async () => {
  harness = await startHarness();
  ws = harness.account.workspaceId;
  key = (await createApiKey({ workspaceId: ws, name: 'site', kind: 'public' })).key;
  secret = (await createApiKey({ workspaceId: ws, name: 'server', kind: 'secret' })).key;
  server = await startRouteServer({ '/track/visit': { ...route } });
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

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
const ANA = 'a'.repeat(32);
const BEN = 'b'.repeat(32);

interface Told {
  visitor?: string;
  url?: string;
  referrer?: string | null;
  key?: string;
}

function tell(told: Told, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ key, visitor: ANA, url: 'https://shop.example/', ...told });
  return fetch(`${server.url}/track/visit`, { method: 'POST', body, headers: { 'user-agent': BROWSER, ...headers } });
}

describe('BY-34 BY-35 where a visit came from', () => {
  test.each([
    [
      '?utm_source=News&utm_medium=email&utm_campaign=autumn&gclid=x',
      null,
      { source: 'News', medium: 'email', campaign: 'autumn' },
    ],
    ['?gclid=abc', 'https://www.google.com/', { source: 'google', medium: 'cpc', ad_clicks: { gclid: 'abc' } }],
    ['?msclkid=abc&utm_campaign=c', null, { source: 'bing', medium: 'cpc', campaign: 'c' }],
    ['?fbclid=abc', null, { source: 'facebook', medium: 'social' }],
    ['?ttclid=abc', null, { source: 'tiktok', medium: 'cpc' }],
    ['', 'https://www.google.de/', { source: 'google', medium: 'organic' }],
    ['', 'https://duckduckgo.com/', { source: 'duckduckgo', medium: 'organic' }],
    ['', 'https://t.co/abc', { source: 'twitter', medium: 'social' }],
    ['', 'android-app://com.google.android.googlequicksearchbox/', { source: 'google', medium: 'organic' }],
    [
      '',
      'https://www.blog.example/post?token=1',
      { source: 'blog.example', medium: 'referral', referrer: 'https://www.blog.example/post' },
    ],
    ['?utm_campaign=c', 'https://checkout.stripe.com/x', { source: '', medium: '', campaign: 'c', referrer: null }],
    ['', null, { source: '', is_direct: true }],
  ])('%s from %s', async (query, referrer, expected) => {
    const answer = await tell({ url: `https://shop.example/pricing${query}`, referrer });
    expect(answer.status).toBe(202);
    expect(await touches(ws)).toMatchObject([
      {
        kind: 'visit',
        visitor_id: visitorOf(ANA),
        is_direct: false,
        landing: 'https://shop.example/pricing',
        ...expected,
      },
    ]);
  });

  test.each([
    'https://shop.example/other',
    'https://www.shop.example/',
    'https://app.shop.example/',
    'https://checkout.stripe.com/c/pay',
    'https://www.paypal.com/',
    'https://accounts.google.com/',
  ])('a page after %s is no touch: nobody came from there', async (referrer) => {
    expect((await tell({ url: 'https://shop.example/thanks', referrer })).status).toBe(202);
    expect(await touches(ws)).toEqual([]);
  });

  test('told again within an hour it is one touch; from elsewhere it is another', async () => {
    for (const source of ['a', 'a', 'b', 'a']) await tell({ url: `https://shop.example/?utm_source=${source}` });
    await tell({ visitor: BEN, url: 'https://shop.example/?utm_source=a' });
    expect((await touches(ws)).map(({ source, visitor_id }) => [source, visitor_id])).toEqual([
      ['a', visitorOf(ANA)],
      ['b', visitorOf(ANA)],
      ['a', visitorOf(BEN)],
    ]);
  });
});

describe('a visit that a link led to', () => {
  const click = async () => {
    await addLink(ws, {
      slug: 'go',
      url: 'https://shop.example/?utm_source=news',
      campaign: 'autumn',
      partnerId: 'ptn_1',
    });
    const answer = await fetch(`${server.url}/r/go`, { redirect: 'manual', headers: { 'user-agent': BROWSER } });
    return String(answer.headers.get('location'));
  };
  const joins = async () =>
    (await getPool().query('select visitor_id, identifier, cause from visitor_identifier order by visitor_id')).rows;

  test('is the click, and joins the browser to whoever clicked', async () => {
    await tell({ url: 'https://shop.example/?utm_source=early' });
    const url = await click();
    expect((await tell({ url })).status).toBe(202);
    await tell({ url }); // the page is opened again
    const [early, clicked, ...more] = await touches(ws);
    expect([early?.source, clicked?.kind, more]).toEqual(['early', 'click', []]);
    const identifier = `click:${clicked?.id}`;
    expect(await joins()).toEqual(
      [visitorOf(ANA), String(clicked?.visitor_id)]
        .sort()
        .map((visitor_id) => ({ visitor_id, identifier, cause: 'script' })),
    );
  });

  test('passed on to others it brings them by the link, and makes them nobody else', async () => {
    const url = await click();
    await tell({ url });
    await tell({ url, visitor: BEN });
    const [, passed, ...more] = await touches(ws);
    expect(more).toEqual([]);
    expect(passed).toMatchObject({
      ...{
        kind: 'visit',
        visitor_id: visitorOf(BEN),
        link_id: 'link_go',
        partner_id: 'ptn_1',
        source: 'news',
        campaign: 'autumn',
      },
    });
    expect((await joins()).map(({ visitor_id }) => visitor_id)).not.toContain(visitorOf(BEN));
  });

  test('long after the click it is a visit by the link', async () => {
    const url = await click();
    await getPool().query("update touchpoint set occurred_at = occurred_at - interval '2 hours'");
    await tell({ url });
    expect((await touches(ws)).map(({ kind, link_id }) => [kind, link_id])).toEqual([
      ['click', 'link_go'],
      ['visit', 'link_go'],
    ]);
    expect(await joins()).toEqual([]);
  });

  test('an id that no click has says nothing', async () => {
    await tell({ url: 'https://shop.example/?dub_id=nobodys&utm_source=x' });
    expect(await touches(ws)).toMatchObject([{ kind: 'visit', source: 'x', link_id: '' }]);
  });

  test('somebody who is known already is due to be credited again', async () => {
    await getPool().query(
      "insert into visitor_identifier (workspace_id, visitor_id, identifier, cause) values ($1, $2, 'id:u1', 'lead')",
      [...[ws, visitorOf(ANA)]],
    );
    await tell({ url: await click() });
    await tell({ url: 'https://shop.example/?utm_source=later' });
    const { rows } = await getPool().query('select key, cause from attribution_due order by seq');
    expect(rows).toEqual([
      { key: `visitor:${visitorOf(ANA)}`, cause: 'identity' },
      { key: `visitor:${visitorOf(ANA)}`, cause: 'touch' },
    ]);
  });
});

describe('the door', () => {
  test('is open to the pages of every site, without credentials', async () => {
    const answer = await tell({});
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.has('access-control-allow-credentials')).toBe(false);
    const asked = await fetch(`${server.url}/track/visit`, { method: 'OPTIONS' });
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'POST']);
  });

  test.each([
    ['no key', { key: '' }, 400, 'key'],
    ['an unknown key', { key: 'hw_pk_0000000000000000' }, 403, 'key'],
    ['no address', { url: undefined }, 400, 'url'],
  ])('%s is refused, and named', async (_, told, status, field) => {
    const answer = await tell(told);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { field } });
  });

  test('a secret key on a page is refused', async () => {
    const answer = await tell({ key: secret });
    expect([answer.status, (await answer.json()).error.message]).toEqual([403, expect.stringContaining('secret')]);
  });

  test('bots and browsers that ask not to be followed are not kept', async () => {
    for (const [name, value] of [
      ['dnt', '1'],
      ['sec-gpc', '1'],
      ['user-agent', 'Googlebot/2.1'],
    ] as const)
      expect((await tell({ url: 'https://shop.example/?utm_source=x' }, { [name]: value })).status).toBe(204);
    expect(await touches(ws)).toEqual([]);
  });

  test('text that no column holds is left out, and the rest is kept', async () => {
    const url = `https://shop.example/a%00b?utm_source=n%00ews&utm_campaign=%00&gclid=${'x'.repeat(499)}%F0%9F%98%80`;
    expect((await tell({ url, referrer: 'https://blog.example/\0' })).status).toBe(202);
    expect(await touches(ws)).toMatchObject([{ source: 'news', campaign: '', ad_clicks: { gclid: 'x'.repeat(499) } }]);
  });

  test('a failure of ours can be read by the page', async () => {
    await getPool().query('alter table touchpoint rename to away');
    const answer = await tell({ url: 'https://shop.example/?utm_source=x' });
    await getPool().query('alter table away rename to touchpoint');
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([500, '*']);
  });

  test('what is no visit of a page is not kept', async () => {
    await tell({ visitor: "' or 1=1" });
    await tell({ url: 'javascript:alert(1)' });
    await tell({ url: 'nowhere' });
    expect(await touches(ws)).toEqual([]);
    const broken = await fetch(`${server.url}/track/visit`, {
      method: 'POST',
      body: '{"key":',
      headers: { 'user-agent': BROWSER },
    });
    expect(broken.status).toBe(400);
  });

  test('one address may tell so many a minute, and is told when to go on', async () => {
    const from = { 'x-forwarded-for': '10.9.9.9' };
    for (let visits = 0; visits < 299; visits += 1) await overLimit('visitByAddress', '10.9.9.9');
    expect((await tell({}, from)).status).toBe(202);
    const refused = await tell({}, from);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
