import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { expect, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

interface Received {
  headers: Record<string, string>;
  body: string;
}

test('another server is told of an event: signed, tried again, sent once more by hand, and its secret is changed', async ({
  page,
}) => {
  await openOwnWorkspace(page.request, 'With webhooks');
  const received: Received[] = [];
  let status = 200;
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    received.push({ headers: Object.fromEntries(headers), body });
    response.writeHead(status).end('What the receiver says');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const verify = (secret: string, { body, headers }: Received) => new Webhook(secret).verify(body, headers);
  const sendTest = async (type: string) => {
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByRole('menuitem', { name: type }).click();
  };

  await page.goto('/settings/webhooks');
  await page.getByLabel('Address').fill('ftp://nowhere.example');
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(page.getByText('Enter an address that begins with https:// or http://')).toBeVisible();
  await page.getByLabel('Address').fill(url);
  await page.getByRole('checkbox', { name: 'commission.created' }).check();
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  const secret = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue();
  await page.reload();
  expect(await page.content()).not.toContain(secret);

  await sendTest('sale.created');
  await expect.poll(() => received.length).toBe(1);
  expect(verify(secret, received[0] as Received)).toMatchObject({ type: 'sale.created', test: true });
  const messages = page.getByRole('group', { name: 'Messages' });
  await expect(messages.getByRole('row', { name: /^sale\.created/ })).toContainText('delivered');

  await test.step('what fails is tried again, and can be sent again', async () => {
    status = 500;
    await sendTest('lead.created');
    const row = messages.getByRole('row', { name: /^lead\.created/ });
    await expect(row).toContainText('The server answered 500.');
    await expect(row).toContainText('pending');
    status = 200;
    await expect(row).toContainText('delivered', { timeout: 30_000 }); // five seconds later, by itself
    const before = received.length;
    await row.getByRole('button', { name: 'lead.created' }).click();
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByText('What the receiver says').first()).toBeVisible();
    await drawer.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => received.length).toBe(before + 1);
    await page.keyboard.press('Escape');
  });

  await test.step('both secrets verify while it is changed', async () => {
    await page.getByRole('button', { name: 'New secret…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
    const fresh = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue();
    const before = received.length;
    await sendTest('commission.created');
    await expect.poll(() => received.length).toBe(before + 1);
    for (const one of [secret, fresh]) verify(one, received.at(-1) as Received);
  });

  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText(/What happens meanwhile is not told/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('region', { name: url })).toHaveCount(0);
  receiver.closeAllConnections();
  receiver.close();
});
