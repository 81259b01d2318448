import type { Page } from '@playwright/test';
import { invite, newEmail } from './support/members';
import { expectNoViolation } from './support/no-violation';
import { rewardPartner } from './support/partners';
import { pages } from './support/routes';
import { sendOk } from './support/send';
import { DEMO, FRESH } from './support/servers';
import { expect, NOBODY, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

const PHONE = { width: 360, height: 740 };

/** In light on a desk, and in dark on a small phone. */
async function expectAccessible(page: Page, ready: string | RegExp = /./): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: ready })).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNoViolation(page, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.setViewportSize(PHONE);
  await expectFitsThePhone(page);
  await expectNoViolation(page, 'dark, 360 px');
}

/** Wide tables may scroll inside their own box; the page itself never does. */
async function expectFitsThePhone(page: Page): Promise<void> {
  const widths = () => page.evaluate(() => [document.documentElement.scrollWidth, document.body.scrollWidth]);
  await expect.poll(async () => Math.max(...(await widths()))).toBeLessThanOrEqual(PHONE.width);
}

/** How each page is reached; a page that is missing here fails the first test below. */
const SIGNED_IN: Record<string, string[]> = {
  '/api/docs': ['/api/docs'],
  '/': ['/', '/?mode=test'],
  '/mrr': ['/mrr', '/mrr?breakdown=product&interval=quarter&compare=year', '/mrr?interval=nonsense'],
  '/movements': ['/movements', '/movements?breakdown=product&compare=year'],
  '/products': ['/products'],
  '/coupons': ['/coupons'],
  '/attribution/payback': ['/attribution/payback'],
  '/revenue': ['/revenue', '/revenue?breakdown=country&interval=quarter'],
  '/trials': ['/trials', '/trials?trialDate=end'],
  '/refunds': ['/refunds', '/refunds?refundKind=disputes&breakdown=currency'],
  '/attribution/campaigns': ['/attribution/campaigns', '/attribution/campaigns?breakdown=link'],
  '/attribution/funnel': ['/attribution/funnel', '/attribution/funnel?view=funnel', '/attribution/funnel?view=events'],
  '/how-we-calculate': ['/how-we-calculate'],
  '/sources': ['/sources'],
  '/events': ['/events', '/events?object=no_such_object'],
  '/identity': ['/identity'],
  '/identity/conflicts': ['/identity/conflicts', '/identity/conflicts?tab=done'],
  '/people': ['/people', '/people?search=nobody'],
  '/reconciliation': ['/reconciliation', '/reconciliation?view=payouts', '/reconciliation?from=nonsense&to=2026-02-01'],
  '/attribution/links': ['/attribution/links', '/attribution/links?search=nothing'],
  '/attribution/links/joining': ['/attribution/links/joining'],
  '/settings': ['/settings'],
  '/settings/account': ['/settings/account'],
  '/settings/api-keys': ['/settings/api-keys'],
  '/settings/definitions': ['/settings/definitions'],
  '/settings/members': ['/settings/members'],
  '/settings/new-workspace': ['/settings/new-workspace'],
  '/settings/rates': ['/settings/rates'],
  '/settings/webhooks': ['/settings/webhooks'],
  '/attribution/partners': ['/attribution/partners'],
  '/attribution/partners/commissions': ['/attribution/partners/commissions?figure=pending'],
  '/attribution/partners/rules': ['/attribution/partners/rules'],
  '/attribution/partners/proposals': ['/attribution/partners/proposals'],
  '/attribution/partners/payouts': ['/attribution/partners/payouts'],
};
/** Reached from a list, as their addresses hold ids. */
const FROM_A_LIST = [
  '/attribution/links/[id]',
  '/people/[id]',
  '/attribution/partners/[id]',
  '/attribution/partners/payouts/[id]',
];
const BEFORE_SIGN_IN = ['/sign-in', '/setup', '/invite/[token]', '/partner', '/partner/join/[token]'];

test('every page of the build is looked at here', () => {
  expect([...Object.keys(SIGNED_IN), ...FROM_A_LIST, ...BEFORE_SIGN_IN].sort()).toEqual(pages());
});

for (const address of Object.values(SIGNED_IN).flat()) {
  test(`axe finds nothing on ${address}`, async ({ page }) => {
    test.slow(address === '/how-we-calculate', 'as long as a book');
    await page.goto(address);
    await expectAccessible(page);
  });
}

test('BY-63 axe finds nothing on the page of a person', async ({ page }) => {
  await page.goto('/people?sort=revenue');
  await page.getByRole('group', { name: 'People' }).getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Identifiers' })).toBeVisible();
  await expectAccessible(page);
});

test('axe finds nothing on the page of a partner, of a payout, and on what partners read themselves', async ({
  page,
  browser,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'With a partner');
  const { partnerId, payoutId } = await rewardPartner(page.request, workspace, 'Linus');
  await page.goto(`/attribution/partners/${partnerId}`);
  await expectAccessible(page, 'Linus');
  await page.goto(`/attribution/partners/payouts/${payoutId}`);
  await expect(page.getByRole('group', { name: 'Payout' })).toBeVisible();
  await expectAccessible(page, 'Payout');

  const access = `${DEMO.url}/api/internal/partner-access/${partnerId}`;
  const { token } = Object(await sendOk(page.request, 'POST', access));
  const context = await browser.newContext({ storageState: NOBODY });
  const guest = await context.newPage();
  await guest.goto('/partner');
  await expectAccessible(guest, 'Your partner page is closed');
  await guest.goto(`/partner/join/${token}`);
  await expectAccessible(guest, /^Linus at/);
  await guest.getByRole('button', { name: 'Open my page' }).click();
  await guest.waitForURL('**/partner');
  await expectAccessible(guest, 'Linus');
  await context.close();
});

