import { readFileSync } from 'node:fs';
import { addPartner, sellThrough } from './support/partners';
import { send, sendOk } from './support/send';
import { DEMO } from './support/servers';
import { expect, NOBODY, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

const INTERNAL = `${DEMO.url}/api/internal`;

test('D10 a rule is tried on last quarter, its commissions are approved, and a payout is made of them', async ({
  page,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'With partners');
  await page.goto('/attribution/partners');
  await page.getByRole('button', { name: 'Add partner' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Grace');
  await page.getByRole('dialog').getByLabel('E-mail').fill('grace@partners.example');
  await page.getByRole('dialog').getByRole('button', { name: 'Add partner' }).click();
  await expect(page.getByRole('row', { name: /Grace/ })).toContainText('grace@partners.example');

  const { linkId } = await addPartner(page.request, 'Linus');
  await sellThrough(page.request, workspace, [
    { linkId, name: 'Ada Lovelace', email: 'ada@buyers.example' },
    { linkId, name: 'Alan Turing', email: 'alan@buyers.example', amount: 33_33 },
  ]);

  await test.step('the rule', async () => {
    await page.goto('/attribution/partners/rules');
    await page.getByLabel('Holding period in days').fill('0');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Add rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Standard');
    await dialog.getByLabel('Percent').fill('20');
    await dialog.getByRole('radio', { name: /what happened before as well/ }).check();
    await dialog.getByRole('button', { name: 'Try on last quarter' }).click();
    const run = dialog.getByRole('region', { name: 'Dry run' });
    await expect(run.getByRole('row', { name: /^Linus/ })).toContainText('$26.67'); // 20.00 and 6.67
    await expect(run.getByRole('row', { name: /^Total/ })).toContainText('$26.67');
    // Nothing was written by it.
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    await expect(page.getByRole('row', { name: /^Standard/ })).toContainText('20% of every sale');
  });

  await test.step('figures open into the commissions they consist of', async () => {
    await expect(async () => {
      await page.goto('/attribution/partners');
      await expect(page.getByRole('row', { name: /^Linus/ })).toContainText('$26.67', { timeout: 2000 });
    }).toPass();
    await expect(page.getByRole('row', { name: /^Total/ })).toContainText('$26.67');
    await page
      .getByRole('row', { name: /^Linus/ })
      .getByRole('link', { name: '$26.67' })
      .first()
      .click();
    await expect(page.getByRole('row', { name: /^Total/ })).toContainText('$26.67');
    await page
      .getByRole('button', { name: /^Open sale/ })
      .first()
      .click();
    const history = page.getByRole('dialog').getByRole('group', { name: 'History' });
    await expect(history.getByRole('row', { name: /^Earned/ })).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('approved, and one held back', async () => {
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Checked');
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('2 changed.')).toBeVisible();
    const alan = page.getByRole('row', { name: /alan@buyers\.example/ });
    await alan.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Hold', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hold' }).click();
    await expect(alan).toContainText('hold');
  });

  await test.step('the payout', async () => {
    await page.goto('/attribution/partners/payouts');
    const due = page.getByRole('group', { name: 'Due in USD' });
    await expect(due.getByRole('row', { name: /^Total/ })).toContainText('$20.00');
    await page.getByRole('button', { name: 'Make a payout in USD' }).click();
    await expect(page.getByRole('heading', { name: 'Payout', exact: true })).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv).toContain('Linus');
    expect(csv).toContain('20.00');
    await page.getByRole('button', { name: 'Mark as paid…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as paid' }).click();
    await expect(page.getByText(/^Paid \d/)).toBeVisible();
    await page.goto('/attribution/partners/commissions?figure=paid');
    await expect(page.getByRole('row', { name: /ada@buyers\.example/ })).toContainText('paid');
    await expect(page.getByRole('row', { name: /^Total/ })).toContainText('$20.00');
    expect(await taken('Commissions')).toMatch(/Linus,.*,USD,100\.00,20\.00,20\.00,paid,/);
    await page.goto('/attribution/partners');
    await expect(page.getByRole('link', { name: 'Linus' })).toBeVisible();
    expect(await taken('Partners')).toMatch(/^Linus,.*,USD,/m);
  });

  await test.step('what is not there', async () => {
    expect((await page.goto('/attribution/partners/nobody'))?.status()).toBe(404);
    expect((await page.goto('/attribution/partners/payouts/nothing'))?.status()).toBe(404);
  });

  async function taken(title: string): Promise<string> {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: `${title} as CSV` }).click();
    return readFileSync(await (await download).path(), 'utf8');
  }
});

