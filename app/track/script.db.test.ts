import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApiKey } from '@/lib/auth/api-keys';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { startChromium } from '@/lib/tracking/testing/chromium';
import { addLink, touches } from '@/lib/tracking/testing/link-server';
import { type RouteServer, startRouteServer } from '@/lib/tracking/testing/route-server';
import * as visit from './visit/route';

vi.mock('next/server', () => ({ after: () => {} }));

const SCRIPT = readFileSync('public/script.js', 'utf8');

let harness: Harness;
let server: RouteServer;
let browser: Browser;
let ws: string;
let key: string;
let site: string;
/** How the script tag of the site is written, and what stands around it. */
let tag = { attributes: '', body: '' };
beforeAll(async () => {
  harness = await startHarness();
  ws = harness.account.workspaceId;
  key = (await createApiKey({ workspaceId: ws, name: 'site', kind: 'public' })).key;
  // One server under two names: the site, and Headwater, which is another origin to it.
  server = await startRouteServer({ '/track/visit': { ...visit } }, (path) => {
    if (path === '/script.js') return { type: 'text/javascript', text: SCRIPT };
    return path.startsWith('/site') ? { type: 'text/html', text: pageText() } : null;
  });
  site = `http://localhost:${server.port}/site`;
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await harness.close();
});
beforeEach(async () => {
  tag = { attributes: '', body: '' };
  await getPool().query(
    'delete from touchpoint; delete from visitor_identifier; delete from attribution_due; delete from link',
  );
});

