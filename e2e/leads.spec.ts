import { Dub } from 'dub';
import { z } from 'zod';
import { sendOk } from './support/send';
import { DEMO } from './support/servers';
import { expect, NOBODY, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

const made = z.object({ key: z.string() });

test('D19 RV-36 a lead who never paid has a page with what brought them, and is erased from it', async ({
  page,
  playwright,
}) => {
  await openOwnWorkspace(page.request, 'Leads');
  const { key } = made.parse(
    await sendOk(page.request, 'POST', `${DEMO.url}/api/internal/api-keys`, { name: 'app', kind: 'secret' }),
  );
  const dub = new Dub({ token: key, serverURL: DEMO.url });
  const link = await dub.links.create({ url: 'https://shop.example', trackConversion: true, utmCampaign: 'spring' });
  const visitor = await playwright.request.newContext({ storageState: NOBODY });
  const led = await visitor.get(link.shortLink, {
    maxRedirects: 0,
    headers: { 'user-agent': 'Mozilla/5.0 Firefox/144.0' },
  });
  const clickId = new URL(led.headers().location ?? '').searchParams.get('dub_id') ?? '';
  await dub.track.lead({
    ...{ clickId, eventName: 'Sign up', customerExternalId: 'user/ada', customerName: 'Ada Lovelace' },
    customerEmail: 'ada@lovelace.example',
  });
  await visitor.dispose();

  await page.goto('/attribution/funnel');
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Live events', { exact: true }).click();
  await page.getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'user/ada' })).toBeVisible();
  await expect(page.getByText('Ada Lovelace · ada@lovelace.example')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No customer at Stripe yet' })).toBeVisible();
  const happened = page.getByRole('list', { name: 'What happened' });
  await expect(happened).toContainText('Lead: Sign up');
  await expect(happened).toContainText('spring');

  const exported = await page.request.get(`${DEMO.url}/api/internal/people/export?person=user%2Fada&mode=live`);
  expect(await exported.json()).toMatchObject({ leads: [{ name: 'Ada Lovelace' }], touches: [{ campaign: 'spring' }] });

  await page.getByRole('button', { name: 'Erase' }).click();
  await page.getByLabel('Type “user/ada” to erase it').fill('user/ada');
  await page.getByRole('button', { name: 'Erase for ever' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^erased_/ })).toBeVisible();
  await expect(happened).toContainText('Lead: Sign up');
  await expect(page.getByText('lovelace')).toHaveCount(0);
  await page.goto('/attribution/funnel');
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Live events', { exact: true }).click();
  await expect(page.getByRole('list', { name: 'Events' })).toContainText('Sign up by erased_');
});
