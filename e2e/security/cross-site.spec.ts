import type { APIRequestContext } from '@playwright/test';
import { signPayload } from '@/sandbox/http/sign-payload';
import { addMember } from '../support/members';
import { routes } from '../support/routes';
import { DEMO, WEBHOOK_SECRET } from '../support/servers';
import { submitSignIn } from '../support/sign-in';
import { expect, NOBODY, test } from '../support/test';
import { openOwnWorkspace } from '../support/workspace';

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const OURS = DEMO.url;
const JSON_TYPE = 'application/json';

/** Requests another site can make a signed-in browser send, and some that it cannot. */
const FORGED: Record<string, Record<string, string>> = {
  'a form of another site': { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
  'a multipart form of another site': {
    origin: 'https://evil.example',
    'content-type': 'multipart/form-data; boundary=x',
  },
  'a text/plain form of our own site': { origin: OURS, 'content-type': 'text/plain' },
  'JSON without an origin': { 'content-type': JSON_TYPE },
  'JSON of another site': { origin: 'https://evil.example', 'content-type': JSON_TYPE },
  'JSON of another port': { origin: 'http://localhost:1', 'content-type': JSON_TYPE },
  'JSON of a site whose name contains ours': { origin: `${OURS}.evil.example`, 'content-type': JSON_TYPE },
  'JSON of a sandboxed frame': { origin: 'null', 'content-type': JSON_TYPE },
  'JSON that the browser says is cross-site': {
    origin: OURS,
    'content-type': JSON_TYPE,
    'sec-fetch-site': 'cross-site',
  },
  'JSON of a sibling subdomain': { origin: OURS, 'content-type': JSON_TYPE, 'sec-fetch-site': 'same-site' },
};

/** Open to others by design: each is looked at in a test of its own, below or in app/track/visit. */
const EXEMPT = ['/api/webhooks/stripe/[connectionId]', '/api/auth/[...nextauth]', '/track/visit'];

/** No session opens these, so that a browser is of no use there: a call brings a secret key. */
const isOpenedByKeyAlone = (route: string) => /^\/links(\/|$)|^\/track\/(lead|sale)$/.test(route);

const addressOf = (route: string) => route.replaceAll(/\[[^\]]+\]/g, 'any');

function attempt(request: APIRequestContext, method: string, route: string, headers: Record<string, string>) {
  return request.fetch(`${OURS}${addressOf(route)}`, { method, headers, data: '{}', maxRedirects: 0 });
}

test('F36 no route that changes anything takes a request another site could have caused', async ({ page }) => {
  test.slow(true, 'thousands of requests');
  const guarded = routes().filter((route) => !EXEMPT.includes(route));
  const mutating = new Set<string>();
  for (const route of guarded) {
    for (const method of METHODS) {
      // At once: there are thousands.
      const attempts = Object.entries(FORGED).map(async ([name, headers]) => {
        const status = (await attempt(page.request, method, route, headers)).status();
        const refusals = isOpenedByKeyAlone(route) ? [401, 405] : [403, 405];
        expect(refusals, `${method} ${route}: ${name}`).toContain(status);
        if (status === 403) mutating.add(`${method} ${route}`);
      });
      await Promise.all(attempts);
    }
  }
  expect(mutating.size).toBeGreaterThanOrEqual(20);
  // Of the REST API, which is also open to the pages of a member, only these change anything.
  expect([...mutating].filter((one) => one.includes(' /api/v1/')).sort()).toEqual([
    'DELETE /api/v1/spend/[id]',
    'POST /api/v1/connections',
    'POST /api/v1/connections/[id]/backfill',
    'POST /api/v1/events/replay',
    'POST /api/v1/identity/preview',
    'POST /api/v1/partners',
    'POST /api/v1/people/alias',
    'POST /api/v1/spend',
    'POST /api/v1/touchpoints',
    'PUT /api/v1/identity/rules',
  ]);
});

test('F36 the same without a session', async ({ playwright }) => {
  const nobody = await playwright.request.newContext({ storageState: NOBODY });
  for (const route of ['/api/internal/setup', '/api/internal/invitations/accept', '/api/internal/settings']) {
    for (const [name, headers] of Object.entries(FORGED)) {
      const method = route.endsWith('settings') ? 'PATCH' : 'POST';
      expect((await attempt(nobody, method, route, headers)).status(), `${route}: ${name}`).toBe(403);
    }
  }
  await nobody.dispose();
});

