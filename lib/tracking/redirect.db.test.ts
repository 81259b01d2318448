import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { onWake } from '@/lib/inbox/wake-projector';
import { followLink } from './follow-link';
import { overLimit } from './rate-limits';
import { addLink, changeLink, type LinkServer, startLinkServer, touches } from './testing/link-server';

let harness: Harness;
let server: LinkServer;
let ws: string;
beforeAll(async () => {
  harness = await startHarness();
  ws = harness.account.workspaceId;
  server = await startLinkServer();
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

/** Of another person each time. */
let people = 0;
const somebody = () => {
  people += 1;
  return { 'x-forwarded-for': `10.0.${people >> 8}.${people & 255}` };
};
const location = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) => new URL(String(headers.location));
const visitor = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) =>
  /hw_visitor=\w+/.exec(String(headers['set-cookie']))?.[0] ?? '';

describe('a link is followed in one hop', () => {
  test('with the id of the click, its UTM where the address lacks them, and what was asked with', async () => {
    const link = { source: 'news', medium: 'email', campaign: 'autumn' };
    await addLink(ws, {
      slug: 'go',
      url: 'https://shop.example/a%20b?x=1+2&utm_source=own#top',
      ...link,
      partnerId: 'ptn_1',
    });
    const answer = await server.get('/r/go?ref=7&x=9&utm_content=top&utm_campaign=forged&gclid=g1', {
      ...somebody(),
      referer: 'https://mail.example/inbox?secret=1',
      'cf-ipcountry': 'de',
    });
    expect(answer.status).toBe(302);
    expect(answer.headers['cache-control']).toBe('no-store');
    const [click] = await touches(ws);
    expect(location(answer).href).toBe(
      `https://shop.example/a%20b?x=1+2&utm_source=own&utm_medium=email&utm_campaign=autumn&ref=7&utm_content=top&gclid=g1&dub_id=${click?.id}#top`,
    );
    expect(click).toMatchObject({
      ...{ kind: 'click', link_id: 'link_go', partner_id: 'ptn_1', credits: true, is_direct: false },
      ...{ source: 'own', medium: 'email', campaign: 'autumn', content: 'top', term: '' },
      ...{ referrer: 'https://mail.example/inbox', country: 'DE', ad_clicks: { gclid: 'g1' } },
    });
    expect(click?.id).toMatch(/^[a-z0-9]{25}$/);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^hw_visitor=\w{25}; Path=\/r; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
    );
    expect(click?.visitor_id).toBe(`v:${visitor(answer).slice(11)}`);
  });

  test('RV-14 a Payment Link gets the click as client_reference_id, whoever asks for it', async () => {
    await addLink(ws, { slug: 'inside', url: 'https://buy.stripe.com/x?dub_client_reference_id=1&locale=de' });
    await addLink(ws, { slug: 'switch', url: 'https://buy.stripe.com/y', clientReference: true });
    await addLink(ws, { slug: 'asked', url: 'https://buy.stripe.com/z?client_reference_id=team_1' });
    for (const path of ['inside', 'switch', 'asked?dub_client_reference_id=1']) {
      const { searchParams } = location(await server.get(`/r/${path}`, somebody()));
      const id = (await touches(ws)).at(-1)?.id;
      expect(searchParams.getAll('client_reference_id'), path).toEqual([`dub_id_${id}`]);
      expect(searchParams.has('dub_client_reference_id'), path).toBe(false);
      expect(searchParams.get('dub_id')).toBe(id);
    }
    const untouched = location(await server.get('/r/asked', somebody()));
    expect(untouched.searchParams.get('client_reference_id')).toBe('team_1');
  });

  test('RV-15 a link without conversion tracking counts clicks, and hands out no id', async () => {
    await addLink(ws, { slug: 'plain', url: 'https://shop.example/', trackConversion: false, clientReference: true });
    expect(location(await server.get('/r/plain?dub_client_reference_id=1', somebody())).href).toBe(
      'https://shop.example/',
    );
    expect(await touches(ws)).toMatchObject([{ credits: false }]);
  });

  test('an expired link leads to its other address, or says so; archived it leads on, deleted and unknown it is 404', async () => {
    const expiresAt = new Date(Date.now() - 1000);
    await addLink(ws, {
      slug: 'over',
      url: 'https://shop.example/',
      expiresAt,
      expiredUrl: 'https://shop.example/over',
    });
    await addLink(ws, { slug: 'gone', url: 'https://shop.example/', expiresAt });
    await addLink(ws, { slug: 'old', url: 'https://shop.example/', archivedAt: new Date() });
    await addLink(ws, { slug: 'away', url: 'https://shop.example/', deletedAt: new Date() });
    expect(location(await server.get('/r/over')).href).toBe('https://shop.example/over');
    expect(await server.get('/r/gone')).toMatchObject({ status: 410, text: 'This link has expired.\n' });
    expect(await server.get('/r/away')).toMatchObject({ status: 404 });
    expect(await server.get('/r/none')).toMatchObject({ status: 404, text: 'There is no such link.\n' });
    expect(await touches(ws)).toEqual([]);
    expect((await server.get('/r/old')).status).toBe(302);
  });

  test('text that no column holds costs no click', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/' });
    await server.get(`/r/go?utm_source=n%00ews&utm_medium=%00&gclid=${'x'.repeat(499)}%F0%9F%98%80`, somebody());
    expect(await touches(ws)).toMatchObject([{ source: 'news', medium: '', ad_clicks: { gclid: 'x'.repeat(499) } }]);
  });

  test('a change is seen at once in the process that made it', async () => {
    await addLink(ws, { slug: 'moves', url: 'https://a.example/' });
    expect(location(await server.get('/r/moves', somebody())).host).toBe('a.example');
    await changeLink('moves', { url: 'https://b.example/' });
    expect(location(await server.get('/r/moves', somebody())).host).toBe('b.example');
  });

  test('RV-15 once a link tracks conversions, its next click is one that sales are credited to', async () => {
    await addLink(ws, { slug: 'later', url: 'https://shop.example/', trackConversion: false });
    const one = somebody();
    const cookie = visitor(await server.get('/r/later', one));
    await changeLink('later', { trackConversion: true });
    for (const headers of [one, { ...one, cookie }, { ...somebody(), cookie }]) {
      const id = location(await server.get('/r/later', headers)).searchParams.get('dub_id');
      expect((await touches(ws)).filter((touch) => touch.id === id)).toMatchObject([{ credits: true }]);
    }
  });

  test('a database that is away costs the click, and not the visitor', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/' });
    await server.get('/r/go', somebody());
    await getPool().query('alter table touchpoint rename to away');
    const answer = await server.get('/r/go', somebody());
    await getPool().query('alter table away rename to touchpoint');
    expect(location(answer).href).toBe('https://shop.example/');
  });
});

