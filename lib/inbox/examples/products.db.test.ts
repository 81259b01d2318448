import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadMetricRows } from '@/lib/reports/load-rows';
import type { DimensionFilter, ReportParams } from '@/lib/reports/types';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, type FakeObject, invoice, invoicePayment, line, refund } from '../testing/stripe-objects';
import { figure, inMonth } from './testing/figures';

const WHEN = '2026-03-10T12:00:00Z';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const march = (metric: string) => inMonth(harness.account, metric, '2026-03');
const lineOf = (id: string, amount: number, product: string, extra = {}) =>
  line(`il_${id}`, amount, { product: `prod_${product}`, ...extra });
const sold = (id: string, customer: string, lines: { amount: number }[]) =>
  event(
    'invoice.paid',
    WHEN,
    invoice(
      id,
      customer,
      lines.reduce((sum, { amount }) => sum + amount, 0),
      WHEN,
      { lines, charge: `ch_${id}` },
    ),
  );
const product = (id: string, name: string): FakeObject => ({ id, object: 'product', name });

test('B8-2 an invoice of A 6000, B 3000, C 1000 refunded by 3333 leaves 4000, 2000 and 667', async () => {
  await harness.deliver(
    sold('in_1', 'cus_1', [lineOf('1', 6000, 'a'), lineOf('2', 3000, 'b'), lineOf('3', 1000, 'c')]),
    event('invoice_payment.paid', WHEN, invoicePayment('inpay_1', 'in_1', 'ch_in_1')),
    event('charge.succeeded', WHEN, charge('ch_in_1', 'cus_1', 10000, WHEN)),
    event('refund.created', WHEN, refund('re_1', 'ch_in_1', 3333, WHEN)),
  );
  expect(await march('revenue-by-product')).toMatchObject({
    value: 6667,
    by: { prod_a: 4000, prod_b: 2000, prod_c: 667 },
  });
});

test('B8-3 AM-25 two lines of A and one of B are one order of each, one order in all, four units and one buyer', async () => {
  await harness.deliver(
    sold('in_1', 'cus_1', [lineOf('1', 1000, 'a', { quantity: 2 }), lineOf('2', 500, 'a'), lineOf('3', 700, 'b')]),
  );
  expect(await march('orders-by-product')).toMatchObject({
    value: 1,
    by: { prod_a: 1, prod_b: 1 },
    parts: { units: 4 },
  });
  expect(await march('buyers-by-product')).toMatchObject({ value: 1, by: { prod_a: 1, prod_b: 1 } });
});

test('B8 a buyer is counted once however often and as however many customers they buy', async () => {
  const known = (id: string) =>
    event('customer.created', WHEN, { id, object: 'customer', email: null, metadata: { user_id: 'u1' } });
  await harness.deliver(
    known('cus_1'),
    known('cus_2'),
    sold('in_1', 'cus_1', [lineOf('1', 1000, 'a')]),
    sold('in_2', 'cus_2', [lineOf('2', 1000, 'a')]),
    sold('in_3', 'cus_3', [lineOf('3', 1000, 'a')]),
  );
  expect(await march('orders-by-product')).toMatchObject({ value: 3, by: { prod_a: 3 } });
  expect(await march('buyers-by-product')).toMatchObject({ value: 2, by: { prod_a: 2 } });
});

test('B8-4 an upgrade keeps the sign of its prorations: Basic −500, Pro +1500', async () => {
  await harness.deliver(sold('in_1', 'cus_1', [lineOf('1', -500, 'basic'), lineOf('2', 1500, 'pro')]));
  expect(await march('revenue-by-product')).toMatchObject({ value: 1000, by: { prod_basic: -500, prod_pro: 1500 } });
});

test('B8-5 a renamed product keeps one row under its current name', async () => {
  await harness.deliver(
    event('product.created', '2026-01-01', product('prod_a', 'Starter')),
    sold('in_1', 'cus_1', [lineOf('1', 1000, 'a')]),
    event('product.updated', '2026-03-20', product('prod_a', 'Essentials'), { previous: { name: 'Starter' } }),
    sold('in_2', 'cus_2', [lineOf('2', 1000, 'a')]),
  );
  expect(await march('revenue-by-product')).toMatchObject({ by: { prod_a: 2000 }, labels: { prod_a: 'Essentials' } });
});

