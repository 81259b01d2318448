import { DateTime } from 'luxon';
import { newEmail, PASSPHRASE } from './support/members';
import { openShop, subscribeAll } from './support/shop';
import { expect, NOBODY, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

test('FK-39 the workspace’s name, currency and fees are saved, and the figures follow', async ({ page }) => {
  const workspace = await openOwnWorkspace(page.request, 'Before');
  const shop = openShop();
  subscribeAll(shop, [{ name: 'Someone', amount: 80_00 }]);
  await deliver(page.request, workspace, shop.events());

  await page.goto('/settings');
  await page.getByLabel('Name', { exact: true }).fill('After');
  await page.getByRole('radio', { name: 'Leave fees in net revenue' }).check();
  await page.getByRole('radio', { name: 'Sunday' }).check();
  await page.getByRole('combobox', { name: 'Reporting currency' }).fill('eur');
  await page.getByRole('option', { name: /EUR/ }).click();
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText('Every figure was computed again under the new settings.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Workspace: After' })).toBeVisible();

  await page.reload();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('After');
  await expect(page.getByRole('radio', { name: 'Leave fees in net revenue' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Sunday' })).toBeChecked();

  // No rate is stored: the dollars are named, not guessed.
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Net revenue, before Stripe fees' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Data health' })).toContainText('No exchange rate for $');

  await page.goto('/settings/rates');
  await page.getByLabel('Rates as CSV').fill(dailyRates('usd,eur,0.5'));
  await page.getByRole('button', { name: 'Import rates' }).click();
  await expect(page.getByText('amounts that waited for them are converted')).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('button', { name: /, explain MRR,/ }).first()).toContainText('€40.00');
});

/** The same rate on every day of the last three months. */
function dailyRates(rate: string): string {
  const today = DateTime.utc().startOf('day');
  const days = Array.from({ length: 100 }, (_, age) => today.minus({ days: age }).toISODate());
  return ['day,base,quote,rate', ...days.map((day) => `${day},${rate}`)].join('\n');
}

test('an invitation is accepted by a second person, whose role is then changed and taken away', async ({
  browser,
  page,
}) => {
  await openOwnWorkspace(page.request, 'Shared');
  const email = newEmail('second');

  await page.goto('/settings/members');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Create invitation' }).click();
  const link = await page.getByLabel('Invitation link').inputValue();
  await expect(page.getByRole('row', { name: email })).toContainText('viewer');

  const context = await browser.newContext({ storageState: NOBODY });
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: 'Join Shared' })).toBeVisible();
  await guest.getByLabel('Your name').fill('Second Person');
  await guest.getByLabel('Password', { exact: true }).fill(PASSPHRASE);
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(guest).toHaveURL('/');
  await expect(guest.getByRole('button', { name: 'Workspace: Shared' })).toBeVisible();

  await test.step('the link works once', async () => {
    const other = await browser.newContext({ storageState: NOBODY });
    const late = await other.newPage();
    await late.goto(link);
    await expect(late.getByRole('heading', { name: 'This invitation cannot be used' })).toBeVisible();
    await other.close();
  });

  await test.step('a new role counts at once', async () => {
    await page.reload();
    await expect(page.getByText('Open invitations')).toHaveCount(0);
    await page.getByRole('combobox', { name: `Role of ${email}` }).click();
    await page.getByRole('option', { name: 'admin' }).click();
    await expect(page.getByRole('combobox', { name: `Role of ${email}` })).toHaveValue('admin');
    await guest.goto('/settings');
    await expect(guest.getByRole('button', { name: 'Save settings' })).toBeVisible();
  });

  await test.step('whoever is removed is out at the next click', async () => {
    await page.getByRole('button', { name: `Remove ${email}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText(email)).toHaveCount(0);
    await guest.goto('/');
    await expect(guest.getByText('is not a member of any workspace')).toBeVisible();
  });
  await context.close();
});

test('BY-72 an API key is shown once, reads over REST, and is refused once revoked', async ({
  page,
  playwright,
  baseURL,
}) => {
  await openOwnWorkspace(page.request, 'With keys');
  await page.goto('/settings/api-keys');
  await page.getByLabel('Name', { exact: true }).fill('Nightly export');
  await page.getByRole('button', { name: 'Create key' }).click();
  const key = await page.getByLabel('API key', { exact: true }).inputValue();
  expect(key).toMatch(/^hw_sk_/);

  const outside = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  expect((await outside.get('/api/v1/metrics/mrr')).status()).toBe(200);

  await page.reload();
  await expect(page.getByRole('row', { name: /Nightly export/ })).toContainText('secret');
  expect(await page.content()).not.toContain(key);

  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('button', { name: 'Revoke Nightly export' })).toHaveCount(0);
  const refused = await outside.get('/api/v1/metrics/mrr');
  expect(refused.status()).toBe(401);
  expect(await refused.json()).toMatchObject({ error: { code: 'unauthenticated' } });
  await outside.dispose();
});

test('a public key reads nothing', async ({ page, playwright, baseURL }) => {
  await openOwnWorkspace(page.request, 'With a public key');
  await page.goto('/settings/api-keys');
  await page.getByLabel('Name', { exact: true }).fill('Website');
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: /Public/ }).click();
  await page.getByRole('button', { name: 'Create key' }).click();
  const key = await page.getByLabel('API key', { exact: true }).inputValue();
  const outside = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  for (const path of ['metrics', 'metrics/mrr', 'metrics/mrr/rows?start=2026-01-01&end=2026-02-01']) {
    expect((await outside.get(`/api/v1/${path}`)).status(), path).toBe(403);
  }
  await outside.dispose();
});
