import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '../testing/harness';
import { event, price } from '../testing/stripe-objects';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

test('a plan, a product and a coupon that share an id, as in old accounts, keep their own terms', async () => {
  await harness.deliver(
    event('product.created', '2026-01-01', { id: 'gold', object: 'product', name: 'Gold' }),
    event('coupon.created', '2026-01-01', {
      id: 'gold',
      object: 'coupon',
      name: 'Gold off',
      percent_off: 25,
      duration: 'forever',
    }),
    event('price.created', '2026-01-01', { ...price('gold', 1000), product: 'gold', nickname: 'Gold monthly' }),
  );
  const rows = await getPool().query('select kind, name from catalog_item order by kind');
  expect(rows.rows).toEqual([
    { kind: 'coupon', name: 'Gold off' },
    { kind: 'price', name: 'Gold monthly' },
    { kind: 'product', name: 'Gold' },
  ]);
});
