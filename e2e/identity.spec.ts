import { expectNoViolation } from './support/no-violation';
import { openShop, type Subscriber, subscribeAll } from './support/shop';
import { expect, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

// Six Stripe customers: two are u_1, three share an address under ids of their own, one has neither.
const PEOPLE: Subscriber[] = [
  { name: 'Work account', email: 'work@one.example', metadata: { user_id: 'u_1' } },
  { name: 'Private account', email: 'private@one.example', metadata: { user_id: 'u_1' } },
  { name: 'First of three', email: 'three@two.example', metadata: { user_id: 'u_2' } },
  { name: 'Second of three', email: 'three@two.example', metadata: { user_id: 'u_3' } },
  { name: 'Third of three', email: 'three@two.example', metadata: { user_id: 'u_4' } },
  { name: 'Somebody', metadata: { plan: 'gold' } },
];

test('FK-26 FK-27 B15-10 rules are reordered, seen, saved and brought back, and the reports follow, old figures too', async ({
  page,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'Identity');
  const shop = openShop();
  subscribeAll(shop, PEOPLE);
  await deliver(page.request, workspace, shop.events());

  const list = page.getByRole('list', { name: 'Rules in order' });
  const handle = (name: string) => page.getByRole('button', { name: `Drag rule ${name}` });
  const announced = (text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeAttached();
  const expectBuyers = async (count: number) => {
    await page.goto('/products');
    const total = page.getByRole('region', { name: 'Revenue, orders and buyers by product' }).locator('tfoot');
    await expect(total.getByRole('button').nth(2)).toHaveText(new RegExp(`^${count}`));
  };

  await test.step('B15-11 by user_id, then e-mail, as a new source does', async () => {
    await expectBuyers(5);
    await page.goto('/identity');
    const rate = page.getByRole('region', { name: 'Match rate' });
    await expect(rate).toContainText('5 of 6 live customers matched by a rule');
    await expect(rate).toContainText('$200.00 of $240.00 net revenue');
    await expect(rate).toContainText('Healthy would be more than 90% joined');
    const rules = page.getByRole('group', { name: 'Customers by rule' });
    await expect(rules.getByRole('row', { name: /Metadata user_id/ })).toContainText('5');
    const unresolved = page.getByRole('group', { name: 'Unresolved customers' });
    await expect(unresolved.getByRole('row', { name: /Somebody/ })).toContainText('plan');
    await expect(list).toContainText('On 5 customers, e.g. u_1, u_2, u_3');
  });

  await test.step('a rule is moved by the pointer, and another by the keyboard', async () => {
    await expect(page.locator('[id^=DndLiveRegion]')).toBeAttached(); // until then nothing can be dragged
    await list.scrollIntoViewIfNeeded();
    const from = await handle('5: E-mail address').boundingBox();
    const to = await handle('1: Metadata amplitude_id').boundingBox();
    if (!from || !to) throw new Error('A handle is missing.');
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 8, to.y + 2, { steps: 12 });
    await page.mouse.up();
    await expect(handle('1: E-mail address')).toBeVisible();
    await announced('Dropped at place 1 of 5.');

    await handle('2: Metadata amplitude_id').focus();
    await page.keyboard.press('Space');
    await announced('Rule 2 of 5 is held at its own place.');
    await page.keyboard.press('ArrowDown');
    await announced('At place 3 of 5.');
    await page.keyboard.press('Space');
    await expect(handle('2: Metadata user_id')).toBeVisible();
    await expect(handle('3: Metadata amplitude_id')).toBeFocused();
  });

  await test.step('what it would do is seen before it is saved', async () => {
    const save = page.getByRole('button', { name: 'Save these rules' });
    await expect(save).toHaveCount(0);
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    const preview = page.getByRole('group', { name: 'Preview of these rules' });
    await expect(preview.getByText('83.3% → 83.3%')).toHaveCount(2);
    await expect(preview.getByText('5 → 4')).toBeVisible();
    await expect(preview.getByRole('row', { name: 'E-mail address 0 5 +5' })).toBeVisible();
    await expect(preview.getByRole('row', { name: /^Buyers/ }).first()).toContainText(/5\s*4/);
    const moves = preview.getByRole('group', { name: 'Who moves' });
    await expect(moves.locator('tbody tr')).toHaveCount(5);
    await preview.getByLabel('Search those who move').fill('u_3');
    await expect(moves.locator('tbody tr')).toHaveCount(1);
    await expect(moves).toContainText('Second of three');
    await expectNoViolation(page, 'a preview');

    await page.getByRole('button', { name: 'Move rule 2 up' }).click(); // other rules than those that were seen
    await expect(save).toHaveCount(0);
    await page.getByRole('button', { name: 'Move rule 2 up' }).click();
    await page.getByLabel('Why (optional)').fill('The user ids were wrong');
    await save.click();
    await expect(page.getByText('Version 1 is in force.')).toBeVisible();
    await expect(page.getByText('5 customers moved to another person.')).toBeVisible();
    const version = page.getByRole('row', { name: /The user ids were wrong/ });
    await expect(version).toContainText('Order: E-mail address, then Metadata user_id');
    await expectBuyers(4);
  });

  await test.step('and is brought back', async () => {
    await page.goto('/identity');
    await page.getByRole('button', { name: 'Bring back version 0' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
    await expect(page.getByText('Version 2 is in force.')).toBeVisible();
    await expect(page.getByRole('row', { name: /Brings back version 0/ })).toBeVisible();
    await expect(handle('5: E-mail address')).toBeVisible();
    await expectBuyers(5);
  });
});