/** With the strictest policy a site can have: nothing inline, nothing evaluated. */
function pageText(): string {
  const ours = `http://127.0.0.1:${server.port}`;
  const content = `default-src 'none'; script-src ${ours}; connect-src ${ours}`;
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${content}">
    <title>Shop</title><script src="${ours}/script.js" data-key="${key}" ${tag.attributes} defer></script>
    <a id="pay" href="https://buy.stripe.com/test_1?locale=de">Buy</a>
    <a id="team" href="https://buy.stripe.com/test_1?client_reference_id=team_1">Buy for a team</a>
    <a id="own" href="https://pay.example/x">Buy elsewhere</a><a id="other" href="https://evil.example/?buy.stripe.com">Other</a>${tag.body}`;
}

async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const cookies = async (page: Page) =>
  Object.fromEntries((await page.context().cookies(site)).map(({ name, value }) => [name, value]));
const href = (page: Page, id: string) => page.locator(`#${id}`).getAttribute('href');
const told = (count: number) => expect.poll(async () => (await touches(ws)).length).toBe(count);
const headwater = (page: Page, call: string) => page.evaluate(`window.headwater.${call}`);

test('the script is under 3 KB on the wire, and needs nothing', () => {
  expect(gzipSync(SCRIPT).length).toBeLessThan(3 * 1024);
  expect(SCRIPT).not.toMatch(/\b(import|require|eval|innerHTML)\b/);
});

describe('in a real browser', () => {
  test('RV-17 RV-18 by a link: the click is kept as a cookie of the site, and Payment Links carry it to Stripe', async () => {
    await addLink(ws, { slug: 'go', url: site, source: 'news', campaign: 'autumn' });
    tag.attributes = 'data-payment-hosts="pay.example"';
    const page = await open(`${server.url}/r/go`);
    const [click] = await touches(ws);
    const id = String(click?.id);
    expect(await cookies(page)).toEqual({ dub_id: id, hw_visitor: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(await headwater(page, 'clickId()')).toBe(id);
    expect(await href(page, 'pay')).toBe(`https://buy.stripe.com/test_1?locale=de&client_reference_id=dub_id_${id}`);
    expect(await href(page, 'own')).toBe(`https://pay.example/x?client_reference_id=dub_id_${id}`);
    expect(await href(page, 'team')).toBe('https://buy.stripe.com/test_1?client_reference_id=team_1');
    expect(await href(page, 'other')).toBe('https://evil.example/?buy.stripe.com');
    // The browser joins whoever clicked, without a second touch.
    await expect.poll(async () => (await getPool().query('select from visitor_identifier')).rowCount).toBe(2);
    expect(await touches(ws)).toHaveLength(1);
    const cookie = (await page.context().cookies(site)).find(({ name }) => name === 'dub_id');
    expect(cookie).toMatchObject({ httpOnly: false, sameSite: 'Lax', path: '/' });
    expect(Math.round(((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400)).toBe(90);
    // On the next page, where the address does not say it any more.
    await page.goto(`${site}/two`);
    expect(await href(page, 'pay')).toContain(`client_reference_id=dub_id_${id}`);
    await page.evaluate(() => {
      const late = document.createElement('a');
      late.href = 'https://buy.stripe.com/late';
      late.id = 'late';
      document.body.append(late);
    });
    await page.locator('#late').dispatchEvent('pointerdown');
    expect(await href(page, 'late')).toContain(`client_reference_id=dub_id_${id}`);
    await page.context().close();
  });

  test('a campaign is told with what says where from, and no other part of the address', async () => {
    const page = await open(`${site}?utm_source=news&utm_campaign=c&gclid=g1&email=a@b.com#private`);
    await told(1);
    expect(await touches(ws)).toMatchObject([
      { source: 'news', campaign: 'c', ad_clicks: { gclid: 'g1' }, landing: site },
    ]);
    expect(await headwater(page, 'clickId()')).toBeNull();
    expect(await href(page, 'pay')).toBe('https://buy.stripe.com/test_1?locale=de');
    await page.context().close();
  });

  test('a visit from nowhere is told only when the site wants it', async () => {
    const plain = await open(site);
    expect(await headwater(plain, 'visitorId()')).toMatch(/^[0-9a-f]{32}$/);
    tag.attributes = 'data-direct';
    const direct = await open(site);
    await told(1);
    expect(await touches(ws)).toMatchObject([{ is_direct: true, source: '' }]);
    await Promise.all([plain.context().close(), direct.context().close()]);
  });

  test('nothing is kept or sent before consent is given, and all is forgotten when it is taken back', async () => {
    tag.attributes = 'data-consent="wait"';
    const page = await open(`${site}?utm_source=news&dub_id=someones_click`);
    expect(await cookies(page)).toEqual({});
    expect(await headwater(page, 'clickId()')).toBeNull();
    expect(await href(page, 'pay')).not.toContain('client_reference_id');
    expect(await touches(ws)).toEqual([]);
    await headwater(page, 'consent(true)');
    await told(1);
    expect(Object.keys(await cookies(page)).sort()).toEqual(['dub_id', 'hw_visitor']);
    expect(await href(page, 'pay')).toContain('dub_id_someones_click');
    await headwater(page, 'consent(false)');
    expect(await cookies(page)).toEqual({});
    expect(await href(page, 'pay')).toBe('https://buy.stripe.com/test_1?locale=de');
    expect(await href(page, 'team')).toBe('https://buy.stripe.com/test_1?client_reference_id=team_1');
    expect(await headwater(page, 'clickId()')).toBeNull();
    await page.context().close();
  });

  test.each(['doNotTrack', 'globalPrivacyControl'])(
    'a browser with %s keeps and sends nothing, whatever is consented to',
    async (name) => {
      const context = await browser.newContext();
      await context.addInitScript(
        `Object.defineProperty(navigator, '${name}', { get: () => ${name === 'doNotTrack' ? "'1'" : 'true'} })`,
      );
      const page = await context.newPage();
      await page.goto(`${site}?utm_source=news&dub_id=someones_click`);
      await headwater(page, 'consent(true)');
      expect(await cookies(page)).toEqual({});
      expect(await touches(ws)).toEqual([]);
      await context.close();
    },
  );

  test('a cookie that somebody else wrote is none', async () => {
    const context = await browser.newContext();
    await context.addCookies(['hw_visitor', 'dub_id'].map((name) => ({ name, value: '100%', url: site })));
    const page = await context.newPage();
    await page.goto(`${site}?utm_source=news`);
    await told(1);
    expect(await cookies(page)).toMatchObject({ hw_visitor: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(await headwater(page, 'clickId()')).toBeNull();
    await context.close();
  });

  test('an id that is none is not kept', async () => {
    const page = await open(`${site}?dub_id=${encodeURIComponent('x"><script>;Domain=evil')}`);
    expect(await headwater(page, 'clickId()')).toBeNull();
    expect(Object.keys(await cookies(page))).not.toContain('dub_id');
    await page.context().close();
  });
});
