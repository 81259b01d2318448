import type { APIResponse } from '@playwright/test';
import { pages, routes } from '../support/routes';
import { sendOk } from '../support/send';
import { DEMO, FRESH, WEBHOOK_SECRET } from '../support/servers';
import { openShop, subscribeAll } from '../support/shop';
import { signIn } from '../support/sign-in';
import { expect, NOBODY, test } from '../support/test';
import { deliver, openOwnWorkspace } from '../support/workspace';

const plain = (address: string) => !address.includes('[');
const readable = (): string[] => [
  ...pages().filter(plain),
  ...routes().filter((route) => plain(route) && route.startsWith('/api/')),
  '/api/v1/metrics/mrr',
  '/api/v1/metrics/mrr/rows?start=2026-01-01&end=2026-02-01',
  '/api/v1/dimensions/product',
  '/no-such-page',
];

const directives = (response: APIResponse): Map<string, string> => {
  const policy = response.headers()['content-security-policy'] ?? '';
  return new Map(policy.split(';').map((part) => [part.trim().split(' ')[0] ?? '', part.trim()]));
};

for (const who of ['the owner', 'nobody']) {
  test(`every answer to ${who} carries the security headers`, async ({ page, playwright }) => {
    const nobody = await playwright.request.newContext({ storageState: NOBODY });
    const request = who === 'nobody' ? nobody : page.request;
    for (const address of readable()) {
      const response = await request.get(`${DEMO.url}${address}`, { maxRedirects: 0 });
      const headers = response.headers();
      expect(headers, address).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['cache-control'], address).toContain('no-store');
      expect(headers['x-powered-by'], address).toBeUndefined();
      const policy = directives(response);
      expect(policy.get('default-src'), address).toBe("default-src 'self'");
      expect(policy.get('script-src'), address).toMatch(/^script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'$/);
      for (const name of ['object-src', 'base-uri', 'frame-ancestors']) {
        expect(policy.get(name), address).toBe(`${name} 'none'`);
      }
      expect(policy.get('form-action'), address).toBe("form-action 'self'");
    }
    await nobody.dispose();
  });
}

test('the nonce of the policy is new with every page, and every script of the page has it', async ({ page }) => {
  const nonces = new Set<string>();
  for (const _ of [1, 2, 3]) {
    const response = await page.request.get(`${DEMO.url}/mrr`);
    const nonce = /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1] ?? '';
    nonces.add(nonce);
    const scripts = [...(await response.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  }
  expect(nonces.size).toBe(3);
});

test('no page makes its own policy complain', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const address of pages().filter(plain)) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(complaints).toEqual([]);
});

