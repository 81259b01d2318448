import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, invoice, line } from '../testing/stripe-objects';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

test('B8 a description of many lines that stands for a product changes with its payment, in any order', async () => {
  const nameless = line('il_1', 1000, {
    description: `Consulting\nMarch\n${'long '.repeat(1000)}`,
    product: null,
    price: null,
  });
  await harness.deliver(
    event('invoice.paid', '2026-03-05', invoice('in_1', 'cus_1', 1000, '2026-03-05', { lines: [nameless] })),
  );
  await harness.deliver(
    event('charge.succeeded', '2026-03-05', charge('ch_1', 'cus_1', 1000, '2026-03-05', { invoice: 'in_1' })),
  );
  const products = await getPool().query<{ product_id: string; count: string }>(
    "select product_id, count(*)::text as count from ledger_entry where measure = 'sale_product' group by 1",
  );
  expect(products.rows).toEqual([{ product_id: expect.stringMatching(/^Consulting March long/), count: '1' }]);
  const states = await getPool().query("select state from stripe_event where state <> 'projected'");
  expect(states.rows).toEqual([]);
  const { before, after } = await rebuildWorkspace(harness.account.workspaceId);
  expect(after).toBe(before);
});
