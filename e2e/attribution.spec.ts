import { z } from 'zod';
import { post } from '@/prisma/stories/stage';
import { createSandboxAccount } from '@/sandbox/account';
import { startSandboxServer } from '@/sandbox/server';
import { dispatchWebhooks } from '@/sandbox/webhooks';
import { sendOk } from './support/send';
import { DEMO } from './support/servers';
import { openShopSite, USER } from './support/shop-site';
import { expect, NOBODY, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

const KEY = 'sk_live_of_the_shop';
const made = z.object({ key: z.string() });

// One story, over the doors that everybody has: a link, the script, the official dub and stripe packages, signed webhooks.
test('RV-20 somebody comes by a link, signs up, pays through Checkout, and is in Campaigns with what they paid', async ({
  page,
  browser,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'Harbour');
  const keyOf = async (kind: 'secret' | 'public') =>
    made.parse(await sendOk(page.request, 'POST', `${DEMO.url}/api/internal/api-keys`, { name: kind, kind })).key;
  const account = createSandboxAccount({ startAt: new Date() });
  const product = post(account, '/v1/products', { name: 'Moorings' });
  const price = post(account, '/v1/prices', {
    ...{ product, currency: 'usd', unit_amount: 49_00, recurring: { interval: 'month' } },
  });
  const stripe = await startSandboxServer({ account, port: 0, apiKey: KEY });
  const endpoint = account.request('POST', '/v1/webhook_endpoints', {
    url: workspace.webhookUrl,
    enabled_events: ['*'],
  });
  const secrets = `${DEMO.url}/api/internal/connections/${workspace.connectionId}/secrets`;
  await sendOk(page.request, 'POST', secrets, { secret: Object(endpoint).secret });
  const webhooks = dispatchWebhooks(account);
  const secretKey = await keyOf('secret');
  const site = await openShopSite({
    ...{ headwater: DEMO.url, secretKey, publicKey: await keyOf('public') },
    ...{ stripe: { url: stripe.url, key: KEY }, price },
  });
  const link = await site.dub.links.create({
    ...{ url: site.url, trackConversion: true, utmSource: 'newsletter', utmMedium: 'email', utmCampaign: 'spring' },
  });

  await test.step('RV-17 they arrive by the link, and the script knows the click', async () => {
    const visitor = await browser.newContext({ storageState: NOBODY });
    const shop = await visitor.newPage();
    await shop.goto(link.shortLink);
    expect(new URL(shop.url()).searchParams.get('utm_campaign')).toBe('spring');
    await shop.getByLabel('E-mail').fill('ada@customer.example');
    await shop.getByRole('button', { name: 'Sign up and pay' }).click();
    account.advanceTo(new Date(Date.now() + 1000)); // the sandbox's clock stands still, and whoever pays has clicked before
    await shop.getByLabel('Card number').fill('4242424242424242');
    await shop.getByRole('button', { name: 'Subscribe' }).click();
    await expect(shop.getByRole('heading', { name: 'Thank you' })).toBeVisible();
    await visitor.close();
  });

  await test.step('Campaigns has one click, one lead, one sale, and what was paid', async () => {
    const answer = z.object({ series: z.array(z.object({ key: z.string(), total: z.object({ value: z.number() }) })) });
    const paid = async () => {
      const url = `${DEMO.url}/api/v1/metrics/gross-revenue?breakdown=campaign`;
      const response = await page.request.get(url, { headers: { authorization: `Bearer ${secretKey}` } });
      const { series } = answer.parse(await response.json());
      return Object.fromEntries(series.map(({ key, total }) => [key, total.value]));
    };
    await expect.poll(paid).toEqual({ '': 0, spring: 49_00 });
    await page.goto('/attribution/campaigns');
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'spring' }) });
    for (const figure of ['1 , explain Clicks', '1 , explain Leads', '1 , explain Sales', '$49.00 , explain MRR'])
      await expect(row.getByRole('cell', { name: `${figure}, spring` })).toBeVisible();
    const nothing = page.getByRole('row').filter({ hasText: 'Direct / unknown' });
    await expect(nothing).toBeVisible();
  });

  await test.step('the person’s page tells how they came', async () => {
    await page.goto(`/people/${USER}`);
    await expect(page.getByText('spring').first()).toBeVisible();
  });

  await webhooks.stop();
  await site.close();
  await stripe.close();
});
