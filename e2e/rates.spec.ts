import { DateTime } from 'luxon';
import { ecbXml } from '@/lib/fx/testing/ecb-xml';
import { startRatesServer } from '@/lib/fx/testing/rates-server';
import { sendOk } from './support/send';
import { DEMO, RATES_PORT } from './support/servers';
import { openShop, subscribeAll } from './support/shop';
import { expect, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

/** A dollar is half a euro on every day of the last half year. */
function halfYear(): string {
  const today = DateTime.utc().startOf('day');
  const days = Array.from({ length: 180 }, (_, age) => today.minus({ days: age }).toISODate());
  return ecbXml(Object.fromEntries(days.map((day) => [day, { USD: '2', JPY: '160' }])));
}

test('what waits for a rate is named, why none could be read is said, and reading them converts it', async ({
  page,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'In euros');
  const shop = openShop();
  subscribeAll(shop, [{ name: 'Someone', amount: 80_00 }]);
  await deliver(page.request, workspace, shop.events());
  const settings = { currency: 'eur', timeZone: 'UTC', weekStart: 'monday', feeHandling: 'net_of_fees' };
  await sendOk(page.request, 'PATCH', `${DEMO.url}/api/internal/settings`, { name: workspace.name, ...settings });

  await page.goto('/settings/rates');
  const waiting = page.getByRole('region', { name: 'Waiting for a rate' });
  await expect(waiting.getByRole('row', { name: /^USD/ })).toContainText('$80.00');
  await page.getByRole('button', { name: 'Read rates now' }).click();
  await expect(page.getByText('The rates could not be read: nobody answers. Nothing was changed.')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'it is tried again every hour' })).toBeVisible();

  const ecb = await startRatesServer(RATES_PORT);
  for (const file of ['daily', 'hist-90d', 'hist']) ecb.files.set(`eurofxref-${file}.xml`, halfYear());
  await page.getByRole('button', { name: 'Read rates now' }).click();
  await expect(page.getByText(/rates are new or different; the latest are of/)).toBeVisible();
  await ecb.close();
  await expect(waiting.getByText('Nothing waits: every amount is converted.')).toBeVisible();
  await expect(page.getByRole('row', { name: /EUR → USD/ })).toContainText('European Central Bank');
  await page.goto('/');
  await expect(page.getByRole('button', { name: /, explain MRR,/ }).first()).toContainText('€40.00');
});
