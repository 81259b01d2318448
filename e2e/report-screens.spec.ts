import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { DateTime } from 'luxon';
import { newest, post } from '@/prisma/stories/stage';
import type { SandboxAccount } from '@/sandbox/account';
import { parseCsv } from './support/csv';
import { openShop } from './support/shop';
import { expect, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

const CARD = 'pm_card_visa';
const first = DateTime.utc().startOf('month').minus({ months: 2 });
/** The two whole months of the shop's life. */
const days = `from=${first.toISODate()}&to=${first.plus({ months: 2 }).toISODate()}`;

/** Somebody who subscribes today. */
function subscribe(shop: SandboxAccount, name: string, price: string, trialDays?: number) {
  const customer = post(shop, '/v1/customers', {
    name,
    payment_method: CARD,
    invoice_settings: { default_payment_method: CARD },
  });
  const trial = trialDays ? { trial_period_days: trialDays } : {};
  return { customer, subscription: post(shop, '/v1/subscriptions', { customer, items: [{ price }], ...trial }) };
}

/**
 * First month: Ada pays 40, Bo 60, Cy 20 after a trial, Dee leaves during hers. Second month: Ada gets her first payment
 * back and goes up to 90, Cy gets a quarter back, Bo disputes, wins against us and is gone.
 */
function playShop(): SandboxAccount {
  const shop = openShop();
  const price = (amount: number) =>
    post(shop, '/v1/prices', {
      product: post(shop, '/v1/products', { name: `Plan ${amount}` }),
      currency: 'usd',
      unit_amount: amount * 100,
      recurring: { interval: 'month' },
    });
  const [small, middle, large, largest] = [price(20), price(40), price(60), price(90)];
  const ada = subscribe(shop, 'Ada', middle);
  const bo = subscribe(shop, 'Bo', large);
  const cy = subscribe(shop, 'Cy', small, 7);
  const dee = subscribe(shop, 'Dee', small, 7);
  const chargeOf = ({ customer }: { customer: string }) => newest(shop, '/v1/charges', { customer }) ?? '';
  const firstOfAda = chargeOf(ada);
  shop.advanceTo(first.plus({ days: 3 }).toJSDate());
  shop.request('DELETE', `/v1/subscriptions/${dee.subscription}`);

  shop.advanceTo(first.plus({ months: 1, days: 11 }).toJSDate());
  post(shop, '/v1/refunds', { charge: firstOfAda });
  post(shop, '/v1/refunds', { charge: chargeOf(cy), amount: 500 });
  const item = newest(shop, '/v1/subscription_items', { subscription: ada.subscription });
  post(shop, `/v1/subscriptions/${ada.subscription}`, {
    items: [{ id: item, price: largest }],
    proration_behavior: 'none',
  });
  const dispute = shop.disputeCharge(chargeOf(bo));
  shop.advanceTo(first.plus({ months: 1, days: 13 }).toJSDate());
  shop.decideDispute(dispute.id, 'lost');
  shop.request('DELETE', `/v1/subscriptions/${bo.subscription}`);
  shop.advanceTo(first.plus({ months: 2 }).toJSDate());
  return shop;
}

/** The cells of a row of figures, once it is there, without what is said to those who hear it. */
async function textsOf(row: Locator): Promise<string[]> {
  await expect(row).toBeVisible();
  return (await row.locator('td').allTextContents()).map((text) => text.replaceAll(/, explain [^$%]*/g, '').trim());
}

const cents = (text: string | undefined) => Math.round(Number(text?.replaceAll(/[$,]/g, '')) * 100);

/** Opens each figure of a row in turn; what has rows must add up. */
async function expectToOpen(page: Page, row: Locator): Promise<void> {
  const figures = row.getByRole('button');
  for (let at = 0; at < (await figures.count()); at += 1) {
    await figures.nth(at).click();
    const drawer = page.getByRole('dialog', { name: /How this figure is made up/ });
    await expect(drawer.getByRole('heading', { name: 'Settings in force' })).toBeVisible();
    await expect(drawer.getByText('Does not add up')).toHaveCount(0);
    await expect(
      drawer.getByText('Adds up to the figure exactly').or(drawer.getByText('No rows count')).first(),
    ).toBeVisible();
    await drawer.getByRole('button', { name: 'Close the explanation' }).click();
    await expect(drawer).toHaveCount(0);
  }
}

async function csvOf(page: Page, title: string): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: new RegExp(`^${title} as CSV`) }).click(),
  ]);
  return parseCsv(await readFile(await download.path(), 'utf8'));
}

async function openPlayedShop(page: Page): Promise<void> {
  const workspace = await openOwnWorkspace(page.request, 'Report screens');
  await deliver(page.request, workspace, playShop().events());
}