test('F35 a partner reads its own page by invitation, nobody else’s, until access is revoked', async ({
  browser,
  page,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'Acme');
  const linus = await addPartner(page.request, 'Linus');
  const grace = await addPartner(page.request, 'Grace');
  const terms = { reward: { kind: 'percent', percent: '20' } };
  await sendOk(page.request, 'POST', `${INTERNAL}/partners/rules`, {
    ...{ name: 'Standard', event: 'sale', terms, from: 'always' },
  });
  await sellThrough(page.request, workspace, [
    { linkId: linus.linkId, name: 'Ada Lovelace', email: 'ada@buyers.example' },
    { linkId: grace.linkId, name: 'Bertrand Russell', email: 'bertrand@buyers.example', amount: 777_00 },
  ]);

  await page.goto(`/attribution/partners/${linus.id}`);
  await expect(page.getByRole('group', { name: 'Links' })).toContainText('/r/');
  await page.getByRole('button', { name: 'Make an invitation link' }).click();
  const link = await page.getByLabel('Partner link').inputValue();

  const context = await browser.newContext({ storageState: NOBODY });
  const guest = await context.newPage();
  await guest.goto(link);
  await guest.getByRole('button', { name: 'Open my page' }).click();
  await guest.waitForURL('**/partner');
  await expect(guest.getByRole('heading', { name: 'Linus', exact: true })).toBeVisible();
  await expect(async () => {
    await guest.reload();
    await expect(guest.getByRole('group', { name: 'Commissions' })).toContainText('A••• L•••', { timeout: 2000 });
  }).toPass();
  await expect(guest.getByRole('group', { name: 'Commissions' })).toContainText('$20.00');
  const html = await guest.content();
  for (const secret of ['Lovelace', 'buyers.example', 'Grace', 'B••• R•••', '155.40', grace.id, workspace.id, 'cus_'])
    expect(html, secret).not.toContain(secret);

  await test.step('the link works once', async () => {
    await guest.goto(link);
    await expect(guest.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
  });

  await test.step('nothing else opens to a partner, whatever ids it sends', async () => {
    const { request } = guest;
    for (const path of [
      ...['partners', `partners/${linus.id}`, `partners/${grace.id}`, 'partners/commissions', 'partners/payouts'],
      ...['partners/settings', 'partners/rules', 'freshness', 'first-day'],
    ])
      expect((await request.get(`${INTERNAL}/${path}`)).status(), path).toBe(401);
    for (const [method, path] of [
      ['POST', `partner-access/${linus.id}`],
      ['DELETE', `partner-access/${grace.id}`],
      ['PATCH', `partners/${linus.id}`],
      ['POST', 'partners/commissions/decide'],
    ] as const)
      expect((await send(request, method, `${INTERNAL}/${path}`)).status(), path).toBe(401);
    for (const search of [`partner=${grace.id}`, `partnerId=${grace.id}`, `before=${grace.id}`, `id=${grace.id}`]) {
      const answer = await (await request.get(`${DEMO.url}/partner?${search}`)).text();
      expect(answer.replaceAll(grace.id, '')).not.toMatch(/Grace|155\.40|B•••/);
    }
    await guest.goto('/attribution/partners');
    await expect(guest).toHaveURL(/sign-in/);
  });

  await test.step('the session of a member is no partner’s', async () => {
    await page.goto('/partner');
    await expect(page.getByRole('heading', { name: 'Your partner page is closed' })).toBeVisible();
  });

  await test.step('revoked, it is closed at the next click', async () => {
    await page.goto(`/attribution/partners/${linus.id}`);
    await page.getByRole('button', { name: 'Revoke access…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click();
    await expect(page.getByText('Nobody reads it.')).toBeVisible();
    await guest.goto('/partner');
    await expect(guest.getByRole('heading', { name: 'Your partner page is closed' })).toBeVisible();
  });
  await context.close();
});
