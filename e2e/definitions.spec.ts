import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { post } from '@/prisma/stories/stage';
import { openShop, subscribeAll } from './support/shop';
import { expect, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

/** $80 and $40 a month; the second is to end with its period. */
async function openWithCancellation(request: Parameters<typeof openOwnWorkspace>[0], name: string): Promise<void> {
  const workspace = await openOwnWorkspace(request, name);
  const shop = openShop();
  subscribeAll(shop, [
    { name: 'Stays', amount: 80_00 },
    { name: 'Leaves', amount: 40_00 },
  ]);
  const leaving = shop.events().findLast(({ type }) => type === 'customer.subscription.created')?.data.object;
  post(shop, `/v1/subscriptions/${String(Object(leaving).id)}`, { cancel_at_period_end: true });
  await deliver(request, workspace, shop.events());
}

/** What opens on a click is as accessible as the page, in the dark and on a small phone as well. */
async function expectReadable(page: Page): Promise<void> {
  const desk = page.viewportSize() ?? { width: 1280, height: 720 };
  const violations = async () =>
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
  expect(await violations()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(await violations()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desk);
}

test('a preset is seen over twelve months before it is saved, and then every figure follows', async ({ page }) => {
  await openWithCancellation(page.request, 'Chooses');
  await page.goto('/settings/definitions');
  await expect(page.getByText('The defaults count since the beginning.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show twelve months' })).toBeDisabled();

  await page.getByRole('combobox', { name: 'Preset' }).click();
  await page.getByRole('option', { name: 'Stripe-classic' }).click();
  await expect(page.getByText(/^Changed: Discounts: Forever ones only; Churn on: /)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save definitions' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show twelve months' }).click();
  const running = page.getByRole('row', { name: /\(so far\)/ });
  await expect(running.getByRole('cell')).toHaveText([/so far/, '$120.00', '$80.00', '-$40.00', '2', '1']);

  await expectReadable(page);

  // Another choice has not been seen yet.
  await page
    .getByRole('spinbutton', { name: 'Past due for at most' })
    .or(page.getByLabel('Past due for at most'))
    .fill('14');
  await expect(page.getByRole('button', { name: 'Save definitions' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByText('Nothing is changed yet.')).toBeVisible();

  await page.getByRole('combobox', { name: 'Churn on' }).click();
  await page.getByRole('option', { name: 'The day its cancellation is asked for' }).click();
  await page.getByRole('button', { name: 'Show twelve months' }).click();
  await page.getByLabel('Note').fill('As the board counts');
  await page.getByRole('button', { name: 'Save definitions' }).click();
  await expect(page.getByText('Every figure was computed again.')).toBeVisible();
  const version = page.getByRole('row', { name: /As the board counts/ });
  await expect(version).toContainText('Churn on: The day its cancellation is asked for');
  await page.goto('/mrr');
  await expect(page.getByRole('button', { name: /explain MRR,/ }).first()).toContainText('$80.00');
});

test('D2 why another product shows another figure, down to the subscription', async ({ page }) => {
  await openWithCancellation(page.request, 'Compares');
  await page.goto('/mrr');
  await page.getByRole('link', { name: /Why is it different/ }).click();
  await expect(page).toHaveURL(/how-we-calculate#why-different/);
  const section = page.getByRole('region', { name: /Why is it different/ });
  await expect(
    section.getByText(/\$120\.00 by default, \$80\.00 as Stripe-classic; the difference is -\$40\.00/),
  ).toBeVisible();
  await expect(section.getByRole('row', { name: /Leaves/ })).toContainText('-$40.00');
  await expect(
    section.getByText(/^Without effect here: Discounts: Forever ones only; Paused collection/),
  ).toBeVisible();

  await section.getByRole('combobox', { name: 'Compare the default with' }).click();
  await page.getByRole('option', { name: 'ProfitWell-like' }).click();
  await expect(section.getByText(/\$120\.00 as ProfitWell-like; the difference is \$0\.00/)).toBeVisible();
});

test('every worked example comes out as defined', async ({ page }) => {
  await page.goto('/how-we-calculate');
  const status = await page.getByText(/examples come out as defined/).textContent();
  const [holding, count] = /^(\d+) of (\d+)/.exec(status ?? '')?.slice(1) ?? [];
  expect(Number(count)).toBeGreaterThan(140);
  expect(holding).toBe(count);
  await expect(page.getByText('differs', { exact: true })).toHaveCount(0);
  const row = page
    .getByRole('row', { name: /^B1-3 1000 a week × .* 4333 4333/ })
    .or(page.getByRole('row', { name: /^B1-3 1000 a week/ }));
  await expect(row.first()).toContainText('10.00 × 1 × 52 ÷ 12');
});
