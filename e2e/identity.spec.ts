import { openShop, type Subscriber, subscribeAll } from './support/shop';
import { expect, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

// Five Stripe customers. By user_id: two of them are u_1, two others share an address, one has neither.
const PEOPLE: Subscriber[] = [
  { name: 'Work account', email: 'work@one.example', metadata: { user_id: 'u_1' } },
  { name: 'Private account', email: 'private@one.example', metadata: { user_id: 'u_1' } },
  { name: 'First of a pair', email: 'pair@two.example', metadata: { user_id: 'u_2' } },
  { name: 'Second of a pair', email: 'pair@two.example', metadata: { user_id: 'u_3' } },
  { name: 'Somebody' },
];

test('FK-26 FK-27 changing the mapping field changes the match rate, the people and the buyers, old ones too', async ({
  page,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'Identity');
  const shop = openShop();
  subscribeAll(shop, PEOPLE);
  await deliver(page.request, workspace, shop.events());

  const people = page.getByRole('group', { name: 'Customers and people' });
  const personOf = (customer: string) => people.getByRole('row', { name: customer }).getByRole('cell').nth(3);
  const buyers = async () => {
    await page.goto('/products');
    const table = page.getByRole('region', { name: 'Revenue, orders and buyers by product' });
    return table.locator('tbody tr').filter({ hasText: 'Plan' });
  };

  await test.step('by user_id, then e-mail, as a new source does', async () => {
    await page.goto('/identity');
    await expect(page.getByText('4 of 5 live customers matched by a rule')).toBeVisible();
    await expect(personOf('Work account')).toHaveText('u_1');
    await expect(personOf('Private account')).toHaveText('u_1');
    await expect(personOf('Second of a pair')).toHaveText('u_3');
    await expect(page.getByRole('group', { name: 'Unresolved customers' })).toContainText('Somebody');
    const rules = page.getByRole('group', { name: 'Customers by rule' });
    await expect(rules.getByRole('row', { name: /Metadata user_id/ })).toContainText('4');
  });

  await test.step('by e-mail only', async () => {
    await page.getByRole('button', { name: 'E-mail only' }).click();
    await page.getByLabel('Why (optional)').fill('The user ids were wrong');
    await page.getByRole('button', { name: 'Save mapping' }).click();
    await expect(page.getByText('Version 1 is in force', { exact: true })).toBeVisible();
    await expect(page.getByText('4 of 5 customers moved to another person.')).toBeVisible();
    await expect(personOf('Work account')).toHaveText('work@one.example');
    await expect(personOf('Private account')).toHaveText('private@one.example');
    await expect(personOf('First of a pair')).toHaveText('pair@two.example');
    await expect(personOf('Second of a pair')).toHaveText('pair@two.example');
    const rules = page.getByRole('group', { name: 'Customers by rule' });
    await expect(rules.getByRole('row', { name: /E-mail address/ })).toContainText('4');
  });

  await test.step('by a key nobody carries, the match rate falls to nothing', async () => {
    await page.getByRole('combobox', { name: 'Rule 1' }).click();
    await page.getByRole('option', { name: 'Customer metadata' }).click();
    await page.getByRole('combobox', { name: 'Metadata key' }).fill('no_such_key');
    await page.getByRole('button', { name: 'Save mapping' }).click();
    await expect(page.getByText('0 of 5 live customers matched by a rule')).toBeVisible();
    await expect(page.getByText('0.0%')).toBeVisible();
  });

  await test.step('people, not customers, are counted as buyers', async () => {
    // Everyone a person of their own: each bought a product of their own, called the same.
    await expect(await buyers()).toHaveCount(PEOPLE.length);
    const total = page.getByRole('region', { name: 'Revenue, orders and buyers by product' }).locator('tfoot');
    await expect(total).toContainText('5');
    await expect(total.getByRole('button').nth(2)).toContainText(/^5/);

    await page.goto('/identity');
    await page.getByRole('button', { name: 'user_id, then e-mail' }).click();
    await page.getByRole('button', { name: 'Save mapping' }).click();
    await expect(page.getByText('4 of 5 live customers matched by a rule')).toBeVisible();
    await page.goto('/products');
    await expect(total.getByRole('button').nth(2)).toContainText(/^4/);
  });
});