describe('who is counted', () => {
  test.each([
    ['a crawler', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }, 'GET'],
    ['a preview in a chat', { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }, 'GET'],
    ['a social network', { 'user-agent': 'facebookexternalhit/1.1' }, 'GET'],
    ['a look ahead', { 'sec-purpose': 'prefetch;prerender' }, 'GET'],
    ['an older one', { purpose: 'prefetch' }, 'GET'],
    ['one of Firefox', { 'x-moz': 'prefetch' }, 'GET'],
    ['a question for headers', {}, 'HEAD'],
  ])('%s is sent on and not counted', async (_, headers, method) => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/', campaign: 'autumn' });
    const answer = await server.get('/r/go', { ...somebody(), ...headers }, method);
    expect(location(answer).href).toBe('https://shop.example/?utm_campaign=autumn');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await touches(ws)).toEqual([]);
  });

  test('double clicks of one person within an hour are one click, also at once and without cookies', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/' });
    await addLink(ws, { slug: 'other', url: 'https://shop.example/' });
    const one = somebody();
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.get('/r/go', one)));
    expect(new Set(answers.map(visitor)).size).toBe(1);
    expect(new Set(answers.map((answer) => location(answer).searchParams.get('dub_id'))).size).toBe(1);
    expect(await touches(ws)).toHaveLength(1);
    // The browser that was stored is known by its cookie from elsewhere as well.
    const [click] = await touches(ws);
    const cookie = `hw_visitor=${String(click?.visitor_id).slice(2)}`;
    expect(answers.map(visitor)).toContain(cookie);
    const again = await server.get('/r/go', { ...somebody(), cookie });
    expect(location(again).searchParams.get('dub_id')).toBe(click?.id);
    expect(again.headers['set-cookie']).toBeUndefined();
    await server.get('/r/other', { ...one, cookie });
    await server.get('/r/go', somebody());
    expect(await touches(ws)).toHaveLength(3);
  });

  test('after an hour a click counts anew, in whatever hour the first one was', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/' });
    const { 'x-forwarded-for': address } = somebody();
    const arrival = {
      method: 'GET',
      target: '/r/go',
      header: (name: string) => (name === 'x-forwarded-for' ? address : null),
      peer: '',
    };
    const at = (minutes: number) => new Date(Date.UTC(2026, 4, 4, 10) + minutes * 60_000);
    for (const minutes of [50, 65, 109, 111, 169, 172]) await followLink('go', arrival, at(minutes));
    expect((await touches(ws)).map(({ occurred_at }) => occurred_at)).toEqual([at(50), at(111), at(172)]);
  });

  test('an address that clicks too often is sent on, and its clicks no longer count', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/' });
    const address = somebody();
    for (let clicks = 0; clicks < 599; clicks += 1) await overLimit('click', address['x-forwarded-for']);
    const answers = [];
    for (const browser of ['one', 'two', 'three'])
      answers.push(await server.get('/r/go', { ...address, 'user-agent': browser }));
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302]);
    expect(answers.map((answer) => location(answer).searchParams.has('dub_id'))).toEqual([true, false, false]);
    expect(await touches(ws)).toHaveLength(1);
  });

  test('whoever asks not to be followed gets no cookie, and no address is ever stored', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/' });
    const address = somebody();
    const headers = {
      referer: 'https://mail.example/',
      'cf-ipcountry': 'de',
      cookie: 'hw_visitor=aaaaaaaaaaaaaaaaaaaaaaaaa',
    };
    const answer = await server.get('/r/go?gclid=g1&utm_source=news', { ...address, ...headers, dnt: '1' });
    await server.get('/r/go', { ...address, 'sec-gpc': '1' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(location(answer).href).toBe('https://shop.example/?gclid=g1&utm_source=news');
    expect(await touches(ws)).toMatchObject([
      { credits: false, source: 'news', medium: '', referrer: null, country: null, ad_clicks: null },
    ]);
    // Whoever clicks there without asking so is another one, whom sales are credited to.
    expect(location(await server.get('/r/go', address)).searchParams.has('dub_id')).toBe(true);
    const stored = JSON.stringify(await touches(ws), (_, value) => (typeof value === 'bigint' ? String(value) : value));
    expect(stored).not.toContain('aaaaaaaaaaaa');
    expect(stored).not.toContain(address['x-forwarded-for']);
    expect(stored).not.toContain('Mozilla');
  });

  test('a click of somebody who is known is due at once; of anybody else it is not', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/' });
    await addLink(ws, { slug: 'other', url: 'https://shop.example/' });
    let woken = 0;
    onWake(() => {
      woken += 1;
    });
    const cookie = visitor(await server.get('/r/go', somebody()));
    const id = `v:${cookie.slice(11)}`;
    await getPool().query(
      "insert into visitor_identifier (workspace_id, visitor_id, identifier, cause) values ($1, $2, 'id:u1', 'lead')",
      [ws, id],
    );
    expect(woken).toBe(0);
    await server.get('/r/other', { ...somebody(), cookie });
    onWake(null);
    expect(woken).toBe(1);
    const { rows } = await getPool().query('select key, cause from attribution_due');
    expect(rows).toEqual([{ key: `visitor:${id}`, cause: 'touch' }]);
  });
});

