import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { Dub } from 'dub';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as links from '@/app/links/route';
import { createApiKey } from '@/lib/auth/api-keys';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, postBody, startHarness } from '@/lib/inbox/testing/harness';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { startChromium } from '@/lib/tracking/testing/chromium';
import { type RouteServer, startRouteServer } from '@/lib/tracking/testing/route-server';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import { type SandboxServer, startSandboxServer } from '@/sandbox/server';
import * as lead from './lead/route';
import * as visit from './visit/route';

vi.mock('next/server', () => ({ after: () => {} }));

const SCRIPT = readFileSync('public/script.js', 'utf8');
const CARD = '4242424242424242';

let harness: Harness;
let server: RouteServer;
let account: SandboxAccount;
let sandbox: SandboxServer;
let stripe: Stripe;
let dub: Dub;
let browser: Browser;
let key: string;
let paymentLink = '';
beforeAll(async () => {
  harness = await startHarness();
  const { workspaceId } = harness.account;
  key = (await createApiKey({ workspaceId, name: 'site', kind: 'public' })).key;
  const { key: token } = await createApiKey({ workspaceId, name: 'server', kind: 'secret' });
  server = await startRouteServer(
    { '/links': { ...links }, '/track/lead': { ...lead }, '/track/visit': { ...visit } },
    (path) => {
      if (path === '/script.js') return { type: 'text/javascript', text: SCRIPT };
      return path.startsWith('/site') ? { type: 'text/html', text: pageText() } : null;
    },
  );
  account = createSandboxAccount({ startAt: new Date(Date.now() - 3_600_000) });
  sandbox = await startSandboxServer({ account, port: 0 });
  stripe = new Stripe('sk_live_of_the_shop', { host: '127.0.0.1', port: sandbox.port, protocol: 'http' });
  dub = new Dub({ token, serverURL: server.url });
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await sandbox.close();
  await server.close();
  await harness.close();
});

const pageText = () => `<!doctype html><meta charset="utf-8"><title>Shop</title>
  <script src="http://127.0.0.1:${server.port}/script.js" data-key="${key}" data-payment-hosts="127.0.0.1:${sandbox.port}" defer></script>
  <a id="pay" href="${paymentLink}">Buy</a>`;

const site = () => `http://localhost:${server.port}/site`;

/** A browser that has never been here before, on the page that it opened. */
async function open(url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page;
}

async function pay(page: Page, email: string | null): Promise<void> {
  account.advanceTo(new Date(Date.now() + 1000)); // whoever pays has clicked before
  if (email) await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Card number').fill(CARD);
  await Promise.all([page.waitForEvent('framenavigated'), page.getByRole('button', { name: 'Pay' }).click()]);
  await page.context().close();
}

async function price(amount: number): Promise<string> {
  const product = await stripe.products.create({ name: `Plan of ${amount}` });
  return (await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: amount })).id;
}

/** What the site's own server reads of its visitor's cookies. */
async function clickIdOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies(site());
  return cookies.find(({ name }) => name === 'dub_id')?.value ?? '';
}

const newLink = async (name: string, url: string) => {
  const made = await dub.links.create({ url, trackConversion: true, key: name, utmSource: 'news', utmCampaign: name });
  expect(made.shortLink).toBe(`${server.url}/r/${name}`);
  return made;
};

/** Signed, over the webhook door, in whatever order. */
async function deliverAll(): Promise<void> {
  for (const event of account.events().toReversed()) {
    const receipt = await postBody(harness.connectionId, Buffer.from(JSON.stringify(event)));
    expect(receipt.status).toBe(200);
  }
  await projectPending();
}

async function byDimension(metric: string, breakdown: string) {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const params = parseReportParams(harness.account, { from: day(-3), to: day(3), interval: 'month', breakdown });
  const { series, total } = await loadMetric(harness.account, metric, params);
  const sums = series.map(
    ({ key: value, points }) => [value, points.reduce((sum, point) => sum + (point.value ?? 0), 0)] as const,
  );
  return { ...Object.fromEntries(sums.filter(([, sum]) => sum !== 0)), all: total.value };
}

test('RV-14 RV-16 RV-17 RV-18 RV-20 RV-24 from a click in a real browser, over Stripe’s three ways, to the campaign', async () => {
  // 1. A short link that leads to a Payment Link.
  const direct = await stripe.paymentLinks.create({
    line_items: [{ price: await price(1000), quantity: 1 }],
    customer_creation: 'always',
  });
  await newLink('payment', `${direct.url}?dub_client_reference_id=1`);
  await pay(await open(`${server.url}/r/payment`), 'one@example.com');

  // 2. A short link to the site, whose script marks its Payment Link.
  paymentLink = direct.url;
  await newLink('script', site());
  const marked = await open(`${server.url}/r/script`);
  await marked.locator('#pay').click();
  await pay(marked, 'two@example.com');

  // 3. The site signs the visitor up, and opens a checkout for the user.
  await newLink('checkout', site());
  const visitor = await open(`${server.url}/r/checkout`);
  const clickId = await clickIdOf(visitor);
  await dub.track.lead({
    clickId,
    customerExternalId: 'user_3',
    eventName: 'Sign up',
    customerEmail: 'three@example.com',
  });
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: `${site()}/thanks`,
    line_items: [{ price: await price(2500), quantity: 1 }],
    customer_creation: 'always',
    metadata: { dubCustomerExternalId: 'user_3' },
  });
  await visitor.goto(String(session.url));
  await pay(visitor, 'three@example.com');

  // 4. The site's server names the click on the customer it makes.
  await newLink('customer', site());
  const fourth = await open(`${server.url}/r/customer`);
  const customer = await stripe.customers.create({
    email: 'four@example.com',
    metadata: { dubCustomerExternalId: 'user_4', dubClickId: await clickIdOf(fourth) },
  });
  const theirs = await stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: `${site()}/thanks`,
    line_items: [{ price: await price(4000), quantity: 1 }],
    customer: customer.id,
  });
  await fourth.goto(String(theirs.url));
  await pay(fourth, null);

  // 5. Somebody who came by nothing.
  await pay(await open(direct.url), 'five@example.com');

  await deliverAll();
  const credited = { payment: 1000, script: 1000, checkout: 2500, customer: 4000 };
  expect(await byDimension('gross-revenue', 'campaign')).toEqual({ ...credited, '': 1000, all: 9500 });
  expect(await byDimension('clicks', 'campaign')).toMatchObject({
    payment: 1,
    script: 1,
    checkout: 1,
    customer: 1,
    all: 4,
  });
  expect(await byDimension('leads', 'campaign')).toMatchObject({
    payment: 1,
    script: 1,
    checkout: 1,
    customer: 1,
    all: 4,
  });
});
