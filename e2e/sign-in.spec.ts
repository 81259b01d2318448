import { addMember, newEmail } from './support/members';
import { send } from './support/send';
import { DEMO } from './support/servers';
import { submitSignIn } from './support/sign-in';
import { expect, NOBODY, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

/** A person of their own for each test, in a workspace made for it. */
async function newPerson(owner: Parameters<typeof addMember>[0], role: string) {
  await openOwnWorkspace(owner, `For one ${role}`);
  return addMember(owner, role);
}

test.describe('signing in', () => {
  test.use({ storageState: NOBODY });

  test('leads back to the page that was asked for', async ({ page }) => {
    await page.goto('/trials?interval=quarter');
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
    await submitSignIn(page, DEMO);
    await expect(page).toHaveURL('/trials?interval=quarter');
    await expect(page.getByRole('heading', { name: 'Trials', level: 1 })).toBeVisible();
  });

  test('never leads to another site', async ({ page }) => {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent('https://evil.example/')}`);
    await submitSignIn(page, DEMO);
    await expect(page).toHaveURL('/');
  });

  test('says the same of a wrong password and of an unknown address', async ({ page }) => {
    await page.goto('/sign-in');
    for (const email of [DEMO.email, newEmail('nobody')]) {
      await submitSignIn(page, { email, password: 'not the password' });
      await expect(page.getByRole('alert').filter({ hasText: 'E-mail or password is wrong.' })).toBeVisible();
      await expect(page).toHaveURL('/sign-in');
    }
    await page.goto('/');
    await expect(page).toHaveURL('/sign-in');
  });
});

test.describe('signing out', () => {
  test('F38 ends the session at the server, not only in the browser', async ({ browser, page }) => {
    const person = await newPerson(page.request, 'analyst');
    const context = await browser.newContext({ storageState: NOBODY });
    const own = await context.newPage();
    await own.goto('/sign-in');
    await submitSignIn(own, person);
    await expect(own).toHaveURL('/');

    const stolen = await browser.newContext({ storageState: await context.storageState() });
    expect((await stolen.request.get('/api/internal/freshness')).status()).toBe(200);

    await own.getByRole('button', { name: 'Your account' }).click();
    await own.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(own).toHaveURL('/sign-in');
    await own.goBack();
    // Whatever the browser kept of the page finds out by itself, perhaps at this moment.
    await expect(async () => {
      await own.goto('/');
      await expect(own).toHaveURL('/sign-in');
    }).toPass();
    expect((await stolen.request.get('/api/internal/freshness')).status()).toBe(401);
    await context.close();
    await stolen.close();
  });

  test('F38 everywhere ends the sessions of all devices', async ({ browser, page }) => {
    const person = await newPerson(page.request, 'analyst');
    const devices = await Promise.all([0, 1].map(() => browser.newContext({ storageState: NOBODY })));
    const [here, there] = await Promise.all(devices.map((device) => device.newPage()));
    if (!here || !there) throw new Error('two devices');
    for (const device of [here, there]) {
      await device.goto('/sign-in');
      await submitSignIn(device, person);
      await expect(device).toHaveURL('/');
    }
    await here.goto('/settings/account');
    await here.getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(here).toHaveURL('/sign-in');
    await there.goto('/mrr');
    await expect(there).toHaveURL(/\/sign-in/);
    await Promise.all(devices.map((device) => device.close()));
  });
});

test('a viewer reads everything and changes nothing', async ({ browser, page }) => {
  const person = await newPerson(page.request, 'viewer');
  const context = await browser.newContext({ storageState: NOBODY });
  const own = await context.newPage();
  await own.goto('/sign-in');
  await submitSignIn(own, person);
  await expect(own).toHaveURL('/');

  await own.goto('/settings');
  await expect(own.getByText('Only admins and owners change these.')).toBeVisible();
  await expect(own.getByLabel('Name', { exact: true })).toBeDisabled();
  await expect(own.getByRole('button', { name: 'Save settings' })).toHaveCount(0);
  await own.goto('/sources');
  const step = own.getByRole('button', { name: '2. Webhook' });
  if ((await step.getAttribute('aria-expanded')) === 'false') await step.click(); // folded away once it is done
  await expect(own.getByLabel('Webhook URL')).toBeVisible();
  await expect(own.getByRole('button', { name: /Add source|Add secret|Remove/ })).toHaveCount(0);
  await own.goto('/identity');
  await expect(own.getByRole('button', { name: 'Preview', exact: true })).toHaveCount(0);
  await own.goto('/settings/members');
  await expect(own.getByRole('button', { name: 'Create invitation' })).toHaveCount(0);
  await own.goto('/settings/api-keys');
  await expect(own.getByText('Only admins and owners see and make API keys.')).toBeVisible();

  // The server decides, whatever the page offers.
  const settings = { name: 'Mine now', currency: 'usd', timeZone: 'UTC', weekStart: 'monday', feeHandling: 'gross' };
  for (const [method, path, body] of [
    ['PATCH', 'settings', settings],
    ['POST', 'connections', { name: 'Another' }],
    ['POST', 'api-keys', { name: 'Mine', kind: 'secret' }],
    ['POST', 'invitations', { email: newEmail('friend'), role: 'viewer' }],
    ['POST', 'fx-rates', { csv: 'date,base,quote,rate\n2026-01-01,eur,usd,1.1' }],
    ['POST', 'fx-rates/read', {}],
    ['PUT', 'definitions', {}],
    ['POST', 'definitions/preview', {}],
    ['POST', 'workspaces', { name: 'Another', currency: 'usd', timeZone: 'UTC' }],
  ] as const) {
    const answer = await send(context.request, method, `${DEMO.url}/api/internal/${path}`, body);
    expect(answer.status(), path).toBe(403);
  }
  await context.close();
});