test('files of the build are kept from being sniffed, and hold no secret and no source map', async ({ page }) => {
  const html = await (await page.request.get(`${DEMO.url}/mrr`)).text();
  const files = [...new Set([...html.matchAll(/\/_next\/static\/[^"\\\s]+\.(?:js|css)/g)].map(([file]) => file))];
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const response = await page.request.get(`${DEMO.url}${file}`);
    expect(response.headers()['x-content-type-options'], file).toBe('nosniff');
    const text = await response.text();
    expectNoSecret(text, file);
    expect(text, file).not.toMatch(/sourceMappingURL|postgresql:\/\//);
  }
});

test('cookies are HttpOnly and SameSite, and behind TLS bound to the host', async ({ playwright }) => {
  const nobody = await playwright.request.newContext({ storageState: NOBODY });
  await signIn(nobody, DEMO.url, DEMO);
  const { cookies } = await nobody.storageState();
  expect(cookies.find(({ name }) => name === 'hw_session')).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
  });
  for (const cookie of cookies) expect(cookie, cookie.name).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await nobody.dispose();

  const tls = await playwright.request.newContext({
    storageState: NOBODY,
    extraHTTPHeaders: { 'x-forwarded-proto': 'https' },
  });
  const response = await tls.get(`${DEMO.url}/sign-in`);
  expect(response.headers()['strict-transport-security']).toMatch(/max-age=\d{8,}/);
  const csrf = await tls.get(`${DEMO.url}/api/auth/csrf`);
  const { csrfToken } = await csrf.json();
  const set = csrf.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
  const sent = set.map(({ value }) => value.split(';')[0]).join('; ');
  const signedIn = await tls.post(`${DEMO.url}/api/auth/callback/credentials`, {
    form: { csrfToken, email: DEMO.email, password: DEMO.password, json: 'true' },
    headers: { cookie: sent },
    maxRedirects: 0,
  });
  const cookie = signedIn.headersArray().find(({ value }) => value.startsWith('__Host-hw_session='))?.value ?? '';
  expect(cookie).toMatch(/; Secure/i);
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; Path=\//i);
  expect(cookie).not.toMatch(/; Domain=/i);
  await tls.dispose();
});

/** Anything that would be worth stealing: keys, signing secrets, password hashes, sealed values, addresses with passwords. */
const SECRET_SHAPES = [
  /whsec_[A-Za-z0-9+/=_-]{8,}/,
  /\b[rs]k_(live|test)_[A-Za-z0-9]{8,}/,
  /\bhw_[sp]k_[A-Za-z0-9]{12,}/,
  /\$argon2/,
  /passwordHash|password_hash|tokenHash|token_hash|apiKeyCipher|api_key_cipher/,
  /postgres(ql)?:\/\/[^"\s]*:[^"\s]*@/,
];

function expectNoSecret(text: string, where: string): void {
  for (const shape of SECRET_SHAPES) expect(shape.exec(text)?.[0], `${where} matches ${shape}`).toBeUndefined();
  for (const secret of [DEMO.apiKey, DEMO.password, WEBHOOK_SECRET]) expect(text.includes(secret), where).toBe(false);
}

test('F39 no answer holds a secret, not even to the owner', async ({ page }) => {
  const stripeKey = 'rk_test_51NotARealKeyAtAll';
  const workspace = await openOwnWorkspace(page.request, 'With secrets');
  const post = (path: string, method: 'POST' | 'PUT', data: object) =>
    sendOk(page.request, method, `${DEMO.url}/api/internal/${path}`, data);
  await post(`connections/${workspace.connectionId}/key`, 'PUT', { key: stripeKey });
  await post('api-keys', 'POST', { name: 'Key', kind: 'secret' });
  await post('invitations', 'POST', { email: 'invited@example.com', role: 'viewer' });
  const shop = openShop();
  subscribeAll(shop, [{ name: 'Someone', email: 'someone@example.com' }]);
  await deliver(page.request, workspace, shop.events());

  for (const address of [...readable(), '/mrr?from=x', '/api/v1/metrics/nothing', '/api/internal/events/x/y']) {
    const text = await (await page.request.get(`${DEMO.url}${address}`)).text();
    expectNoSecret(text.replaceAll('whsec_…', ''), address);
    expect(text.includes(stripeKey), address).toBe(false);
  }
  const event = shop.events().find(({ type }) => type === 'customer.created');
  const log = await page.request.get(`${DEMO.url}/api/internal/events/${workspace.connectionId}/${event?.id}`);
  expect(log.status()).toBe(200);
  expect(await log.text()).not.toContain('someone@example.com');
});

test('an answer to somebody who is not signed in tells nothing of what is inside', async ({ playwright }) => {
  const nobody = await playwright.request.newContext({ storageState: NOBODY });
  for (const server of [DEMO.url, FRESH.url]) {
    const health = await nobody.get(`${server}/api/health`);
    expect(Object.keys(await health.json()).sort()).toEqual(['database', 'projectorLagSeconds', 'status']);
  }
  const answer = await nobody.get(`${DEMO.url}/api/internal/events`);
  expect(await answer.json()).toEqual({ error: { code: 'unauthenticated', message: expect.any(String) } });
  await nobody.dispose();
});
