import { join } from 'node:path';
import { DateTime } from 'luxon';
import pg from 'pg';
import { z } from 'zod';
import { connectionUrl, readAccess } from '@/lib/db/embedded/access-file';
import type { SandboxAccount } from '@/sandbox/account';
import type { StripeEvent } from '@/sandbox/objects/event';
import { openShop, subscribeAll } from './support/shop';
import { expect, test } from './support/test';
import { deliver, openOwnWorkspace } from './support/workspace';

const listed = z.object({ data: z.array(z.looseObject({ id: z.string(), object: z.string(), created: z.number() })) });

/** What Headwater reads with a key, in the envelopes it is stored in: the balance, and each payout with what is in it. */
function readings(shop: SandboxAccount): StripeEvent[] {
  const [any] = shop.events();
  if (!any) throw new Error('nothing happened');
  const list = (path: string, params: object = {}) =>
    listed.parse(shop.request('GET', path, { limit: 100, ...params })).data;
  const payouts = list('/v1/payouts').map((payout) => ({
    ...payout,
    balance_transactions: list('/v1/balance_transactions', { payout: payout.id }).map(({ id }) => id),
  }));
  return [...list('/v1/balance_transactions'), ...payouts].map((object) => ({
    ...any,
    id: `pull_${object.id}`,
    type: `${object.object}.pulled`,
    created: object.created,
    data: { object },
  }));
}

/** Changes the tables as nobody should. */
async function behindTheBack(sql: string, values: unknown[]): Promise<string> {
  const access = readAccess(join(process.env.E2E_DATA_DIR ?? '', 'demo', 'postgres'));
  const client = new pg.Client({ connectionString: connectionUrl(access, 'headwater') });
  await client.connect();
  try {
    return (await client.query<{ id: string }>(sql, values)).rows[0]?.id ?? '';
  } finally {
    await client.end();
  }
}

test('D3 the ledger is Stripe’s balance to the cent; a row that is deleted turns it red, is named, and comes back', async ({
  page,
}) => {
  const workspace = await openOwnWorkspace(page.request, 'Reconciled');
  const shop = openShop();
  shop.setPayoutSchedule('daily');
  subscribeAll(shop, [{ name: 'Ada' }, { name: 'Grace', amount: 60_00 }]);
  shop.advanceTo(DateTime.utc().startOf('month').toJSDate());
  await deliver(page.request, workspace, [...shop.events(), ...readings(shop)]);
  const month = DateTime.utc().startOf('month').minus({ months: 1 });
  const days = `from=${month.toISODate()}&to=${month.plus({ months: 1 }).toISODate()}`;
  const badge = page.getByRole('link', { name: /Stripe’s balance/ });
  const table = page.getByRole('region', { name: 'Days, USD' });

  await test.step('the page says 0.00, and each amount opens both its sides', async () => {
    await page.goto(`/reconciliation?${days}`);
    await expect(badge).toHaveText('0.00 against Stripe’s balance');
    await expect(page.getByRole('heading', { name: /Unmatched/ })).toHaveCount(0);
    await expect(table.getByRole('row', { name: /^Total/ })).toContainText('$100.00');
    await table
      .getByRole('button', { name: /Charges of/ })
      .first()
      .click();
    const sides = page.getByRole('dialog', { name: /^Charges/ });
    await expect(sides.getByRole('row', { name: /txn_/ })).toHaveCount(2);
    await expect(sides).toContainText('charge:ch_');
    await sides.getByRole('button', { name: 'Close both sides' }).click();
    await expect(sides).toBeHidden();
  });

  await test.step('what is shown can be taken away as CSV', async () => {
    const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    const csv = await (await page.request.get(href ?? '')).text();
    expect(csv).toContain('day,category,currency');
    expect(csv).toContain(',charge,USD,,,2,100.00,100.00,0.00,');
  });

  await test.step('each payout is the sum of what is in it', async () => {
    await page.getByText('Payouts', { exact: true }).first().click();
    const payouts = page.getByRole('region', { name: 'Payouts' });
    await expect(payouts.getByRole('row', { name: /po_.*Paid.*0\.00$/ })).toHaveCount(1);
    await payouts.getByRole('button', { name: /^po_/ }).click();
    await expect(page.getByRole('dialog', { name: /^Payout po_/ })).toContainText('the ledger says the same');
  });

  const gone = await behindTheBack(
    `delete from ledger_entry where workspace_id = $1 and measure = 'charge' and day >= $2 and day < $3 and entry_id = (
       select min(entry_id) from ledger_entry where workspace_id = $1 and measure = 'charge' and day >= $2 and day < $3
     ) returning replace(entry_id, 'charge:', '') as id`,
    [workspace.id, month.toISODate(), month.plus({ months: 1 }).toISODate()],
  );

  await test.step('a row deleted behind the app’s back turns it red and is named', async () => {
    await page.goto(`/reconciliation?${days}`);
    await expect(badge).toHaveText(/apart from Stripe’s balance: txn_/);
    const unmatched = page.getByRole('region', { name: 'Unmatched (1)' });
    await expect(unmatched.getByRole('row', { name: new RegExp(gone) })).toContainText('Not in the ledger');
    await page.goto('/revenue');
    await expect(badge).toHaveText(/apart from Stripe’s balance: txn_/);
    await badge.click();
    await expect(unmatched).toBeVisible();
  });

  await test.step('fetching what is missing mends it', async () => {
    await page.getByRole('button', { name: 'Fetch missing from Stripe' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'derived anew' })).toContainText(
      'Nothing is unmatched now.',
    );
    await expect(badge).toHaveText('0.00 against Stripe’s balance');
    await page.goto('/');
    await expect(badge).toHaveText('0.00 against Stripe’s balance');
  });
});
