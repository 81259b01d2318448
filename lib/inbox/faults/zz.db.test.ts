import { test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { startHarness } from '../testing/harness';
import { discount, event, item, price, subscription } from '../testing/stripe-objects';
test('x', async () => {
  const harness = await startHarness({ currency: 'eur' });
  const START = '2026-01-05';
  const coupon = { id: 'co_1', object: 'coupon', duration: 'forever', percent_off: 50, amount_off: null, currency: null };
  const terms = discount('di_1', {}, { customer: 'cus_1', subscription: 'sub_1', source: { type: 'coupon', coupon: 'co_1' } });
  for (const e of [
    event('coupon.created', START, { ...coupon, applies_to: { products: ['prod_other'] } }),
    event('coupon.updated', '2026-01-06', { ...coupon, name: 'renamed' }),
    event('customer.discount.created', START, terms),
    event('customer.subscription.created', START, subscription('sub_1', 'cus_1', [item('si_1', price('price_1', 1000), 3)], START, { discounts: ['di_1'] })),
  ]) await harness.deliver(e);
  for (const t of ['ledger_issue', "object_version where kind='discount'"]) console.log(t, JSON.stringify((await getPool().query(`select * from ${t}`)).rows, (k, v) => typeof v === 'bigint' ? Number(v) : v, 1).slice(0, 3000));
  await harness.close();
});
