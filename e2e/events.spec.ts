import { deliverEvents } from '@/sandbox/webhooks';
import { addMember } from './support/members';
import { send } from './support/send';
import { DEMO } from './support/servers';
import { openShop, subscribeAll } from './support/shop';
import { signIn } from './support/sign-in';
import { expect, NOBODY, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

const ADA = { name: 'Ada Customer', email: 'ada@customer.example', metadata: { user_id: 'u_42' } };

test('D8 the log is live, filters, opens and replays; RC-20 a purchase is found', async ({ page, playwright }) => {
  const workspace = await openOwnWorkspace(page.request, 'Events');
  const shop = openShop();
  subscribeAll(shop, [ADA, { name: 'Grace Customer', email: 'grace@customer.example', amount: 60_00 }]);
  const [first, ...rest] = shop.events();
  if (!first) throw new Error('The shop is empty.');
  await deliver(page.request, workspace, [first]);
  const log = page.getByRole('group', { name: 'Events', exact: true });
  const rows = log.locator('tbody tr');
  const dialog = page.getByRole('dialog');
  const idOf = (type: string) => String(Object(shop.events().find((event) => event.type === type)?.data.object).id);

  await test.step('what arrives appears by itself', async () => {
    await page.goto('/events');
    await expect(rows).toHaveCount(1);
    await expect(page.getByRole('status', { name: 'Live' })).toContainText('Live');
    await deliver(page.request, workspace, rest);
    await expect(rows).toHaveCount(Math.min(50, rest.length + 1));
    await expect(rows.first()).toContainText('projected');
  });

  await test.step('by type, time, origin and object', async () => {
    await page.getByRole('combobox', { name: 'Type' }).fill('invoice.*');
    await expect(page).toHaveURL(/type=invoice/);
    await expect(rows.filter({ hasNotText: 'invoice.' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Came by' }).click();
    await page.getByRole('option', { name: 'Read from the API' }).click();
    await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    const opening = new Date(first.created * 1000).toISOString().slice(0, 10);
    await page.goto(`/events?from=2020-01-01&to=${opening}`);
    await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible();
    await page.goto(`/events?object=${idOf('invoice.paid')}`);
    await expect(rows.first()).toContainText(idOf('invoice.paid'));
  });

  await test.step('an event opens: what it did, and its payload without what is private', async () => {
    await page.getByRole('button', { name: /^invoice\.paid evt_/ }).click();
    const effects = dialog.getByRole('group', { name: 'Rows of the ledger' });
    await expect(effects.getByRole('row', { name: 'Sale' }).first()).toContainText('$40.00');
    const payload = dialog.locator('pre');
    await expect(payload).toContainText(idOf('invoice.paid'));
    await expect(payload).toContainText('"customer_email": "•••"');
    await expect(payload).not.toContainText('ada@customer.example');
    await page.keyboard.press('Escape');
  });

  await test.step('D8 a selection is tried, finds no difference, and is replayed', async () => {
    await page.goto('/events');
    for (const index of [0, 1, 2])
      await log
        .getByRole('checkbox')
        .nth(index + 1)
        .check();
    await page.getByRole('button', { name: 'Replay 3 selected…' }).click();
    await expect(dialog.getByText('No row changes')).toBeVisible();
    await expect(dialog.getByText(/^3 events read again/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Replay 3 events for real' }).click();
    await expect(dialog.getByText('3 events were replayed.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Unselect' }).click();
    await page.getByRole('button', { name: 'Replay all events…' }).click();
    await expect(dialog.getByText('No row changes')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });

  await test.step('a failed event says why, and is tried again', async () => {
    const paid = shop.events().find(({ type }) => type === 'invoice.paid');
    if (!paid) throw new Error('Nobody paid.');
    const broken = { ...paid, id: 'evt_broken', data: { object: { ...paid.data.object, total: 'a lot' } } };
    await deliverEvents([broken], { url: workspace.webhookUrl, secret: workspace.webhookSecret });
    await page.goto('/events?state=failed');
    await expect(rows).toHaveCount(1);
    await expect(rows.first()).toContainText('total');
    await rows.first().getByRole('button', { name: 'Retry…' }).click();
    await expect(dialog.getByText('Still fails')).toBeVisible();
    await expect(dialog.getByText(/total/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Replay 1 event for real' }).click();
    await expect(dialog.getByText('1 event was replayed.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(rows.first()).toContainText('failed');
  });

  await test.step('RC-19 RC-20 FK-41 a purchase is found by an id, an address and a user id, and what to do when it is not', async () => {
    await page.goto('/identity');
    const found = page.getByRole('article');
    const find = async (query: string) => {
      await page.getByLabel('Stripe id, e-mail address or user id').fill(query);
      await page.getByRole('button', { name: 'Find', exact: true }).click();
    };
    await find(idOf('invoice.paid'));
    await expect(found).toHaveAccessibleName(idOf('invoice.paid'));
    await expect(found).toContainText('u_42');
    await expect(found.getByRole('row', { name: 'Sale' }).first()).toContainText('$40.00');
    for (const query of ['ADA@customer.example', 'u_42']) {
      await find(query);
      await expect(found).toHaveAccessibleName(idOf('customer.created'));
      await expect(found).toContainText('Metadata user_id');
      await expect(found.getByRole('row', { name: /MRR/ }).first()).toContainText('$40.00');
    }
    await expect(page).toHaveURL('/identity'); // no address of a person in it
    await find('in_nobody');
    await expect(page.getByText('Nothing is known of “in_nobody”.')).toBeVisible();
    await expect(page.getByText('the id on the purchase must equal it to the letter')).toBeVisible();
    await expect(page.getByText('Save a restricted key under')).toBeVisible();
  });

  await test.step('RC-21 who may only look sees no replay, and is refused one; only an admin reads a purchase again', async () => {
    const viewer = await playwright.request.newContext({ storageState: NOBODY });
    const analyst = await playwright.request.newContext({ storageState: NOBODY });
    await signIn(viewer, DEMO.url, await addMember(page.request, 'viewer'));
    await signIn(analyst, DEMO.url, await addMember(page.request, 'analyst'));
    const status = async (who: typeof viewer, path: string) =>
      (await send(who, 'POST', `${DEMO.url}${path}`, { query: 'u_42' })).status();
    expect(await status(viewer, '/api/internal/events/find')).toBe(200);
    expect(await status(viewer, '/api/internal/events/dry-run')).toBe(403);
    expect(await status(analyst, '/api/internal/events/dry-run')).toBe(200);
    expect(await status(analyst, '/api/internal/events/replay')).toBe(403);
    expect(await status(analyst, '/api/internal/events/read-again')).toBe(403);
    expect(await status(analyst, '/api/v1/events/replay')).toBe(200); // a dry run, unless told otherwise
    expect(await status(viewer, '/api/v1/events/replay')).toBe(403);
    await viewer.dispose();
    await analyst.dispose();
  });
});
