import { openShop, subscribeAll } from './support/shop';
import { expect, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

test('BY-63 BY-65 a person is found by any identifier, and comes to what the reports say', async ({ page }) => {
  const workspace = await openOwnWorkspace(page.request, 'People');
  const shop = openShop();
  subscribeAll(shop, [
    { name: 'Work account', email: 'Work@One.example', metadata: { user_id: 'team/one' } },
    { name: 'Private account', email: 'private@one.example', metadata: { user_id: 'team/one' } },
    { name: 'Somebody else', email: 'other@two.example', amount: 100_00 },
  ]);
  await deliver(page.request, workspace, shop.events());
  const title = (name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const customerId = String(Object(shop.events().find(({ type }) => type === 'customer.created')?.data.object).id);

  await test.step('the list, and who is found in it', async () => {
    await page.goto('/people?sort=revenue');
    const people = page.getByRole('group', { name: 'People' }).getByRole('row');
    await expect(people).toHaveCount(3);
    await expect(people.nth(1)).toContainText('other@two.example');
    const search = page.getByRole('searchbox', { name: 'Find a person' });
    await search.fill('nobody at all');
    await expect(page.getByRole('heading', { name: 'Nobody in live mode is found by this' })).toBeVisible();
    for (const text of ['WORK@one', customerId]) {
      await search.fill(text);
      await expect(people).toHaveCount(2);
      await expect(people.nth(1)).toContainText('private@one.example');
    }
    await people.nth(1).getByRole('link').click();
    await title('team/one');
  });

  await test.step('both customers, and who says so', async () => {
    await expect(page.getByRole('group', { name: 'Stripe customers' }).getByRole('row')).toHaveCount(3);
    const identifiers = page.getByRole('region', { name: 'Identifiers' });
    await expect(identifiers).toContainText('work@one.example');
    await expect(identifiers.getByText('customer metadata.user_id “team/one”')).toHaveCount(2);
    await expect(page.getByRole('img', { name: /^MRR history/ })).toBeVisible();
  });

  await test.step('figures open the rows that sum to them', async () => {
    await page.getByRole('button', { name: /explain MRR now/ }).click();
    const drawer = page.getByRole('dialog', { name: /How this figure is made up/ });
    await expect(drawer.getByText('Adds up to the figure exactly')).toBeVisible();
    await expect(drawer).toContainText('Rows (2)');
    await expect(drawer).not.toContainText('Somebody else');
    await page.keyboard.press('Escape');
  });

  await test.step('what happened, by kind', async () => {
    const happened = page.getByRole('list', { name: 'What happened' });
    await expect(happened).toContainText('First paid subscription');
    await page.getByRole('combobox', { name: 'What to show' }).click();
    await page.getByRole('option', { name: 'Payments' }).click();
    await expect(happened).not.toContainText('First paid subscription');
    await expect(happened.getByRole('link', { name: /^in_/ }).first()).toBeVisible();
  });

  await test.step('the report says the same, with the person taken out again', async () => {
    await page.getByRole('link', { name: 'MRR now' }).click();
    await title('MRR');
    const mrr = page.getByRole('button', { name: /explain MRR,/ }).first();
    await expect(mrr).toContainText('$80.00');
    await page.getByRole('button', { name: 'Remove filter: Person is team/one' }).click();
    await expect(mrr).toContainText('$180.00');
    await mrr.click();
    await page.getByRole('dialog').getByRole('link', { name: 'Somebody else' }).click();
    await title('other@two.example');
  });

  await test.step('the palette finds people', async () => {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Find a page, a person or a link').fill('priv');
    await page.getByRole('button', { name: /team\/one/ }).click();
    await title('team/one');
  });
});
