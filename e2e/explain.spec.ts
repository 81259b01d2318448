import type { Locator, Page } from '@playwright/test';
import { DateTime } from 'luxon';
import { formatFigure } from '@/components/format/format-figure';
import { figuresOf } from './support/figures';
import { DEMO } from './support/servers';
import { expect, test } from './support/test';

/** The open drawer, once its rows are there. */
async function openDrawer(page: Page): Promise<Locator> {
  const drawer = page.getByRole('dialog', { name: /How this figure is made up/ });
  await expect(drawer.getByRole('heading', { name: 'Settings in force' })).toBeVisible();
  return drawer;
}

/** Loads all rows of the drawer and expects every side of the figure to add up. */
async function expectToAddUp(drawer: Locator, sides: number): Promise<void> {
  const more = drawer.getByRole('button', { name: /Load more rows/ });
  while (await more.isVisible()) {
    const before = await more.textContent();
    await more.click();
    await expect(drawer.getByText(before ?? '')).toHaveCount(0);
  }
  await expect(drawer.getByText('Adds up to the figure exactly')).toHaveCount(sides);
  await expect(drawer.getByText('Does not add up')).toHaveCount(0);
}

const firstMoney = (text: string | null) => /[-−+]?\$[\d,]+\.\d\d/.exec(text ?? '')?.[0];

test('D1 a point of MRR opens down to the Stripe ids, and its rows sum to it', async ({ page }) => {
  await page.goto('/mrr');
  const points = (await figuresOf(page.request).metric('mrr')).series[0]?.points ?? [];
  const point = points.at(-2);
  if (!point) throw new Error('The demo company has two months at least.');

  // With the keyboard: along the chart to the last complete month.
  const chart = page.getByRole('img', { name: /^MRR over time/ });
  await chart.focus();
  for (const _ of points.slice(0, -2)) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');

  const drawer = await openDrawer(page);
  const figure = formatFigure(point.value, { unit: 'money', currency: 'usd' });
  await expect(page).toHaveURL(new RegExp(`explain=mrr:${point.start}:${point.end}`));
  await expect(drawer.getByText(figure, { exact: true }).first()).toBeVisible();
  await expect(drawer.getByText(`Sum of the rows = ${figure.replace(/[$,]/g, '')} USD`)).toBeVisible();
  await expectToAddUp(drawer, 1);
  await expect(drawer.locator('tfoot').getByText(figure, { exact: true })).toBeVisible();

  const rows = drawer.locator('tbody tr');
  const subscription = rows.first().getByRole('link', { name: /^sub_/ });
  const id = await subscription.textContent();
  await expect(subscription).toHaveAttribute('href', `https://dashboard.stripe.com/subscriptions/${id}`);
  for (const kind of [/^cus_/, /^sub_/, /^price_/, /^prod_/]) {
    await expect(rows.first().getByRole('link', { name: kind })).toBeVisible();
  }
  await expect(drawer).toContainText('Monthly value of all paying subscriptions');
  await expect(drawer).toContainText('Reporting currency');

  const rowCount = await rows.count();
  const href = await drawer.getByRole('link', { name: /as CSV/ }).getAttribute('href');
  const csv = await (await page.request.get(`${DEMO.url}${href}`)).text();
  expect(csv.trim().split('\r\n').length).toBe(rowCount + 1);
});

test('a link with an open explanation opens it again, and Back closes it', async ({ page }) => {
  await page.goto('/mrr?interval=quarter&filter%5Bcurrency%5D=usd');
  await page
    .getByRole('button', { name: /explain MRR,/ })
    .first()
    .click();
  const figure = await (await openDrawer(page)).locator('tfoot').textContent();
  const address = page.url();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(page.url()).toContain('interval=quarter');

  const other = await page.context().newPage();
  await other.goto(address);
  await expect((await openDrawer(other)).locator('tfoot')).toHaveText(figure ?? '');
});

test('every movement of a month opens and adds up', async ({ page }) => {
  await page.goto('/mrr');
  const table = page.getByRole('region', { name: 'MRR movements by period' });
  const row = table.locator('tbody tr').nth(1);
  const month = await row.getByRole('rowheader').textContent();
  for (const name of ['opening MRR', 'New', 'Expansion', 'Contraction', 'Churn', 'FX', 'closing MRR']) {
    const figure = row.getByRole('button', { name: `, explain ${name}, ${month}` });
    const shown = firstMoney(await figure.textContent());
    await figure.click();
    const drawer = await openDrawer(page);
    const isZero = /^[-−+]?\$0\.00$/.test(shown ?? '');
    if (!isZero) {
      await expectToAddUp(drawer, 1);
      expect(firstMoney(await drawer.locator('tfoot').textContent())).toBe(shown?.replace('+', ''));
    } else await expect(drawer.getByText('Does not add up')).toHaveCount(0);
    await drawer.getByRole('button', { name: 'Close the explanation' }).click();
    await expect(drawer).toHaveCount(0);
  }
});

// Few enough rows to load them all.
const lastMonth = DateTime.utc().startOf('month').minus({ months: 1 });
const during = (path: string, weeks: number) =>
  `${path}?from=${lastMonth.toISODate()}&to=${lastMonth.plus({ weeks }).toISODate()}`;
const products = during('/products', 1);

const reports = [
  { path: products, figure: /explain Revenue.*, \d/, sides: 1, id: /^in_|^pi_|^ch_|^cs_/ },
  { path: '/trials', figure: /explain Trials started/, sides: 1, id: /^sub_/ },
  { path: '/trials', figure: /explain Converted, of all trials/, sides: 2, id: /^sub_/ },
  { path: during('/refunds', 4), figure: /explain Refunded,/, sides: 1, id: /^re_/ },
  { path: during('/refunds', 4), figure: /explain Refund rate by amount/, sides: 2, id: /^ch_/ },
  { path: '/', figure: /explain Customer churn/, sides: 2, id: /^cus_/ },
  { path: '/', figure: /explain LTV/, sides: 2, id: /^cus_/ },
  { path: '/mrr', figure: /explain ARPU/, sides: 2, id: /^cus_/ },
];
for (const { path, figure, sides, id } of reports) {
  test(`BY-62 ${path.split('?')[0]} ${figure.source} opens, adds up and names Stripe’s objects`, async ({ page }) => {
    await page.goto(path);
    await page.getByRole('button', { name: figure }).first().click();
    const drawer = await openDrawer(page);
    await expectToAddUp(drawer, sides);
    await expect(drawer.getByRole('link', { name: id }).first()).toBeVisible();
  });
}

test('the whole range and one product of the products table open and add up', async ({ page }) => {
  await page.goto(products);
  const table = page.getByRole('region', { name: 'Revenue, orders and buyers by product' });
  const row = table.locator('tbody tr').first();
  for (const column of [0, 1, 2]) {
    await row.getByRole('button').nth(column).click();
    const drawer = await openDrawer(page);
    await expectToAddUp(drawer, 1);
    await drawer.getByRole('button', { name: 'Close the explanation' }).click();
    await expect(drawer).toHaveCount(0);
  }
});
