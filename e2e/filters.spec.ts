import { formatFigure } from '@/components/format/format-figure';
import { parseCsv } from './support/csv';
import { figuresOf } from './support/figures';
import { DEMO } from './support/servers';
import { expect, test } from './support/test';

const headline = /explain MRR,/;

test('AM-27 filters, breakdown, granularity and comparison live in the address; a reload shows the same', async ({
  page,
}) => {
  await page.goto('/mrr');
  const bar = page.getByRole('search', { name: 'Report filters' });

  await bar.getByRole('combobox', { name: 'Granularity' }).click();
  await page.getByRole('option', { name: 'By quarter' }).click();
  await expect(page).toHaveURL(/interval=quarter/);
  await bar.getByRole('combobox', { name: 'Compare with' }).click();
  await page.getByRole('option', { name: 'Same period last year' }).click();
  await expect(page).toHaveURL(/compare=year/);
  await bar.getByRole('combobox', { name: 'Breakdown' }).click();
  await page.getByRole('option', { name: 'By product' }).click();
  await expect(page).toHaveURL(/breakdown=product/);
  await expect(page.getByRole('region', { name: 'MRR by product' })).toBeVisible();

  const before = await page.getByRole('button', { name: headline }).first().textContent();
  await bar.getByRole('button', { name: 'Filter' }).click();
  await page
    .getByRole('menuitem', { name: 'Currency' })
    .or(page.getByRole('button', { name: 'Currency' }))
    .click();
  await page.getByRole('checkbox', { name: 'USD' }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/filter%5Bcurrency%5D=usd|filter\[currency\]=usd/);
  await expect(page.getByRole('button', { name: headline }).first()).not.toHaveText(before ?? '');

  const figure = await page.getByRole('button', { name: headline }).first().textContent();
  const table = await page.getByRole('region', { name: 'MRR by product' }).textContent();
  await page.reload();
  await expect(page.getByRole('button', { name: headline }).first()).toHaveText(figure ?? '');
  await expect(page.getByRole('region', { name: 'MRR by product' })).toHaveText(table ?? '');
  await expect(bar.getByRole('combobox', { name: 'Granularity' })).toHaveValue('By quarter');
  await expect(bar.getByRole('combobox', { name: 'Compare with' })).toHaveValue('Same period last year');
  await expect(bar.getByRole('combobox', { name: 'Breakdown' })).toHaveValue('By product');
});

test('BY-43 a single key chooses a preset, but not while somebody types', async ({ page }) => {
  await page.goto('/mrr');
  await expect(page.getByRole('button', { name: headline }).first()).toBeVisible();
  await page.keyboard.press('3');
  await expect(page).toHaveURL(/interval=week/);
  const monthStart = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 2, 1));
  expect(new URL(page.url()).searchParams.get('from')).toBe(monthStart.toISOString().slice(0, 10));
  await page.keyboard.press('y');
  await expect(page).toHaveURL('/mrr');

  await page.goto('/events');
  await page.getByLabel('Object or event id').pressSequentially('dw3');
  await expect(page).toHaveURL(/object=dw3/);
});

for (const [dimension, value] of [
  ['currency', 'usd'],
  ['coupon', 'NONPROFIT25'],
  ['metadata.segment', 'startup'],
] as const) {
  test(`what is not is left out: is and is not come to the whole by ${dimension}`, async ({ page }) => {
    const figures = figuresOf(page.request);
    const whole = (await figures.metric('mrr')).total.value;
    const shown = async (address: string) => {
      await page.goto(address);
      return page.getByRole('button', { name: headline }).first().textContent();
    };
    const [is, isNot] = await Promise.all([
      figures.metric('mrr', { [`filter[${dimension}]`]: value }),
      figures.metric('mrr', { [`filter[${dimension}]!`]: value }),
    ]);
    expect((is.total.value ?? 0) + (isNot.total.value ?? 0)).toBe(whole);
    const money = (amount: number | null) => formatFigure(amount, { unit: 'money', currency: 'usd' });
    expect(await shown(`/mrr?filter[${dimension}]=${value}`)).toContain(money(is.total.value));
    expect(await shown(`/mrr?filter[${dimension}]!=${value}&breakdown=${dimension}`)).toContain(
      money(isNot.total.value),
    );
  });
}

test('a link that cannot be followed says so and shows the default', async ({ page }) => {
  await page.goto('/mrr?interval=fortnight&from=yesterday');
  await expect(page.getByText('This link could not be followed exactly')).toBeVisible();
  await expect(page.getByRole('button', { name: headline }).first()).toBeVisible();
});

test('the exported CSV holds the figures of the chart and of its table', async ({ page }) => {
  await page.goto('/mrr?interval=quarter&breakdown=currency');
  const frame = page.locator('section').filter({ has: page.getByRole('heading', { name: 'MRR over time' }) });
  await frame.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Figures (CSV)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('mrr.csv');
  const stream = await download.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const lines = parseCsv(Buffer.concat(chunks).toString());

  const result = await figuresOf(page.request).metric('mrr', { interval: 'quarter', breakdown: 'currency' });
  const points = result.series.flatMap(({ label, points }) =>
    points.map(({ start, value }) => [label, start, ((value ?? 0) / 100).toFixed(2)]),
  );
  expect(lines.map(({ series, start, value }) => [series, start, value])).toEqual(points);

  await page.keyboard.press('Escape');
  await frame.getByText('Table', { exact: true }).click();
  const table = page.getByRole('region', { name: 'MRR by period' });
  for (const [, , value] of points.slice(0, 4)) {
    await expect(table).toContainText(
      formatFigure(Math.round(Number(value) * 100), { unit: 'money', currency: 'usd' }),
    );
  }
});

test('live and test figures are apart', async ({ page }) => {
  await page.goto('/mrr');
  await page.getByRole('radiogroup', { name: 'Stripe mode' }).getByText('Test', { exact: true }).click();
  await expect(page).toHaveURL(/mode=test/);
  await expect(page.getByText('none of it is real money')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No recurring revenue in this view' })).toBeVisible();
  expect((await page.request.get(`${DEMO.url}/api/v1/metrics/mrr?mode=test`)).status()).toBe(200);
});
