import { deliverEvents } from '@/sandbox/webhooks';
import { send } from './support/send';
import { FRESH } from './support/servers';
import { openShop, subscribeAll } from './support/shop';
import { expect, NOBODY, test } from './support/test';

// A server is set up once, so this is one story from the empty page to the first figure.
test.use({ baseURL: FRESH.url, storageState: NOBODY, permissions: ['clipboard-read', 'clipboard-write'] });

const SECRET = 'whsec_9f2c41d7e8b05a6341c2';
const MRR = /, explain MRR,/;

test('BY-71 first run: owner, source, webhook → Overview', async ({ page, request }) => {
  await test.step('a stranger is led to the set-up, whatever they open', async () => {
    await page.goto('/mrr');
    await expect(page).toHaveURL('/setup');
    await expect(page.getByRole('heading', { name: 'Set up Headwater' })).toBeVisible();
  });

  await test.step('a weak password is refused beside its input', async () => {
    await page.getByLabel('Workspace name').fill('Tidewater');
    await page.getByLabel('Your name').fill('Ada Founder');
    await page.getByLabel('E-mail').fill('ada@tidewater.example');
    await page.getByLabel('Password', { exact: true }).fill('password');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
      /every list of common passwords/,
    );
  });

  await test.step('the owner is created and signed in', async () => {
    await page.getByLabel('Password', { exact: true }).fill('a long walk by the river');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await expect(page).toHaveURL('/sources');
    await expect(page.getByRole('button', { name: 'Workspace: Tidewater' })).toBeVisible();
  });

  await test.step('the set-up is closed from now on', async () => {
    const again = { workspaceName: 'Mine', currency: 'usd', timeZone: 'UTC', name: '', email: 'eve@evil.example' };
    const answer = await send(request, 'POST', `${FRESH.url}/api/internal/setup`, {
      ...again,
      password: 'another long passphrase',
    });
    expect(answer.status()).toBe(409);
  });

  await test.step('every empty page names the next step', async () => {
    await expect(page.getByRole('heading', { name: 'No Stripe account is connected yet' })).toBeVisible();
    for (const [path, next] of [
      ['/', 'Connect Stripe'],
      ['/mrr', /connect Stripe/],
      ['/movements', /connect Stripe/],
      ['/revenue', /connect Stripe/],
      ['/products', /connect Stripe/],
      ['/trials', /connect Stripe/],
      ['/refunds', /connect Stripe/],
      ['/identity', 'Sources'],
    ] as const) {
      await page.goto(path);
      const link = page.locator('#content').getByRole('link', { name: next }).first();
      await expect(link, path).toHaveAttribute('href', '/sources');
    }
    await page.goto('/events');
    await expect(page.getByText('look at Sources if nothing has arrived')).toBeVisible();
  });

  const webhookUrl = await test.step('a source gives a webhook address to copy', async () => {
    await page.goto('/sources');
    await page.getByRole('button', { name: 'Add source' }).click();
    const field = page.getByLabel('Webhook URL');
    await expect(field).toHaveValue(/\/api\/webhooks\/stripe\/conn_[0-9a-f]{24}$/);
    await page.getByRole('button', { name: 'Copy' }).first().click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    await expect(field).toHaveValue(copied);
    await expect(page.getByText('Nothing has arrived yet.')).toBeVisible();
    return copied;
  });

  await test.step('the signing secret is kept and shown only as a hint', async () => {
    await page.getByLabel('Signing secret', { exact: true }).fill(SECRET);
    await page.getByRole('button', { name: 'Add secret' }).click();
    await expect(page.getByRole('list', { name: 'Signing secrets' })).toContainText(`whsec_…${SECRET.slice(-4)}`);
    expect(await page.content()).not.toContain(SECRET);
  });

  const shop = openShop();
  await test.step('a signed event changes Overview without a reload', async () => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: MRR }).first()).toContainText('$0.00');
    await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }));

    subscribeAll(shop, [{ name: 'Grace Customer', email: 'grace@customer.example', amount: 49_00 }]);
    await deliverEvents(shop.events(), { url: webhookUrl, secret: SECRET });

    await expect(page.getByRole('button', { name: MRR }).first()).toContainText('$49.00');
    await expect(page.getByText('All events projected')).toBeVisible();
    await expect(page.getByText('customer.subscription.created')).toBeVisible();
    expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true);
  });

  await test.step('and the next one too', async () => {
    const delivered = shop.events().length;
    subscribeAll(shop, [{ name: 'Alan Customer', email: 'alan@customer.example', amount: 51_00 }]);
    await deliverEvents(shop.events().slice(delivered), { url: webhookUrl, secret: SECRET });
    await expect(page.getByRole('button', { name: MRR }).first()).toContainText('$100.00');
    expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true);
  });
});
