import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { creditNote } from '../testing/given-back-objects';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, type FakeEvent, invoice, invoicePayment, line, refund } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const march = (metric: string, extra = {}) => inMonth(harness.account, metric, '2026-03', extra);
const WHEN = '2026-03-01';

/** A 6000, B 3000, C 1000, with 20 % tax on top where asked for. */
function sold({ taxed = false, charged = true, extra = {} } = {}): FakeEvent[] {
  const of = (id: string, amount: number, product: string) =>
    line(id, amount, {
      product: `prod_${product}`,
      taxes: [{ amount: taxed ? amount / 5 : 0, tax_behavior: 'exclusive' }],
    });
  const total = taxed ? 12000 : 10000;
  const lines = [of('il_a', 6000, 'a'), of('il_b', 3000, 'b'), of('il_c', 1000, 'c')];
  return [
    event('invoice.paid', WHEN, invoice('in_1', 'cus_1', total, WHEN, { total_excluding_tax: 10000, lines, ...extra })),
    ...(charged
      ? [
          event('invoice_payment.paid', WHEN, invoicePayment('inpay_1', 'in_1', 'ch_1')),
          event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', total, WHEN)),
        ]
      : []),
  ];
}
const refunded = (amount: number, extra = {}) =>
  event('refund.created', '2026-03-10', refund('re_1', 'ch_1', amount, '2026-03-10', extra));
const credited = (amount: number, extra: Record<string, unknown>) =>
  event('credit_note.created', '2026-03-10', creditNote('cn_1', 'in_1', amount, '2026-03-10', extra));
const lineOf = (invoiceLine: string | null, amount: number, extra = {}) => ({
  id: `cnli_${invoiceLine}`,
  type: invoiceLine === null ? 'custom_line_item' : 'invoice_line_item',
  invoice_line_item: invoiceLine,
  amount,
  discount_amount: 0,
  ...extra,
});

describe('B8-2 a refund by product', () => {
  test('B8-2 without a credit note it is split over the lines by largest remainder', async () => {
    await harness.deliver(...sold(), refunded(3333));
    expect((await march('revenue-by-product')).by).toEqual({ prod_a: 4000, prod_b: 2000, prod_c: 667 });
  });

  test.each([
    ['now', { refunds: [{ refund: 're_1', amount_refunded: 3333 }] }],
    ['before refunds[]', { refunds: undefined, refund: 're_1' }],
  ])('B8-2 the lines of its credit note come first: all of it is of C and B (%s)', async (_, link) => {
    await harness.deliver(
      ...sold(),
      refunded(3333),
      credited(3333, { ...link, lines: [lineOf('il_c', 1000), lineOf('il_b', 2333)] }),
    );
    expect((await march('revenue-by-product')).by).toEqual({ prod_a: 6000, prod_b: 667, prod_c: 0 });
  });

  test('B8-2 discounts and tax within its lines carry no weight, and a line of its own is spread over all', async () => {
    const lines = [
      lineOf('il_b', 2000, { discount_amount: 500, taxes: [{ amount: 300, tax_behavior: 'exclusive' }] }),
      lineOf(null, 1000),
    ];
    await harness.deliver(
      ...sold({ taxed: true }),
      refunded(3000),
      credited(3000, { refunds: [{ refund: 're_1', amount_refunded: 3000 }], lines }),
    );
    expect((await march('refunds')).value).toBe(2500);
    expect((await march('revenue-by-product')).by).toEqual({ prod_a: 5400, prod_b: 1200, prod_c: 900 });
  });

  test('B8-2 a void credit note steers nothing', async () => {
    const note = { refunds: [{ refund: 're_1', amount_refunded: 3333 }], lines: [lineOf('il_c', 3333)] };
    await harness.deliver(...sold(), refunded(3333), credited(3333, { ...note, status: 'void' }));
    expect((await march('revenue-by-product')).by).toEqual({ prod_a: 4000, prod_b: 2000, prod_c: 667 });
  });
});