test('axe finds nothing on the page of a link, in its builder and beside its code', async ({ page }) => {
  await openOwnWorkspace(page.request, 'Links to look at');
  const input = { url: 'https://shop.example/?utm_source=news', title: 'Newsletter', clientReference: true };
  const link = Object(await sendOk(page.request, 'POST', `${DEMO.url}/api/internal/links`, input));
  await page.goto('/attribution/links');
  await page.getByRole('button', { name: 'New link' }).click();
  await page.getByLabel('Short link').fill(link.slug);
  await expect(page.getByText(`/r/${link.slug} is taken.`)).toBeVisible();
  await expectNoViolation(page, 'builder');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: `Actions for /r/${link.slug}` }).click();
  await page.getByRole('menuitem', { name: 'QR code' }).click();
  await expect(page.getByRole('img', { name: /^QR code of/ })).toBeVisible();
  await expectNoViolation(page, 'QR code');
  await page.goto(`/attribution/links/${link.id}`);
  await expectAccessible(page);
});

test('BY-66 axe finds nothing on the dark desk and on the light phone either', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/mrr?breakdown=product');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible(); // until then it is the outline of a page
  await expectNoViolation(page, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  await expectNoViolation(page, 'light, 360 px');
});

test('axe finds nothing in an open explanation', async ({ page }) => {
  await page.goto('/refunds');
  await page
    .getByRole('button', { name: /explain Refunded,/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Settings in force' })).toBeVisible();
  await expectNoViolation(page, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(PHONE);
  await expectFitsThePhone(page);
  await expectNoViolation(page, 'dark, 360 px');
});

test('axe finds nothing in an open event, menu, filter and date choice', async ({ page }) => {
  await page.goto('/events');
  await page.getByRole('button', { name: /evt_/ }).first().click();
  await expect(page.getByText('Payload as stored')).toBeVisible();
  await expectNoViolation(page, 'event');

  await page.goto('/mrr');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible(); // until then it is the outline of a page
  await page.getByRole('button', { name: 'Your account' }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await expectNoViolation(page, 'account menu', 'region'); // a menu hangs outside of the landmarks while it is open
  await page.keyboard.press('Escape');
  const bar = page.getByRole('search', { name: 'Report filters' });
  await bar.getByRole('button').first().click();
  await expect(page.getByText('Last 7 days')).toBeVisible();
  await expectNoViolation(page, 'date choice');
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('button', { name: 'Currency' }).click();
  await expect(page.getByRole('checkbox', { name: 'USD' })).toBeVisible();
  await expectNoViolation(page, 'filter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Find a page')).toBeVisible();
  await expectNoViolation(page, 'palette');
});

test('axe finds nothing in a dry run and in a purchase that was found', async ({ page }) => {
  await page.goto('/events?type=invoice.paid');
  await page
    .getByRole('checkbox', { name: /^Select invoice.paid/ })
    .first()
    .check();
  await page.getByRole('button', { name: 'Replay 1 selected…' }).click();
  await expect(page.getByText('No row changes')).toBeVisible();
  await expectNoViolation(page, 'dry run');
  await page.keyboard.press('Escape');
  const invoice = await page
    .getByRole('group', { name: 'Events', exact: true })
    .getByText(/^in_/)
    .first()
    .textContent();
  await page.getByLabel('Stripe id, e-mail address or user id').fill(invoice ?? '');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(page.getByRole('article')).toBeVisible();
  await expectNoViolation(page, 'found');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(PHONE);
  await expectFitsThePhone(page);
  await expectNoViolation(page, 'dark, 360 px');
});

test('axe finds nothing in the navigation of a phone', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto('/trials');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Open navigation' }).click();
  await expect(page.getByRole('dialog', { name: 'Navigation' })).toBeVisible();
  await expectNoViolation(page, 'light');
});

test('axe finds nothing where a page does not exist', async ({ page }) => {
  await page.goto('/no-such-page');
  await expectAccessible(page);
});

test.describe('before signing in', () => {
  test.use({ storageState: NOBODY });

  test('axe finds nothing on /sign-in, also after a refusal', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(newEmail('nobody'));
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('E-mail or password is wrong.')).toBeVisible();
    await expectAccessible(page, 'Sign in');
  });

  test('axe finds nothing on /setup', async ({ page }) => {
    // Whether the fresh server has been set up by then or not: both are pages a stranger sees.
    await page.goto(`${FRESH.url}/setup`);
    await expectAccessible(page);
  });

  test('axe finds nothing on a used and on a fresh invitation', async ({ page, playwright, ownerSession }) => {
    const owner = await playwright.request.newContext({ storageState: ownerSession });
    const { token } = await invite(owner, newEmail('invited'), 'viewer');
    await page.goto(`${DEMO.url}/invite/${token}`);
    await expectAccessible(page, /^Join/);
    await page.goto(`${DEMO.url}/invite/used`);
    await expectAccessible(page, 'This invitation cannot be used');
    await owner.dispose();
  });
});