test('B8 payments without lines and Stripe’s fees are labelled rows, so that the table equals net revenue', async () => {
  const fee = { balance_transaction: { id: 'txn_1', object: 'balance_transaction', fee: 100, currency: 'usd' } };
  await harness.deliver(
    sold('in_1', 'cus_1', [lineOf('1', 1000, 'a')]),
    event('charge.succeeded', WHEN, charge('ch_in_1', 'cus_1', 1000, WHEN, { ...fee, invoice: 'in_1' })),
    event('charge.succeeded', WHEN, charge('ch_2', 'cus_2', 700, WHEN)),
  );
  const table = await march('revenue-by-product');
  expect(table).toMatchObject({ value: 1600, by: { prod_a: 1000, unattributed_payment: 700, stripe_fees: -100 } });
  expect((await march('net-revenue')).value).toBe(1600);
});

test('B8 AM-24 a line without a product is found under its description, else under "No product"', async () => {
  const bare = (id: string, amount: number, description: string | null) => ({
    ...line(`il_${id}`, amount),
    pricing: null,
    description,
  });
  await harness.deliver(sold('in_1', 'cus_1', [bare('1', 1000, 'Set-up fee'), bare('2', 300, null)]));
  expect((await march('revenue-by-product')).by).toEqual({ 'Set-up fee': 1000, no_product: 300 });
});

/** One user each who buys so often, the last of them as two customers. */
async function buyingOften(times: readonly number[]) {
  const events = times.flatMap((count, user) => {
    const customers = user === times.length - 1 ? [`cus_${user}`, `cus_${user}_again`] : [`cus_${user}`];
    return [
      ...customers.map((id) =>
        event('customer.created', WHEN, { id, object: 'customer', email: null, metadata: { user_id: `u${user}` } }),
      ),
      ...Array.from({ length: count }, (_, index) =>
        sold(`in_${user}_${index}`, customers[index % customers.length] ?? '', [lineOf(`${user}_${index}`, 1000, 'a')]),
      ),
    ];
  });
  await harness.deliver(...events);
}

describe('B8-1 AM-21 AM-22 purchases per user 1, 1, 1, 2, 2, 3, 5, 12', () => {
  beforeEach(() => buyingOften([1, 1, 1, 2, 2, 3, 5, 12]));
  const range = { from: '2026-03-01', to: '2026-04-01' };
  const params: ReportParams = {
    ...range,
    ...{ interval: 'month', currency: 'usd', breakdown: null, filters: [], compare: null, mode: 'live' },
  };

  test('B8-1 on average 27 ÷ 8 = 3.375', async () => {
    const of27 = { value: 3.375, numerator: 27, denominator: 8 };
    expect(await march('average-purchases-per-user')).toMatchObject(of27);
    const usd: DimensionFilter = { dimension: 'currency', negated: false, values: ['usd'] };
    expect(await inMonth(harness.account, 'average-purchases-per-user', '2026-03', { filters: [usd] })).toMatchObject(
      of27,
    );
  });

  test('B8-1 by frequency 3, 2, 1, 0, 1, 0, 1, and each bucket opens into its people', async () => {
    const { value, parts } = await march('purchase-frequency');
    expect(value).toBe(8);
    expect(parts).toEqual({ 1: 3, 2: 2, 3: 1, 4: 0, 5: 1, '6-10': 0, '11+': 1 });
    for (const [part, count] of Object.entries(parts ?? {})) {
      const point = { start: range.from, end: range.to, part };
      const { rows, value: people } = await loadMetricRows(harness.account, 'purchase-frequency', params, point);
      expect([part, people, rows.length]).toEqual([part, count, count]);
    }
  });

  test('B8-1 the buckets can be edited', async () => {
    const buckets = '1,2-5,6+';
    expect((await inMonth(harness.account, 'purchase-frequency', '2026-03', { buckets })).parts).toEqual({
      1: 3,
      '2-5': 4,
      '6+': 1,
    });
  });

  test('B8 over several periods a person counts once, with all their purchases', async () => {
    await harness.deliver(
      event('invoice.paid', '2026-04-05', invoice('in_9', 'cus_0', 1000, '2026-04-05', { charge: 'ch_9' })),
    );
    const both = { from: '2026-03-01', to: '2026-05-01', interval: 'month' } as const;
    expect(await figure(harness.account, 'average-purchases-per-user', both)).toMatchObject({
      numerator: 28,
      denominator: 8,
    });
    expect((await figure(harness.account, 'purchase-frequency', both)).parts).toMatchObject({ 1: 2, 2: 3 });
  });

  test('B2-9 nobody bought: no average', async () => {
    expect(await inMonth(harness.account, 'average-purchases-per-user', '2026-06')).toMatchObject({
      value: null,
      denominator: 0,
    });
  });
});
