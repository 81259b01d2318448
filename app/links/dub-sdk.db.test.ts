import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Dub } from 'dub';
import { Conflict, NotFound, RateLimitExceeded, Unauthorized, UnprocessableEntity } from 'dub/models/errors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '@/lib/auth/api-keys';
import { readBody } from '@/lib/boot/read-body';
import { getDb } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { overLimit } from '@/lib/tracking/rate-limits';
import * as one from './[id]/route';
import * as bulk from './bulk/route';
import * as count from './count/route';
import * as info from './info/route';
import * as links from './route';
import * as upsert from './upsert/route';

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

const ROUTES: Record<string, Partial<Record<string, Handler>>> = {
  '/links': links,
  '/links/count': count,
  '/links/info': info,
  '/links/upsert': upsert,
  '/links/bulk': bulk,
};

let harness: Harness;
let server: Server;
let dub: Dub;
let address: string;

/** The routes behind a port, as Next has them. */
async function answer(incoming: IncomingMessage): Promise<Response> {
  const url = new URL(incoming.url ?? '/', address);
  const body = await readBody(incoming, 1024 * 1024, () => {});
  const request = new Request(url, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(typeof body === 'string' || body.length === 0 ? {} : { body: new Uint8Array(body) }),
  });
  const route: Partial<Record<string, Handler>> = ROUTES[url.pathname] ?? one;
  const handler = route[incoming.method ?? ''];
  const id = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  return handler ? handler(request, { params: Promise.resolve({ id }) }) : new Response(null, { status: 405 });
}