describe('what is tried and refused', () => {
  test('no request changes where a link leads', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/p' });
    for (const path of [
      '/r/go?url=https://evil.example&redirect=//evil.example&next=/\\evil.example',
      '/r/go?@evil.example/',
      '/r/go/?https://evil.example',
      '/r/go?%00%0d%0aLocation:%20https://evil.example',
      '/r/go?utm_source=%0d%0aSet-Cookie:%20a=b&x=%E2%80%A8%F0%9F%98%80',
      `/r/go?${'x=1&'.repeat(3000)}`,
    ]) {
      const answer = await server.get(path, somebody());
      expect(answer.status, path).toBe(302);
      expect(location(answer).origin + location(answer).pathname, path).toBe('https://shop.example/p');
      expect(String(answer.headers.location)).toMatch(/^[\x21-\x7e]+$/);
      expect(String(answer.headers['set-cookie'])).not.toContain('a=b');
    }
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://shop.example/', '//evil.example/', 'not an address'])(
    'a stored %s leads nowhere',
    async (url) => {
      await addLink(ws, { slug: 'bad', url });
      expect(await server.get('/r/bad', somebody())).toMatchObject({ status: 404 });
      expect((await server.get('/r/bad', somebody())).headers.location).toBeUndefined();
    },
  );

  test.each([
    '/r/%00',
    '/r/%0d%0aX-Injected:%201',
    '/r/%2e%2e%2f%2e%2e',
    '/r/%ff',
    '/r/%E2%80%AEgo',
    `/r/${'a'.repeat(500)}`,
    "/r/'%20or%201=1--",
  ])('no link is found under %s', async (path) => {
    const answer = await server.get(path, somebody());
    expect(answer.status).toBe(404);
    expect(answer.headers['x-injected']).toBeUndefined();
  });

  test('ids are not to be guessed, and a cookie of somebody’s making is nobody’s', async () => {
    await addLink(ws, { slug: 'go', url: 'https://shop.example/' });
    const ids = await Promise.all(
      Array.from(
        { length: 200 },
        async () => location(await server.get('/r/go', somebody())).searchParams.get('dub_id') ?? '',
      ),
    );
    expect(new Set(ids).size).toBe(200);
    // Every place of an id varies: there is no clock and no counter in it.
    for (let place = 1; place < 25; place += 1) expect(new Set(ids.map((id) => id[place])).size).toBeGreaterThan(15);
    const forged = await server.get('/r/go', { ...somebody(), cookie: "hw_visitor=' or 1=1" });
    expect(visitor(forged)).not.toBe('');
    const chosen = location(await server.get('/r/go?dub_id=mine&client_reference_id=dub_id_mine', somebody()));
    expect(chosen.searchParams.get('dub_id')).not.toBe('mine');
    expect(chosen.searchParams.has('client_reference_id')).toBe(false);
  });
});