describe('B6 credit notes without a refund', () => {
  test('B6 credit to the customer’s balance gives no money back', async () => {
    await harness.deliver(...sold(), credited(3000, { customer_balance_transaction: 'cbtxn_1' }));
    expect((await march('refunds')).value).toBe(0);
    expect((await march('net-revenue')).value).toBe(10000);
  });

  test('B6 before the payment it lowers what is paid: the sale is its share', async () => {
    const open = { amount_due: 9000, amount_paid: 9000, pre_payment_credit_notes_amount: 3000 };
    await harness.deliver(
      credited(3000, { type: 'pre_payment', pre_payment_amount: 3000 }),
      ...sold({ taxed: true, charged: false, extra: open }),
    );
    expect((await march('net-revenue')).value).toBe(7500);
    expect((await march('refunds')).value).toBe(0);
  });

  test.each([true, false])(
    'B6 outside Stripe it is money given back, by its own lines (charged: %s)',
    async (charged) => {
      const paidOutside = charged ? {} : { amount_paid: 0, paid_out_of_band: true };
      await harness.deliver(
        ...sold({ taxed: true, charged, extra: paidOutside }),
        credited(3600, { out_of_band_amount: 3600, lines: [lineOf('il_b', 3000)] }),
      );
      expect((await march('refunds')).value).toBe(3000);
      expect((await march('revenue-by-product')).by).toEqual({ prod_a: 6000, prod_b: 0, prod_c: 1000 });
      const { numerator, denominator } = await march('refund-rate-count', { basis: 'refund' });
      expect([numerator, denominator]).toEqual(charged ? [1, 1] : [0, 0]);
    },
  );

  test('B6 voided, it is taken back on the day it is voided', async () => {
    const note = creditNote('cn_1', 'in_1', 3600, '2026-03-10', { out_of_band_amount: 3600 });
    await harness.deliver(
      ...sold({ taxed: true }),
      event('credit_note.created', '2026-03-10', note),
      event('credit_note.voided', '2026-04-02', {
        ...note,
        status: 'void',
        voided_at: Date.parse('2026-04-02') / 1000,
      }),
    );
    expect((await march('refunds')).value).toBe(3000);
    expect((await inMonth(harness.account, 'refunds', '2026-04')).value).toBe(-3000);
  });
});

describe('B5 refunds in full', () => {
  const count = async (basis: 'sale' | 'sale-full' | 'refund-full', metric = 'refund-rate-count') => {
    const { numerator, denominator } = await march(metric, { basis });
    return [numerator, denominator];
  };
  const part = (id: string, amount: number, when: string, status = 'succeeded') =>
    event(
      `refund.${status === 'failed' ? 'failed' : 'created'}`,
      when,
      refund(id, 'ch_1', amount, '2026-03-05', { status }),
    );

  test('B5-4 a partial refund is no full one; parts that make up the whole are', async () => {
    await harness.deliver(...sold({ taxed: true }), part('re_1', 3000, '2026-03-05'));
    expect([await count('sale'), await count('sale-full')]).toEqual([
      [1, 1],
      [0, 1],
    ]);
    await harness.deliver(part('re_2', 9000, '2026-03-05'));
    expect([await count('sale-full'), await count('refund-full')]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(await count('sale-full', 'refund-rate-amount')).toEqual([10000, 10000]);
  });

  test('B5-5 when one of the parts fails, it is no full refund any more; a pending one counts', async () => {
    await harness.deliver(
      ...sold({ taxed: true }),
      part('re_1', 3000, '2026-03-05', 'pending'),
      part('re_2', 9000, '2026-03-05'),
    );
    expect(await count('sale-full')).toEqual([1, 1]);
    await harness.deliver(part('re_1', 3000, '2026-03-20', 'failed'));
    expect(await count('sale-full')).toEqual([0, 1]);
    expect(await count('sale-full', 'refund-rate-amount')).toEqual([0, 10000]);
    expect(await count('sale')).toEqual([1, 1]);
  });
});
