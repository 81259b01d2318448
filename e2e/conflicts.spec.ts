import { post } from '@/prisma/stories/stage';
import { addMember } from './support/members';
import { send } from './support/send';
import { DEMO } from './support/servers';
import { openShop, type Subscriber, subscribeAll } from './support/shop';
import { signIn } from './support/sign-in';
import { expect, NOBODY, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

// The first one's subscription names another user later; the others share an address.
const PEOPLE: Subscriber[] = [
  { name: 'Two ids', metadata: { user_id: 'u_1' } },
  { name: 'First of a pair', email: 'pair@two.example', metadata: { user_id: 'u_2' } },
  { name: 'Second of a pair', email: 'pair@two.example', metadata: { user_id: 'u_3' } },
];

test('B15-7 conflicts are listed with their evidence, settled, merged or left, and undone', async ({
  page,
  playwright,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'Conflicts');
  const shop = openShop();
  subscribeAll(shop, PEOPLE);
  const first = (type: string) => String(Object(shop.events().find((event) => event.type === type)?.data.object).id);
  post(shop, `/v1/subscriptions/${first('customer.subscription.created')}`, { metadata: { user_id: 'u_9' } });
  await deliver(page.request, workspace, shop.events());
  const customer = page.getByRole('article', { name: first('customer.created') });
  const pair = page.getByRole('article', { name: 'pair@two.example' });
  const tab = (name: string | RegExp) => page.getByRole('tab', { name });

  await test.step('one customer with two ids is settled by a policy', async () => {
    await page.goto('/identity/conflicts');
    await expect(tab('One customer, several ids (1)')).toBeVisible();
    await expect(customer).toContainText('Stands for u_9 by Metadata user_id; its objects name u_1 as well.');
    const said = customer.getByRole('group', { name: /^What objects of/ });
    await expect(said.getByRole('row', { name: /u_1 Customer cus_/ })).toBeVisible();
    await expect(said.getByRole('row', { name: /u_9 Subscription sub_/ })).toBeVisible();
    await customer.getByRole('radio', { name: 'The older id stays: u_1' }).check();
    await customer.getByRole('button', { name: 'Settle' }).click();
    await expect(page.getByRole('heading', { name: 'No customer is named with two ids' })).toBeVisible();
  });

  await test.step('two people with one address are merged', async () => {
    await tab('One e-mail, several people (1)').click();
    await expect(pair).toContainText('2 people have this address');
    await pair.getByRole('button', { name: 'Merge…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(page.getByText('u_2 and u_3 are one person')).toBeVisible();
    await expect(tab('One e-mail, several people (0)')).toBeVisible();
  });

  await test.step('each is undone, and the pair is left as two people', async () => {
    await tab('Done').click();
    await page.getByLabel('Search').fill('u_3');
    await page.getByRole('button', { name: 'Undo: u_3 was merged into u_2' }).click();
    await expect(page.getByText(/^Undone .* by /)).toBeVisible();
    await page.getByLabel('Search').fill('');
    await page.getByRole('button', { name: /^Undo: cus_.*The older id stays$/ }).click();
    await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
    await tab(/^One customer/).click();
    await expect(customer).toContainText('Stands for u_9');
    await tab('One e-mail, several people (1)').click();
    await pair.getByRole('button', { name: 'They are 2 people' }).click();
    await expect(page.getByRole('heading', { name: 'No address is shared by two people' })).toBeVisible();
  });

  await test.step('the same by hand on the page of a person', async () => {
    await page.goto('/people/u_2');
    const byHand = page.getByRole('region', { name: 'By hand' });
    const merge = byHand.getByRole('form', { name: 'Merge with another person' });
    await merge.getByLabel('Merge with another person').fill('u_3');
    await merge.getByLabel('Why (optional)').fill('She wrote from both');
    await merge.getByRole('button', { name: 'Merge' }).click();
    const done = byHand.getByRole('group', { name: 'Done by hand' });
    await expect(done.getByRole('row', { name: 'u_3 was merged into u_2 She wrote from both' })).toBeVisible();
    const unlink = byHand.getByRole('form', { name: 'Unlink a customer' });
    await unlink.getByRole('combobox', { name: 'Unlink a customer' }).click();
    await page.getByRole('option', { name: /Second of a pair/ }).click();
    await unlink.getByRole('button', { name: 'Unlink' }).click();
    const undo = done.getByRole('button', { name: /^Undo: cus_.* was unlinked from u_2/ });
    await undo.click();
    await expect(undo).toHaveCount(0);
    await done.getByRole('button', { name: 'Undo: u_3 was merged into u_2' }).click();
    // Merged and split, twice.
    await expect(byHand.getByRole('row', { name: /Two ids of one person/ })).toHaveCount(4);
  });

  await test.step('a server says who is whom', async () => {
    const say = (alias: string, to: string) =>
      send(page.request, 'POST', `${DEMO.url}/api/v1/people/alias`, { alias, to });
    const said = await (await say('anon-1', 'u_1')).json();
    expect(said).toMatchObject({ person: 'u_1', mode: 'live', changed: true, moved: 0 });
    expect(await (await say('anon-1', 'u_1')).json()).toMatchObject({ changed: false });
    const statuses = [await say('u_1', 'anon-1'), await say('u_3', 'u_2'), await say('null', 'u_1')];
    expect(statuses.map((answer) => answer.status())).toEqual([409, 409, 422]);
  });

  await test.step('who views only sees them, and can do nothing', async () => {
    const viewer = await addMember(page.request, 'viewer');
    const context = await playwright.request.newContext({ storageState: NOBODY });
    await signIn(context, DEMO.url, viewer);
    const api = `${DEMO.url}/api/internal/people`;
    const seen = await send(context, 'POST', `${api}/conflicts`, { kind: 'rivals' });
    expect(await seen.json()).toMatchObject({ counts: { rivals: 1 } });
    const wish = { connectionId: workspace.connectionId, customerId: first('customer.created') };
    for (const [path, body] of [
      ['link', { ...wish, personId: 'u_2' }],
      ['unlink', wish],
      ['settle', { ...wish, policy: 'share' }],
      ['merge', { alias: 'u_2', to: 'u_3' }],
      ['undo', { actionId: 'any' }],
    ] as const)
      expect((await send(context, 'POST', `${api}/${path}`, body)).status(), path).toBe(403);
    await context.dispose();
  });
});