test('F36 a page of another site submits forms in vain', async ({ browser, page }) => {
  await openOwnWorkspace(page.request, 'Aimed at');
  const person = await addMember(page.request, 'owner');
  const context = await browser.newContext({ storageState: NOBODY });
  const own = await context.newPage();
  await own.goto(`${OURS}/sign-in`);
  await submitSignIn(own, person);
  await expect(own.getByRole('heading', { name: 'Overview' })).toBeVisible();

  for (const [path, type, method] of [
    ['/api/internal/sign-out', 'text/plain', 'post'],
    ['/api/internal/sign-out-everywhere', 'text/plain', 'post'],
    ['/api/internal/workspaces', 'text/plain', 'post'],
    ['/api/auth/signout', 'application/x-www-form-urlencoded', 'post'],
  ] as const) {
    const evil = await context.newPage();
    await evil.route('http://evil.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form action="${OURS}${path}" method="${method}" enctype="${type}">
          <input name='{"name":"Stolen","currency":"usd","timeZone":"UTC","x":"' value='"}'></form>
          <script>document.forms[0].submit()</script>`,
      }),
    );
    await evil.goto('http://evil.example/');
    await evil.waitForURL(`${OURS}/**`);
    await evil.close();
  }
  await own.reload();
  await expect(own.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await own.getByRole('button', { name: /^Workspace:/ }).click();
  await expect(own.getByText('Stolen')).toHaveCount(0);
  await context.close();
});

test('F36 nobody is signed in or out without the form’s own token', async ({ page, playwright }) => {
  const nobody = await playwright.request.newContext({ storageState: NOBODY });
  const { email, password } = DEMO;
  for (const csrfToken of ['', 'forged']) {
    const form = { csrfToken, email, password, json: 'true' };
    await nobody.post(`${OURS}/api/auth/callback/credentials`, { form, maxRedirects: 0 });
    expect((await nobody.get(`${OURS}/api/internal/freshness`)).status()).toBe(401);
    await page.request.post(`${OURS}/api/auth/signout`, { form: { csrfToken }, maxRedirects: 0 });
    expect((await page.request.get(`${OURS}/api/internal/freshness`)).status()).toBe(200);
  }
  await nobody.dispose();
});

test('F36 the webhook address asks for no origin, and for a signature always', async ({ page, playwright }) => {
  const workspace = await openOwnWorkspace(page.request, 'Webhooks');
  const nobody = await playwright.request.newContext({ storageState: NOBODY });
  const payload = JSON.stringify({
    id: 'evt_cross_site',
    object: 'event',
    type: 'customer.created',
    created: 1_780_000_000,
    livemode: true,
    api_version: '2026-10-28.endive',
    data: { object: { id: 'cus_cross_site', object: 'customer', created: 1_780_000_000, metadata: {} } },
  });
  const now = Math.floor(Date.now() / 1000);
  const post = (signature: string | null, headers: Record<string, string>) =>
    nobody.post(workspace.webhookUrl, {
      data: payload,
      headers: { 'content-type': JSON_TYPE, ...headers, ...(signature ? { 'stripe-signature': signature } : {}) },
    });
  const signed = signPayload(payload, workspace.webhookSecret, now);
  const origins = [{}, { origin: 'https://evil.example' }, { origin: 'null', 'sec-fetch-site': 'cross-site' }] as const;
  for (const origin of origins) expect((await post(signed, origin)).status()).toBe(200);
  for (const [name, signature] of [
    ['none', null],
    ['of another secret', signPayload(payload, 'whsec_0123456789abcdef', now)],
    ['of another source', signPayload(payload, WEBHOOK_SECRET, now)],
    ['of another body', signPayload(`${payload} `, workspace.webhookSecret, now)],
    ['too old', signPayload(payload, workspace.webhookSecret, now - 301)],
  ] as const) {
    // The session of the owner counts for nothing here.
    const answer = await page.request.post(workspace.webhookUrl, {
      data: payload,
      headers: { origin: OURS, 'content-type': JSON_TYPE, ...(signature ? { 'stripe-signature': signature } : {}) },
    });
    expect(answer.status(), name).toBe(400);
  }
  await nobody.dispose();
});
