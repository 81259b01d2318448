import { DateTime } from 'luxon';
import { openShop, subscribeAll } from './support/shop';
import { expect, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

test('FK-49 BY-39 spend from a file is looked at, taken, shown against what came back, and deleted again', async ({
  page,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'Paid back');
  const shop = openShop();
  subscribeAll(shop, [{ name: 'Someone', amount: 80_00 }]);
  await deliver(page.request, workspace, shop.events());
  const day = DateTime.utc().minus({ days: 3 }).toISODate();

  await page.goto('/attribution/payback');
  const file = page.getByRole('textbox', { name: 'Spend as CSV' });
  await file.fill(`Date,Campaign name,Cost\n${day},spring,12.5 €`);
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByText('line 2, column “Cost” must be an amount such as 1234.56')).toBeVisible();
  await file.fill(`Date,Campaign name,Cost\n${day},spring,12.50\n${day},,20`);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('2 rows: 2 new')).toBeVisible();

  const lines = page.getByRole('region', { name: 'Spend and what came back, by campaign' });
  await expect(lines.getByRole('row', { name: /^spring/ })).toContainText('0.0% recovered');
  await expect(lines.getByRole('row', { name: /^Direct/ })).toContainText('Day 0');
  await expect(lines.getByRole('row', { name: /^Total/ })).toContainText('$32.50');
  await lines.getByRole('button', { name: /explain CAC, Total/ }).click();
  const drawer = page.getByRole('dialog', { name: /How this figure is made up/ });
  await expect(drawer.getByText('Adds up to the figure exactly')).toHaveCount(2);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: `Delete the spend of ${day}, spring` }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(lines.getByRole('row', { name: /^Total/ })).toContainText('$20.00');
});

test('FK-48 B11 coupons stand beside the group without one, and each figure opens', async ({ page }) => {
  await page.goto('/coupons');
  await expect(page.getByText('It does not say that the coupon caused the difference')).toBeVisible();
  const groups = page.getByRole('region', { name: 'With and without a coupon' });
  await expect(groups.getByRole('rowheader').first()).toHaveText('No coupon');
  await groups.getByRole('button', { name: /explain List revenue, No coupon/ }).click();
  const drawer = page.getByRole('dialog', { name: /How this figure is made up/ });
  await expect(drawer.getByRole('heading', { name: 'Settings in force' })).toBeVisible();
  await expect(drawer.getByText('Does not add up')).toHaveCount(0);
});