beforeAll(async () => {
  harness = await startHarness();
  server = createServer((incoming, outgoing) => {
    answer(incoming).then(
      async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      },
      (error: unknown) => outgoing.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  const { key } = await createApiKey({ workspaceId: harness.account.workspaceId, name: 'SDK', kind: 'secret' });
  dub = new Dub({ serverURL: address, token: key });
});
afterAll(async () => {
  server.close();
  await harness.close();
});

const clickOn = (linkId: string, id: string) =>
  getDb().touchpoint.create({
    data: {
      ...{ workspaceId: harness.account.workspaceId, id, kind: 'click', occurredAt: new Date('2026-03-01') },
      ...{ visitorId: 'v:one', linkId },
    },
  });

describe('the official dub SDK', () => {
  test('makes, finds, changes and deletes a link', async () => {
    const made = await dub.links.create({
      url: 'https://shop.example/pricing?plan=pro',
      key: 'Spring-26',
      externalId: 'ad_7',
      utmSource: 'google',
      utmCampaign: 'spring sale',
      expiresAt: '2027-01-01T00:00:00Z',
      expiredUrl: 'https://shop.example/over',
    });
    expect(made).toMatchObject({
      domain: new URL(address).host,
      key: 'Spring-26',
      url: 'https://shop.example/pricing?plan=pro&utm_source=google&utm_campaign=spring+sale',
      shortLink: `${address}/r/Spring-26`,
      qrCode: `${address}/links/qr?key=Spring-26`,
      externalId: 'ad_7',
      utmSource: 'google',
      utmCampaign: 'spring sale',
      utmMedium: null,
      trackConversion: false,
      archived: false,
      expiresAt: '2027-01-01T00:00:00.000Z',
      clicks: 0,
      leads: 0,
      sales: 0,
      saleAmount: 0,
      workspaceId: harness.account.workspaceId,
    });
    for (const request of [{ linkId: made.id }, { externalId: 'ad_7' }, { domain: made.domain, key: made.key }])
      expect(await dub.links.get(request)).toEqual(made);

    const changed = await dub.links.update('ext_ad_7', {
      url: 'https://shop.example/new?utm_medium=cpc',
      trackConversion: true,
      archived: true,
    });
    expect(changed).toMatchObject({
      id: made.id,
      url: 'https://shop.example/new?utm_medium=cpc&utm_source=google&utm_campaign=spring+sale',
      utmMedium: 'cpc',
      trackConversion: true,
      archived: true,
    });
    expect(await dub.links.count({})).toBe(0);
    expect(await dub.links.count({ showArchived: true, search: 'spring' })).toBe(1);
    expect(await dub.links.delete(made.id)).toEqual({ id: made.id });
    await expect(dub.links.get({ linkId: made.id })).rejects.toBeInstanceOf(NotFound);
  });

  test('RV-15 conversions are tracked where a link says so; a slug is made where none is given', async () => {
    const plain = await dub.links.create({ url: 'https://shop.example/plain' });
    expect(plain.key).toMatch(/^[a-hjkmnp-z2-9]{8}$/);
    expect(plain.trackConversion).toBe(false);
    const short = await dub.links.create({
      url: 'https://shop.example/x',
      prefix: 'c-',
      keyLength: 6,
      trackConversion: true,
    });
    expect(short.key).toMatch(/^c-.{6}$/);
    expect(short.trackConversion).toBe(true);
  });

  test('what another link has is refused by name, and the slug of a deleted one is free', async () => {
    const first = await dub.links.create({ url: 'https://shop.example/a', key: 'taken', externalId: 'mine' });
    await expect(dub.links.create({ url: 'https://shop.example/b', key: 'taken' })).rejects.toSatisfy(
      (error) => error instanceof Conflict && error.message.includes('“taken” is taken'),
    );
    await expect(dub.links.create({ url: 'https://shop.example/b', externalId: 'mine' })).rejects.toSatisfy(
      (error) => error instanceof Conflict && error.message.includes('external id'),
    );
    await clickOn(first.id, 'click_1');
    expect(await dub.links.get({ linkId: first.id })).toMatchObject({
      clicks: 1,
      lastClicked: '2026-03-01T00:00:00.000Z',
    });
    await dub.links.delete(first.id);
    const second = await dub.links.create({ url: 'https://shop.example/b', key: 'taken', externalId: 'mine' });
    expect(second).toMatchObject({ clicks: 0 });
    const kept = await getDb().link.findFirst({ where: { workspaceId: harness.account.workspaceId, id: first.id } });
    expect(kept?.url).toBe('https://shop.example/a');
  });

  test('a link to the same address is changed instead of made twice', async () => {
    const wish = { url: 'https://shop.example/same', utmSource: 'x' };
    const made = await dub.links.upsert(wish);
    const again = await dub.links.upsert({ ...wish, title: 'Named' });
    expect(again).toMatchObject({ id: made.id, key: made.key, title: 'Named' });
    expect((await dub.links.upsert({ ...wish, utmSource: 'y' })).id).not.toBe(made.id);
  });

  test('pages by number and by cursor hold every link once', async () => {
    const made = await dub.links.createMany([1, 2, 3, 4, 5].map((n) => ({ url: `https://paged.example/${n}` })));
    const ids = made.map((link) => ('id' in link ? link.id : '')).reverse();
    const byNumber: string[] = [];
    for await (const page of await dub.links.list({ search: 'paged.example', pageSize: 2 }))
      byNumber.push(...page.result.map(({ id }) => id));
    expect(byNumber).toEqual(ids);
    const listed = async (request: object) =>
      (await dub.links.list({ search: 'paged.example', pageSize: 2, ...request })).result.map(({ id }) => id);
    expect(await listed({ startingAfter: ids[1] })).toEqual(ids.slice(2, 4));
    expect(await listed({ endingBefore: ids[3] })).toEqual(ids.slice(1, 3));
  });

  test('many at once, each with its own fate', async () => {
    const [made, refused] = await dub.links.createMany([
      { url: 'https://shop.example/many' },
      { url: 'javascript:alert(1)' },
    ]);
    if (!made || !('id' in made)) throw new Error('no link');
    expect(refused).toMatchObject({ code: 'unprocessable_entity', link: { url: 'javascript:alert(1)' } });
    const [updated] = await dub.links.updateMany({ linkIds: [made.id], data: { utmTerm: 'shoes' } });
    expect(updated?.utmTerm).toBe('shoes');
    expect(await dub.links.deleteMany({ linkIds: [made.id, 'link_of_nobody'] })).toEqual({ deletedCount: 1 });
  });

  test.each([
    ['password', { password: 'secret' }],
    ['geo', { geo: { DE: 'https://shop.example/de' } }],
    ['tagNames', { tagNames: ['spring'] }],
    ['domain', { domain: 'dub.sh' }],
    ['partnerId', { partnerId: 'pn_nobody' }],
    ['key', { key: 'two words' }],
    ['key', { key: '..' }],
    ['url', { url: 'https://user:pass@shop.example/' }],
    ['url', { url: 'ftp://shop.example/' }],
    ['url', { url: 'https://shop.example/\r\nSet-Cookie: a=b' }],
    ['expiredUrl', { expiredUrl: 'data:text/html,hello' }],
  ])('%s is refused by name', async (field, request) => {
    await expect(dub.links.create({ url: 'https://shop.example/', ...request })).rejects.toSatisfy(
      (error) => error instanceof UnprocessableEntity && JSON.parse(error.body).error.field === field,
    );
  });

  test('F35 sees no link of another workspace, and nothing without its secret key', async () => {
    await getDb().workspace.create({ data: { id: 'ws_other', name: 'Other', currency: 'usd', timeZone: 'UTC' } });
    const { key } = await createApiKey({ workspaceId: 'ws_other', name: 'SDK', kind: 'secret' });
    const stranger = new Dub({ serverURL: address, token: key });
    const { id } = await dub.links.create({ url: 'https://shop.example/ours', key: 'ours' });
    expect(await stranger.links.count({ showArchived: true })).toBe(0);
    for (const attack of [
      () => stranger.links.get({ linkId: id }),
      () => stranger.links.get({ domain: new URL(address).host, key: 'ours' }),
      () => stranger.links.update(id, { url: 'https://evil.example/' }),
      () => stranger.links.delete(id),
    ])
      await expect(attack()).rejects.toBeInstanceOf(NotFound);
    expect(await stranger.links.deleteMany({ linkIds: [id] })).toEqual({ deletedCount: 0 });
    expect(await stranger.links.updateMany({ linkIds: [id], data: { url: 'https://evil.example/' } })).toEqual([]);
    await expect(stranger.links.create({ url: 'https://evil.example/', key: 'ours' })).rejects.toBeInstanceOf(Conflict);
    await expect(new Dub({ serverURL: address, token: 'hw_sk_of_nobody' }).links.list({})).rejects.toBeInstanceOf(
      Unauthorized,
    );
    const page = await fetch(`${address}/links`, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([307, '/attribution/links']);
  });

  test('a key that calls too often is told when to go on, and no other', async () => {
    const { id, key } = await createApiKey({ workspaceId: harness.account.workspaceId, name: 'Busy', kind: 'secret' });
    while ((await overLimit('callByKey', id)) === null);
    const busy = new Dub({ serverURL: address, token: key });
    await expect(busy.links.count({})).rejects.toSatisfy(
      (error) => error instanceof RateLimitExceeded && Number(error.headers.get('retry-after')) > 0,
    );
    expect(await dub.links.count({})).toBeGreaterThan(0);
  });
});
