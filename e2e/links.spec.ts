import { readFile } from 'node:fs/promises';
import { DEMO } from './support/servers';
import { expect, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a link is made, copied, shown as a code, followed, changed and put away', async ({ page }) => {
  await openOwnWorkspace(page.request, 'Links');
  const slug = `May-${crypto.randomUUID().slice(0, 8)}`;
  const shortUrl = `${DEMO.url}/r/${slug}`;
  const table = page.getByRole('group', { name: 'Links' });
  const row = table.getByRole('row').filter({ hasText: slug });
  const act = async (name: string) => {
    await page.getByRole('button', { name: `Actions for /r/${slug}` }).click();
    await page.getByRole('menuitem', { name }).click();
  };

  await test.step('the builder shows what will open, and looks the slug up', async () => {
    await page.goto('/links'); // the address of the API, as a person types it
    await expect(page).toHaveURL('/attribution/links');
    await expect(page.getByRole('heading', { name: 'There is no link yet' })).toBeVisible();
    await page.getByRole('button', { name: 'New link' }).click();
    const form = page.getByRole('dialog', { name: 'New link' });
    await form
      .getByLabel('Leads to', { exact: false })
      .first()
      .fill('https://shop.example/pricing?utm_source=news&plan=pro');
    await form.getByLabel('Short link').fill('two words');
    await expect(form.getByText(/Only letters/)).toBeVisible();
    await form.getByLabel('Short link').fill(slug);
    await expect(form.getByText(`${shortUrl} is free.`)).toBeVisible();
    await expect(form.getByLabel('Source')).toHaveValue('news');
    await form.getByLabel('Campaign').fill('May sale');
    await expect(form.getByRole('status', { name: 'Address that opens' })).toHaveText(
      'https://shop.example/pricing?plan=pro&utm_source=news&utm_campaign=May+sale',
    );
    await expect(form.getByRole('switch', { name: 'Track conversions' })).toBeChecked();
    await form.getByRole('button', { name: 'Create link' }).click();
    await expect(row).toContainText('shop.example/pricing?plan=pro');
    await expect(row).toContainText('May sale');
  });

  await test.step('copied, and as a picture', async () => {
    await row.getByRole('button', { name: `Copy ${shortUrl}` }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shortUrl);
    await act('QR code');
    const dialog = page.getByRole('dialog', { name: 'QR code' });
    const picture = dialog.getByRole('img', { name: `QR code of ${shortUrl}` });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download PNG' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${slug}.png`);
    await page.keyboard.press('Escape');
  });

  await test.step('followed in one hop, and the click is counted', async () => {
    const answer = await page.request.get(shortUrl, { maxRedirects: 0 });
    expect(answer.status()).toBe(302);
    expect(answer.headers().location).toMatch(/^https:\/\/shop\.example\/pricing\?plan=pro&utm_source=news.*&dub_id=/);
    await page.reload();
    await expect(row.getByRole('cell').nth(4)).toHaveText('1');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Links as CSV' }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toMatch(
      new RegExp(`^\\S+/r/${slug},https://shop\\.example/.*,1,0,0,0,`, 'm'),
    );
    await row.getByRole('switch', { name: `Track conversions of /r/${slug}` }).click();
    await expect(page.getByText(`Clicks on /r/${slug} are only counted from now on.`)).toBeVisible();
  });

  await test.step('a page of its own', async () => {
    await page.getByRole('heading', { level: 1 }).click(); // out of the switch, which takes keys itself
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Find a page, a person or a link').fill(slug);
    await page.getByRole('button', { name: `/r/${slug} https://shop.example/pricing` }).click();
    await expect(page.getByRole('heading', { level: 1, name: `/r/${slug}` })).toBeVisible();
    await expect(page.getByRole('img', { name: /^Clicks per day/ })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Last clicks' }).getByRole('row')).toHaveCount(2);
    await expect(page.getByText('Not tracked: clicks are only counted')).toBeVisible();
  });

  await test.step('changed: it leads there from now on', async () => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = page.getByRole('dialog', { name: `Edit /r/${slug}` });
    await form.getByLabel('Leads to', { exact: false }).first().fill('javascript:alert(1)');
    await form.getByRole('button', { name: 'Save link' }).click();
    await expect(form.getByText(/Only addresses that begin with/).first()).toBeVisible();
    await form.getByLabel('Leads to', { exact: false }).first().fill('shop.example/new');
    await form.getByRole('button', { name: 'Save link' }).click();
    await expect(page.getByRole('link', { name: 'https://shop.example/new?utm_source=news' })).toBeVisible();
    const answer = await page.request.get(shortUrl, { maxRedirects: 0 });
    expect(answer.headers().location).toMatch(/^https:\/\/shop\.example\/new\?utm_source=news&utm_campaign=May\+sale/);
  });

  await test.step('put away, as it was clicked; one that never was can be deleted', async () => {
    await page.goto('/attribution/links');
    await page.getByRole('button', { name: `Actions for /r/${slug}` }).click();
    await expect(page.getByRole('menuitem', { name: 'Delete…' })).toHaveCount(0);
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await expect(row).toHaveCount(0);
    await page.getByRole('switch', { name: 'Archived as well' }).click();
    await expect(row).toContainText('Archived');

    await page.getByRole('button', { name: 'New link' }).click();
    await page.getByLabel('Leads to', { exact: false }).first().fill('https://shop.example/never');
    await page.getByRole('button', { name: 'Create link' }).click();
    const never = table.getByRole('row').filter({ hasText: 'shop.example/never' });
    await never.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete link' }).click();
    await expect(never).toHaveCount(0);
  });
});

test('RV-19 RV-21 RV-23 RV-26 RV-38 how clicks are joined to Stripe, with the real address and key, and how far it is', async ({
  page,
}) => {
  await openOwnWorkspace(page.request, 'Joining');
  await page.goto('/attribution/links/joining');
  await page.getByRole('button', { name: 'Make a public key' }).click();
  await expect(
    page.getByText(new RegExp(`script src="${DEMO.url}/script.js" data-key="hw_pk_\\w{20,}"`)),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Copy the lead code' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`serverURL: '${DEMO.url}'`);
  const section = (name: string) => page.getByRole('region', { name });
  await expect(section('1. Payment Links')).toContainText('earn no lead rewards and send no webhooks of leads');
  await expect(section('2. Checkout (recommended)')).toContainText("customer_creation: 'always'");
  await expect(section('3. Customers')).toContainText('earn no lead rewards');
  await expect(section('3. Customers')).toContainText('stripe.customers.update(user.stripeCustomerId');
  const steps = page.getByRole('list', { name: 'How far you are' });
  await expect(steps).toContainText('No link has been clicked yet');
});
