import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ledgerDigest } from '../ledger-digest';
import { type Harness, startHarness } from '../testing/harness';
import { discount, event, type FakeEvent, item, price, subscription } from '../testing/stripe-objects';

vi.setConfig({ testTimeout: 120_000 }); // many rounds on a busy machine

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ currency: 'eur' });
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

/** The digest and the MRR after every order of these events, each projected on its own. */
async function inEveryOrder(events: readonly FakeEvent[]): Promise<{ digests: Set<string>; mrr: Set<string> }> {
  const [digests, mrr] = [new Set<string>(), new Set<string>()];
  for (const order of permutations(events)) {
    await harness.reset();
    for (const one of order) await harness.deliver(one);
    digests.add((await ledgerDigest(getPool(), harness.account.workspaceId)).all);
    const rows = await getPool().query<{ sum: string }>(
      'select coalesce(sum(amount_minor), 0)::text as sum from mrr_span where to_day is null',
    );
    mrr.add(rows.rows[0]?.sum ?? '');
  }
  return { digests, mrr };
}

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first, index) => permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]));

const START = '2026-01-05';
const held = (of: ReturnType<typeof price>, extra: Record<string, unknown> = {}) =>
  event('customer.subscription.created', START, subscription('sub_1', 'cus_1', [item('si_1', of, 3)], START, extra));

test('F3 a price whose amount in the customer’s currency changes later counts as it is now, in any order', async () => {
  const of = price('price_1', 1000);
  const option = (amount: number) => ({
    ...of,
    currency_options: { eur: { unit_amount: amount, unit_amount_decimal: String(amount) } },
  });
  const events = [
    event('price.created', START, option(900)),
    event('price.updated', '2026-01-06', option(800)),
    event('price.updated', '2026-01-07', {
      ...of,
      nickname: 'without its options, which are only sent when asked for',
    }),
    held(of, { currency: 'eur' }),
  ];
  const { digests, mrr } = await inEveryOrder(events);
  expect([...mrr]).toEqual(['2400']);
  expect(digests.size).toBe(1);
});

test('F3 tiers that are only sent once are kept, in any order', async () => {
  const of = price('price_1', null, 'month', { billing_scheme: 'tiered', tiers_mode: 'volume' });
  const tiers = [
    { up_to: 10, unit_amount_decimal: '700' },
    { up_to: 'inf', unit_amount_decimal: '500' },
  ];
  const events = [event('price.created', START, { ...of, tiers }), event('price.updated', '2026-01-06', of), held(of)];
  const { digests, mrr } = await inEveryOrder(events);
  expect([...mrr]).toEqual(['2100']);
  expect(digests.size).toBe(1);
});

test('F3 a coupon that once told its products keeps them, in any order', async () => {
  const coupon = {
    id: 'co_1',
    object: 'coupon',
    duration: 'forever',
    percent_off: 50,
    amount_off: null,
    currency: null,
  };
  const terms = discount(
    'di_1',
    {},
    { customer: 'cus_1', subscription: 'sub_1', source: { type: 'coupon', coupon: 'co_1' } },
  );
  const events = [
    event('coupon.created', START, { ...coupon, applies_to: { products: ['prod_other'] } }),
    event('coupon.updated', '2026-01-06', { ...coupon, name: 'renamed' }),
    event('customer.discount.created', START, terms),
    held(price('price_1', 1000), { discounts: ['di_1'] }),
  ];
  const { digests, mrr } = await inEveryOrder(events);
  expect([...mrr]).toEqual(['3000']);
  expect(digests.size).toBe(1);
});

test('F28 a price that is deleted with nothing but its id keeps its terms and stays deleted, in any order', async () => {
  const of = price('price_1', null, 'month', { billing_scheme: 'tiered', tiers_mode: 'volume', nickname: 'Team' });
  const tiers = [{ up_to: 'inf', unit_amount_decimal: '700' }];
  const gone = { id: 'price_1', object: 'plan', deleted: true };
  const events = [event('price.created', START, { ...of, tiers }), event('plan.deleted', '2026-01-06', gone), held(of)];
  const { digests, mrr } = await inEveryOrder(events);
  expect([...mrr]).toEqual(['2100']);
  expect(digests.size).toBe(1);
  const rows = await getPool().query('select name, product_id, deleted from catalog_item');
  expect(rows.rows).toEqual([{ name: 'Team', product_id: 'prod_1', deleted: true }]);
});
