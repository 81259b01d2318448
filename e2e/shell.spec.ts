import { formatFigure } from '@/components/format/format-figure';
import { EVENT_TYPES } from '@/lib/inbox/event-types';
import { figuresOf } from './support/figures';
import { DEMO } from './support/servers';
import { expect, test } from './support/test';

for (const [path, metric] of [
  ['/mrr', 'mrr'],
  ['/trials', 'trial-conversion'],
  ['/refunds', 'refund-rate-amount'],
  ['/products', 'revenue-by-product'],
] as const) {
  test(`MI-04 ${path} comes from the server with its figures`, async ({ page }) => {
    const { total, ...kind } = await figuresOf(page.request).metric(metric);
    const html = await (await page.request.get(`${DEMO.url}${path}`)).text();
    expect(html).toContain(formatFigure(total.value, kind));
  });
}

test('BY-65 a page is found by typing its name, without the mouse', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Find a page')).toBeFocused();
  await page.keyboard.type('refund');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/refunds');
  await expect(page.getByRole('search', { name: 'Report filters' })).toBeVisible(); // whose keys these are
  await page.keyboard.press('3');
  await expect(page).toHaveURL(/interval=week/);
});

test('BY-49 a period that still runs looks different and is said to', async ({ page }) => {
  await page.goto('/refunds');
  await expect(page.getByText('Pale: running period').first()).toBeVisible();
  await expect(page.getByText('Running period', { exact: true }).first()).toBeVisible();
  const running = page.getByRole('region', { name: 'Refunds by period' }).locator('tbody tr').first();
  await expect(running.getByRole('rowheader')).toContainText('so far');
});

test.describe('connecting Stripe', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('AM-07 AM-08 AM-10 Sources says where to go in Stripe, what to paste and which events to select', async ({
    page,
  }) => {
    await page.goto('/sources');
    const step = page.getByRole('button', { name: '2. Webhook' }).first();
    if ((await step.getAttribute('aria-expanded')) === 'false') await step.click(); // folded away once it is done
    const steps = page.getByRole('listitem');
    await expect(steps.filter({ hasText: 'Developers → Event destinations' })).toContainText('“Add endpoint”');
    await expect(page.getByRole('link', { name: 'Developers → Event destinations' })).toHaveAttribute(
      'href',
      /^https:\/\/dashboard\.stripe\.com\//,
    );
    await expect(steps.filter({ hasText: 'Paste the webhook URL' })).toContainText('select the event types');
    await expect(page.getByLabel('Webhook URL').first()).toHaveValue(`${DEMO.url}/api/webhooks/stripe/default`);
    await page.getByRole('button', { name: 'Copy event types' }).first().click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(EVENT_TYPES.join(','));
    await page
      .getByRole('button', { name: `Show the ${EVENT_TYPES.length} event types` })
      .first()
      .click();
    await expect(page.getByText('customer.subscription.trial_will_end')).toBeVisible();
  });
});
