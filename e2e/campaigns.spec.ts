import { readFile } from 'node:fs/promises';
import { parseCsv } from './support/csv';
import { figuresOf } from './support/figures';
import { expect, test } from './support/test';

const UNKNOWN = 'Direct / unknown';

test('FK-45 FK-46 FK-47 what campaigns brought adds up to net revenue, under every way to credit it, and opens', async ({
  page,
}) => {
  const days = { from: '2026-01-01', to: '2026-07-01' };
  const net = await figuresOf(page.request).metric('net-revenue', days);
  await page.goto(`/attribution/campaigns?${new URLSearchParams(days)}`);
  const table = page.getByRole('region', { name: 'From click to revenue, by campaign' });
  await expect(table.getByRole('row', { name: UNKNOWN })).toBeVisible();
  await expect(page.getByText('add up to that of the Net revenue report')).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'From click to revenue, by campaign as CSV' }).click(),
  ]);
  const lines = parseCsv(await readFile(await download.path(), 'utf8'));
  const cents = (line: Record<string, string> | undefined) => Math.round(Number(line?.['Net revenue']) * 100);
  expect(lines.slice(0, -1).reduce((sum, line) => sum + cents(line), 0)).toBe(net.total.value);
  expect(cents(lines.at(-1))).toBe(net.total.value);

  await page.getByRole('combobox', { name: 'Attribution model' }).click();
  await page.getByRole('option', { name: 'Linear' }).click();
  await expect(page).toHaveURL(/attributionModel=linear/);
  // Another ledger is made for it.
  await expect(page.getByText('Not the figures of this workspace')).toBeVisible({ timeout: 90_000 });
  await page.getByRole('radiogroup', { name: 'By' }).getByText('Link', { exact: true }).click();
  const links = page.getByRole('region', { name: 'From click to revenue, by link' });
  await expect(page.getByText('add up to that of the Net revenue report')).toBeVisible();
  await links.getByRole('button', { name: /explain Net revenue, total/ }).click();
  const drawer = page.getByRole('dialog', { name: /How this figure is made up/ });
  await expect(drawer.getByRole('heading', { name: 'Settings in force' })).toBeVisible();
});

test('RV-36 conversions over time, as a funnel, and as a stream that can be narrowed and paged', async ({ page }) => {
  await page.goto('/attribution/funnel');
  await expect(page.getByRole('heading', { name: 'Clicks, leads and sales' })).toBeVisible();
  const view = page.getByRole('radiogroup', { name: 'View' });
  await view.getByText('Funnel', { exact: true }).click();
  const funnel = page.getByRole('region', { name: 'Funnel by campaign' });
  await expect(funnel.getByRole('row', { name: UNKNOWN })).toBeVisible();

  await view.getByText('Live events', { exact: true }).click();
  const stream = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
  await expect(stream.first()).toBeVisible();
  await page.getByRole('combobox', { name: 'What to show' }).click();
  await page.getByRole('option', { name: 'Sales', exact: true }).click();
  await expect(stream).toHaveCount(50);
  await page.getByRole('button', { name: 'Show earlier ones' }).click();
  await expect(stream).toHaveCount(100);
  await page.getByRole('button', { name: 'Back to the latest' }).click();
  await expect(stream).toHaveCount(50);
});
