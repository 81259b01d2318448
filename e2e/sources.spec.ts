import { type SandboxServer, startSandboxServer } from '@/sandbox/server';
import { dispatchWebhooks } from '@/sandbox/webhooks';
import { addMember } from './support/members';
import { expectNoViolation } from './support/no-violation';
import { send, sendOk } from './support/send';
import { DEMO, STRIPE_PORT } from './support/servers';
import { openShop, subscribeAll } from './support/shop';
import { signIn } from './support/sign-in';
import { expect, NOBODY, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

const KEY = 'rk_live_of_the_new_shop';
const SUBSCRIBER = { name: 'Ada Customer', email: 'ada@customer.example' };

// One story: each step begins where the last one ended, and the sandbox stands in for Stripe.
test('FK-14…FK-37 D13 RV-12 a new user connects a shop, reads its history over a broken network, and ends with a green checklist', async ({
  page,
}) => {
  const shop = openShop();
  subscribeAll(shop, [SUBSCRIBER, { name: 'Grace Customer', email: 'grace@customer.example', amount: 60_00 }]);
  shop.advanceTo(new Date());
  const openStripe = async (permissions: Record<string, 'none' | 'read' | 'write'>): Promise<SandboxServer> => {
    // Other sources ask at the same address, and are none of this shop's business.
    const server = await startSandboxServer({ account: shop, port: STRIPE_PORT, apiKey: KEY });
    server.keys.restrict(KEY, permissions);
    return server;
  };
  const card = page.getByRole('region', { name: 'Tidewater shop' });
  const check = (id: string) => card.locator(`[data-check="${id}"]`);
  const permission = (id: string) => card.locator(`[data-permission="${id}"]`);

  let stripe = await openStripe({ '*': 'read', subscriptions: 'none', customers: 'write' });
  const webhooks = dispatchWebhooks(shop);

  await test.step('FK-14 FK-15 FK-18 a source is added, says where in Stripe a key is made, and recommends the webhook', async () => {
    const workspace = { name: 'Tidewater', currency: 'usd', timeZone: 'UTC' };
    await sendOk(page.request, 'POST', `${DEMO.url}/api/internal/workspaces`, workspace);
    await page.goto('/sources');
    await page.getByLabel('Name of the Stripe account').fill('Tidewater shop');
    await page.getByRole('button', { name: 'Add source' }).click();
    await expect(card.getByRole('listitem').filter({ hasText: 'Create restricted key' })).toContainText(
      'Headwater, read only',
    );
    await expect(card.getByRole('status', { name: 'Connection' })).toContainText('Not connected yet');
    await expect(card.getByRole('button', { name: '2. Webhook' })).toContainText('recommended');
  });

  await test.step('FK-16 the mode is told while the key is typed; a wrong key is refused beside its input', async () => {
    await card.getByLabel('Restricted key', { exact: true }).fill('pk_live_0123456789');
    await card.getByRole('button', { name: 'Save key' }).click();
    await expect(card.getByLabel('Restricted key', { exact: true })).toHaveAccessibleDescription(/publishable/);
    await card.getByLabel('Restricted key', { exact: true }).fill(KEY);
    await expect(card.getByText('A restricted key of live mode.')).toBeVisible();
    await card.getByRole('button', { name: 'Save key' }).click();
  });

  await test.step('FK-08…FK-13 FK-36 what the key may not read is red and says where to click; so is what it may write', async () => {
    await expect(permission('subscriptions')).toHaveAttribute('data-access', 'missing');
    await expect(permission('subscriptions')).toContainText('Edit key → Billing → Subscriptions: Read');
    await expect(permission('invoices')).toHaveAttribute('data-access', 'granted');
    await expect(card.getByText('This key may also change Customers.')).toBeVisible();
    await expect(card.locator('[data-kind="subscriptions"]')).toContainText('Subscriptions: Read');
    await expect(check('key')).toHaveAttribute('data-state', 'problem');
    await expectNoViolation(page, 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expectNoViolation(page, 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/mrr');
    await expect(page.getByText('“Subscriptions: Read” on the key of Tidewater shop').first()).toBeVisible();
    await page.goto('/sources');
  });

  await test.step('the network breaks: it is said, and nothing is taken for an answer', async () => {
    await stripe.close();
    await card.getByRole('button', { name: 'Check the key again' }).click();
    await expect(card.getByText('Stripe could not be reached for all of it.', { exact: true })).toBeVisible();
    await expect(card.getByRole('status', { name: 'Backfill' })).not.toContainText('All history is read');
  });

  await test.step('FK-28 FK-30 it is mended: the backfill ends with Stripe’s counts', async () => {
    stripe = await openStripe({ '*': 'read', webhook_endpoints: 'write' });
    await card.getByRole('button', { name: 'Check the key again' }).click();
    await expect(permission('subscriptions')).toHaveAttribute('data-access', 'granted');
    await expect(card.getByRole('status', { name: 'Backfill' })).toContainText('All history is read', {
      timeout: 60_000,
    });
    for (const [kind, count] of [
      ['customers', '2'],
      ['subscriptions', '2'],
    ] as const) {
      const cells = card.locator(`[data-kind="${kind}"]`).getByRole('cell');
      await expect(cells.nth(2)).toHaveText(count);
      await expect(cells.nth(3)).toHaveText(count);
    }
    await expect(check('webhook')).not.toHaveAttribute('data-state', 'ok');
  });

  await test.step('FK-13 the endpoint is made in Stripe only after a question', async () => {
    await card.getByRole('button', { name: 'Create the endpoint for me' }).click();
    const question = page.getByRole('dialog', { name: 'Create the endpoint in Stripe' });
    await expect(question).toContainText('the only thing Headwater ever writes to Stripe');
    await question.getByRole('button', { name: 'Create the endpoint' }).click();
    await expect(card.getByText(/Made by Headwater in Stripe: we_/)).toBeVisible();
    await expect(card.getByRole('list', { name: 'Signing secrets' })).toContainText('whsec_…');
  });

  await test.step('FK-31…FK-35 the next sale is delivered, and every line of the checklist is green', async () => {
    subscribeAll(shop, [{ name: 'Alan Customer', email: 'alan@customer.example', amount: 20_00 }]);
    for (const id of ['key', 'events', 'identity', 'webhook', 'revenue']) {
      await expect(check(id), id).toHaveAttribute('data-state', 'ok', { timeout: 40_000 });
    }
    await card.getByRole('button', { name: 'Compare MRR with Stripe’s list again' }).click();
    await expect(check('revenue')).toContainText('MRR is $120.00; expected $120.00.');
    await expect(card.getByRole('status', { name: 'Connection' })).toContainText('Connected');
    await page.goto('/mrr');
    await expect(page.getByText('A key lacks permissions')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /, explain MRR,/ }).first()).toContainText('$120.00');
  });

  await test.step('what a webhook missed is looked for with a button', async () => {
    await page.goto('/sources');
    await card.getByRole('button', { name: 'Look for missed events now' }).click();
    await expect(page.getByText('Nothing was missing.', { exact: true })).toBeVisible();
  });

  await test.step('RC-15 name, colour and the two switches are kept', async () => {
    await card.getByRole('button', { name: 'Settings' }).click();
    await card.getByRole('radio', { name: 'violet' }).check();
    await card.getByRole('button', { name: 'Save', exact: true }).click();
    await card.getByRole('switch', { name: 'Track new purchases from server notifications' }).press(' ');
    await expect(card.getByRole('switch', { name: 'Track new purchases' })).not.toBeChecked();
    await page.reload();
    await card.getByRole('button', { name: 'Settings' }).click();
    await expect(card.getByRole('radio', { name: 'violet' })).toBeChecked();
    await expectNoViolation(page, 'settings');
    await expect(card.getByRole('switch', { name: 'Track new purchases' })).not.toBeChecked();
  });

  await test.step('disconnecting erases only what is named', async () => {
    await card.getByRole('button', { name: 'Disconnect' }).click();
    const question = page.getByRole('dialog', { name: 'Disconnect Tidewater shop' });
    await question.getByLabel('Erase it').check();
    await expect(question.getByRole('button', { name: 'Erase everything' })).toBeDisabled();
    await question.getByLabel(/Type “Tidewater shop”/).fill('Tidewater shop');
    await question.getByRole('button', { name: 'Erase everything' }).click();
    await expect(page.getByRole('heading', { name: 'No Stripe account is connected yet' })).toBeVisible({
      timeout: 40_000,
    });
    await page.goto('/mrr');
    await expect(page.getByRole('heading', { name: /^No / })).toBeVisible();
  });

  await webhooks.stop();
  await stripe.close();
});

test('who may only look sees how a source is doing, and changes nothing of it', async ({ page, playwright }) => {
  const { connectionId } = await openOwnWorkspace(page.request, 'Watched');
  const analyst = await playwright.request.newContext({ storageState: NOBODY });
  await signIn(analyst, DEMO.url, await addMember(page.request, 'analyst'));
  const of = `${DEMO.url}/api/internal/connections/${connectionId}`;
  const status = await analyst.get(`${of}/status`);
  expect(await status.json()).toMatchObject({ state: 'connecting', backfill: { state: 'idle' } });
  for (const [method, path, body] of [
    ['PATCH', '', { name: 'Mine' }],
    ['DELETE', '', { data: 'keep' }],
    ['PUT', '/key', { key: KEY }],
    ['POST', '/permissions', {}],
    ['POST', '/backfill', { action: 'start' }],
    ['POST', '/catch-up', {}],
    ['POST', '/endpoint', {}],
    ['POST', '/reconnect', {}],
  ] as const) {
    expect((await send(analyst, method, `${of}${path}`, body)).status(), `${method} ${path}`).toBe(403);
  }
  const shown = await analyst.get(`${DEMO.url}/sources`);
  expect(await shown.text()).not.toContain('Save key');
  await analyst.dispose();
});

test('connections are read and steered over REST with a secret key', async ({ playwright }) => {
  const api = await playwright.request.newContext({
    storageState: NOBODY,
    extraHTTPHeaders: { authorization: `Bearer ${DEMO.apiKey}` },
  });
  const all = await (await api.get(`${DEMO.url}/api/v1/connections`)).json();
  expect(all.connections).toMatchObject([{ id: 'default', webhookPath: '/api/webhooks/stripe/default' }]);
  const one = await api.get(`${DEMO.url}/api/v1/connections/default`);
  expect(await one.json()).toMatchObject({ id: 'default', backfill: { state: expect.any(String) } });
  expect(await one.text()).not.toMatch(/whsec|rk_live/);
  const post = (path: string, data: object) => api.post(`${DEMO.url}/api/v1/connections${path}`, { data });
  for (const [path, body, status, error] of [
    ['/default/backfill', { action: 'hurry' }, 400, { code: 'bad_request', field: 'action' }],
    ['/nobody/backfill', { action: 'start' }, 404, { code: 'not_found' }],
    ['', { name: 'Shop', key: 'pk_live_0123456789' }, 400, { code: 'bad_request', field: 'key' }],
  ] as const) {
    const answer = await post(path, body);
    expect(answer.status(), path).toBe(status);
    expect(await answer.json()).toMatchObject({ error });
  }
  await api.dispose();
});