test('the movements of a small shop come to what happened, each opening its rows', async ({ page }) => {
  await openPlayedShop(page);

  await test.step('B2: the waterfall leads from opening to closing MRR', async () => {
    await page.goto(`/movements?${days}`);
    await page
      .getByRole('radiogroup', { name: /^Opening to closing MRR/ })
      .getByText('Table')
      .click();
    const table = page.getByRole('region', { name: /^Opening to closing MRR/ });
    for (const [step, amount] of [
      ['Opening', '$0.00'],
      ['New', '+$120.00'],
      ['Expansion', '+$50.00'],
      ['Churn', '-$60.00'],
      ['Closing', '$110.00'],
    ] as const) {
      const row = table.getByRole('row', { name: new RegExp(`^${step}`) });
      expect((await textsOf(row))[0], step).toBe(amount);
    }
    const total = page.getByRole('region', { name: 'MRR movements by period' }).locator('tfoot tr');
    await expectToOpen(page, total);
    const csv = await csvOf(page, 'Movements by period');
    expect(csv.map(({ New, Expansion, Churn, Closing }) => [New, Expansion, Churn, Closing])).toEqual([
      ['120.00', '0.00', '0.00', '120.00'],
      ['0.00', '50.00', '-60.00', '110.00'],
      ['120.00', '50.00', '-60.00', '110.00'],
    ]);
    await expect(page.getByRole('button', { name: /explain Net revenue retention/ })).toContainText('91.7%');
  });

  await test.step('BY-55 the main figures and their bridge leave the overview as they stand', async () => {
    await page.goto(`/?${days}`);
    const figures = await csvOf(page, 'Main figures');
    expect(figures.find(({ Figure }) => Figure === 'MRR')).toMatchObject({ Value: '110.00', Unit: 'USD' });
    const bridge = await csvOf(page, 'MRR bridge, .*');
    expect(bridge.map(({ USD }) => USD)).toEqual([
      '0.00',
      '120.00',
      '50.00',
      '0.00',
      '0.00',
      '-60.00',
      '0.00',
      '110.00',
    ]);
  });

  await test.step('B2: the movements of the products come to those of the whole', async () => {
    await page.goto(`/movements?${days}&breakdown=product`);
    const table = page.getByRole('region', { name: 'Movements by product' });
    const lost = table.getByRole('row', { name: /^Plan 60/ });
    expect(await textsOf(lost)).toEqual(['+$60.00', '$0.00', '$0.00', '$0.00', '-$60.00', '$0.00', '$0.00']);
  });
});

test('the net revenue of a small shop comes to what happened, each step opening its rows', async ({ page }) => {
  await openPlayedShop(page);

  await test.step('B6: gross less every step is net, in every line, and every cell opens', async () => {
    await page.goto(`/revenue?${days}`);
    const table = page.getByRole('region', { name: 'From gross to net by period' });
    const lines = table.locator('tbody tr, tfoot tr');
    await expect(lines).toHaveCount(3);
    for (const line of await lines.all()) {
      const amounts = (await textsOf(line)).map(cents);
      expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(amounts.at(-1));
    }
    const [gross, , , refunds, lost] = await textsOf(table.locator('tfoot tr'));
    expect([gross, refunds, lost]).toEqual(['$240.00', '-$45.00', '-$60.00']);
    await expectToOpen(page, table.locator('tfoot tr'));
    await page.getByRole('img', { name: /^Gross to net revenue/ }).focus();
    for (let at = 0; at < 3; at += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/explain=net-revenue\.refunds/);
  });
});

test('FK-03 BY-08 the refunds and disputes of a small shop come to what happened, each opening its rows', async ({
  page,
}) => {
  await openPlayedShop(page);

  await test.step('B5: rates of all refunds, of full ones, and with lost disputes', async () => {
    for (const [kind, rate] of [
      ['all', '33.3%'],
      ['full', '16.7%'],
      ['disputes', '50.0%'],
    ] as const) {
      await page.goto(`/refunds?${days}&refundKind=${kind}`);
      await expect(page.getByRole('button', { name: /explain Refund rate by count/ })).toContainText(rate);
    }
    await expectToOpen(page, page.getByRole('region', { name: 'Refunds by period' }).locator('tfoot tr'));
    await page.getByText('Full refunds only').click();
    await expect(page).toHaveURL(/refundKind=full/);
  });

  await test.step('disputes by what became of them', async () => {
    const total = page.getByRole('region', { name: 'Disputes by period' }).locator('tfoot tr');
    expect(await textsOf(total)).toEqual(['1', '0', '0', '0', '1', '$60.00', '$60.00', '0']);
    await expectToOpen(page, total);
    const csv = await csvOf(page, 'Disputes by period');
    expect(csv.at(-1)).toMatchObject({ Disputes: '1', Lost: '1', 'Disputed amount': '60.00', 'Of it lost': '60.00' });
  });
});

test('the trials and buyers of a small shop are counted, each figure opening its rows', async ({ page }) => {
  await openPlayedShop(page);

  await test.step('B4: the same trials by start and by end', async () => {
    await page.goto(`/trials?${days}`);
    await expect(page.getByRole('region', { name: 'Trials by the period they started in' })).toBeVisible();
    await page.getByText('By end', { exact: true }).click();
    const total = page.getByRole('region', { name: 'Trials by the period they ended in' }).locator('tfoot tr');
    await expect(total).toBeVisible();
    expect(await textsOf(total)).toEqual(['2', '1', '0', '0', '1', '50.0%', '50.0%']);
    await expectToOpen(page, total);
  });

  await test.step('B8: how often people buy, in ranges of one’s own', async () => {
    await page.goto(`/products?${days}`);
    await expect(page.getByRole('button', { name: /explain Average purchases per user/ })).toContainText('2.00');
    const table = page.getByRole('region', { name: 'People by purchases' });
    expect(await textsOf(table.getByRole('row', { name: /^2 / }))).toEqual(['3', '100.0%']);
    const ranges = page.getByRole('textbox', { name: 'Ranges of purchases' });
    await ranges.fill('1,2+');
    await ranges.press('Enter');
    const open = table.getByRole('row', { name: /^2\+/ });
    await expect(open).toBeVisible();
    await expectToOpen(page, open);
  });
});
