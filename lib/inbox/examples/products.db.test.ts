import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, type FakeObject, invoice, invoicePayment, line, refund } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';

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

test('B8-3 two lines of A and one of B are one order of each, one order in all, and one buyer', async () => {
  await harness.deliver(
    sold('in_1', 'cus_1', [lineOf('1', 1000, 'a', { quantity: 2 }), lineOf('2', 500, 'a'), lineOf('3', 700, 'b')]),
  );
  expect(await march('orders-by-product')).toMatchObject({ value: 1, by: { prod_a: 1, prod_b: 1 } });
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

test('B8 a line without a product is found under its description, else under "No product"', async () => {
  const bare = (id: string, amount: number, description: string | null) => ({
    ...line(`il_${id}`, amount),
    pricing: null,
    description,
  });
  await harness.deliver(sold('in_1', 'cus_1', [bare('1', 1000, 'Set-up fee'), bare('2', 300, null)]));
  expect((await march('revenue-by-product')).by).toEqual({ 'Set-up fee': 1000, no_product: 300 });
});
