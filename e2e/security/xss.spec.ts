import type { Page } from '@playwright/test';
import { sendOk } from '../support/send';
import { DEMO } from '../support/servers';
import { openShop, subscribeAll } from '../support/shop';
import { expect, test } from '../support/test';
import { deliver, openOwnWorkspace } from '../support/workspace';

const RUN = 'window.attacked=1';

const PAYLOADS = [
  `<script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `'><img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe src="javascript:parent.${RUN}"></iframe>`,
  `<a href="javascript:${RUN}" autofocus onfocus=${RUN}>x</a>`,
  `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<body onload=${RUN}>`,
  `<math><mtext><style><img src=x onerror=${RUN}></style></mtext></math>`,
  `</script><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `<!--><script>${RUN}</script-->`,
  `\${${RUN}}{{constructor.constructor('${RUN}')()}}`,
  `javascript:${RUN}//`,
  `<style>@import 'javascript:${RUN}';</style><meta http-equiv=refresh content="0;javascript:${RUN}">`,
];

/** Notices whatever an injected script could do, and every complaint about the content security policy. */
async function watch(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => seen.push(`error ${error.message}`));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) seen.push(message.text());
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`content security policy: ${event.blockedURI}`),
    );
  });
  return seen;
}

async function expectUnharmed(page: Page, seen: string[]): Promise<void> {
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => 'attacked' in window)).toBe(false);
  expect(seen).toEqual([]);
}

test('F32 names, metadata, products and e-mails from Stripe are text wherever they are shown', async ({ page }) => {
  const workspace = await openOwnWorkspace(page.request, PAYLOADS[0] ?? '');
  await sendOk(page.request, 'PATCH', `${DEMO.url}/api/internal/connections/${workspace.connectionId}`, {
    name: PAYLOADS[3],
  });
  await sendOk(page.request, 'POST', `${DEMO.url}/api/internal/api-keys`, { name: PAYLOADS[4], kind: 'secret' });
  const shop = openShop();
  subscribeAll(
    shop,
    PAYLOADS.map((payload) => ({
      name: payload,
      email: `${payload.replaceAll(/[\s@]/g, '')}@evil.example`,
      product: payload,
      metadata: { user_id: payload, [payload.slice(0, 40)]: payload },
    })),
  );
  await deliver(page.request, workspace, shop.events());
  const seen = await watch(page);

  await test.step('a page’s policy allows no inline script', async () => {
    const policy = (await page.goto('/'))?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(;|$)/);
    await expect(page.getByRole('button', { name: `Workspace: ${PAYLOADS[0]}` })).toBeVisible();
    await expectUnharmed(page, seen);
  });

  await test.step('products, in chart, table and filter', async () => {
    await page.goto('/products');
    const table = page.getByRole('region', { name: 'Revenue, orders and buyers by product' });
    for (const payload of PAYLOADS) await expect(table).toContainText(payload);
    await page.getByRole('search').getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Product' }).click();
    await page.getByRole('checkbox', { name: PAYLOADS[1], exact: true }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText(`Product is ${PAYLOADS[1]}`)).toBeVisible();
    await expectUnharmed(page, seen);
  });

  await test.step('MRR by product, with the tooltip of its chart', async () => {
    await page.goto('/mrr?breakdown=product');
    await expect(page.getByRole('region', { name: 'MRR by product' })).toContainText(PAYLOADS[6] ?? '');
    await page.getByRole('img', { name: /^MRR over time/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expectUnharmed(page, seen);
  });

  await test.step('customers and people in an explanation', async () => {
    await page.goto('/mrr');
    await page
      .getByRole('button', { name: /explain MRR,/ })
      .first()
      .click();
    const drawer = page.getByRole('dialog', { name: /How this figure is made up/ });
    for (const payload of PAYLOADS) await expect(drawer).toContainText(payload);
    await expectUnharmed(page, seen);
  });

  await test.step('customers, e-mails and metadata keys on Identity', async () => {
    await page.goto('/identity');
    await page.getByRole('combobox', { name: 'Metadata key of rule 1' }).fill('');
    for (const payload of PAYLOADS) await expect(page.getByRole('listbox')).toContainText(payload.slice(0, 40));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Use a preset' }).click();
    await page.getByRole('menuitem', { name: /FloKit: e-mail address/ }).click();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    const moves = page.getByRole('group', { name: 'Who moves' });
    for (const payload of PAYLOADS) await expect(moves).toContainText(payload);
    await expectUnharmed(page, seen);
  });

  await test.step('people, in the list and on their page', async () => {
    await page.goto('/people');
    const people = page.getByRole('group', { name: 'People' });
    for (const payload of PAYLOADS) await expect(people).toContainText(payload);
    await page.goto(`/people/${encodeURIComponent(PAYLOADS[0] ?? '')}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(PAYLOADS[0] ?? '');
    await expect(page.getByRole('group', { name: 'Stripe customers' })).toContainText(PAYLOADS[0] ?? '');
    await expect(page.getByRole('list', { name: 'What happened' })).toContainText('Payment');
    await expectUnharmed(page, seen);
  });

  await test.step('payloads of events, sources and keys', async () => {
    for (const type of ['product.created', 'customer.created']) {
      await page.goto(`/events?type=${type}`);
      await page.getByRole('button', { name: type }).first().click();
      await expect(page.getByText('Payload as stored')).toBeVisible();
      await expectUnharmed(page, seen);
    }
    await page.goto('/sources');
    await expect(page.getByRole('heading', { name: PAYLOADS[3] })).toBeVisible();
    await page.goto('/settings/api-keys');
    await expect(page.getByRole('row').filter({ hasText: PAYLOADS[4] ?? '' })).toBeVisible();
    await expectUnharmed(page, seen);
  });
});

test('F32 what an address carries is text too', async ({ page }) => {
  const seen = await watch(page);
  for (const [index, payload] of PAYLOADS.entries()) {
    const text = encodeURIComponent(payload);
    const address = `/mrr?from=${text}&breakdown=${text}&explain=${text}`;
    await page.goto(index % 2 ? address : `/products?filter[product]=${text}&sort=${text}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  const [script] = PAYLOADS.map(encodeURIComponent);
  for (const address of [`/events?type=${script}&object=${script}`, `/identity?connection=${script}`, `/${script}`]) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await expectUnharmed(page, seen);
});
