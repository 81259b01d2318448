import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { loadHealth } from '@/lib/reports/load-health';
import { ledgerDigest } from '../ledger-digest';
import { balanceTransaction, dispute } from '../testing/given-back-objects';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, type FakeEvent, invoice, invoicePayment, line, refund } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const inMarch = (metric: string, extra = {}) => inMonth(harness.account, metric, '2026-03', extra);
const inApril = (metric: string, extra = {}) => inMonth(harness.account, metric, '2026-04', extra);

/** 12000 of which 2000 tax: A 6000 and B 4000, paid on 1 March with a fee of 378. */
const sold = (): FakeEvent[] => {
  const fee = { balance_transaction: { id: 'txn_1', object: 'balance_transaction', fee: 378, currency: 'usd' } };
  const lines = [
    line('il_1', 6000, { product: 'prod_a', taxes: [{ amount: 1200, tax_behavior: 'exclusive' }] }),
    line('il_2', 4000, { product: 'prod_b', taxes: [{ amount: 800, tax_behavior: 'exclusive' }] }),
  ];
  return [
    event(
      'invoice.paid',
      '2026-03-01',
      invoice('in_1', 'cus_1', 12000, '2026-03-01', { total_excluding_tax: 10000, lines }),
    ),
    event('invoice_payment.paid', '2026-03-01', invoicePayment('inpay_1', 'in_1', 'ch_1')),
    event('charge.succeeded', '2026-03-01', charge('ch_1', 'cus_1', 12000, '2026-03-01', fee)),
  ];
};
const taken = balanceTransaction('txn_d', -12000, '2026-03-10', { fee: 1500, source: 'dp_1' });
const given = (when: string, amount = 12000, fee = 0) =>
  balanceTransaction('txn_r', amount, when, { fee, source: 'dp_1' });
const disputed = (type: string, when: string, status: string, moved = [taken]) =>
  event(
    `charge.dispute.${type}`,
    when,
    dispute('dp_1', 'ch_1', 12000, '2026-03-10', { status, balance_transactions: moved }),
  );

describe('B6 disputes', () => {
  test('B6 an open dispute holds money and costs a fee, and is no loss yet', async () => {
    await harness.deliver(...sold(), disputed('created', '2026-03-10', 'needs_response'));
    expect(await inMarch('disputes')).toMatchObject({ value: 1, parts: { open: 1, won: 0, lost: 0, inquiries: 0 } });
    expect((await inMarch('disputed-amount')).value).toBe(12000);
    expect((await inMarch('dispute-funds')).value).toBe(12000);
    expect((await inMarch('fees')).value).toBe(378 + 1500);
    expect((await inMarch('net-revenue')).value).toBe(10000 - 378 - 1500);
  });

  test('B6 gross − discounts − tax − refunds − lost disputes − fees = net: a lost dispute on the day it is lost, without tax', async () => {
    await harness.deliver(
      ...sold(),
      disputed('created', '2026-03-10', 'needs_response'),
      disputed('closed', '2026-04-20', 'lost'),
    );
    expect((await inMarch('net-revenue')).value).toBe(8122);
    expect(await inApril('net-revenue')).toMatchObject({ value: -10000, parts: { lostDisputes: -10000, refunds: 0 } });
    expect((await inApril('lost-disputes')).by).toEqual({ '': 10000 });
    expect((await inApril('revenue-by-product')).by).toEqual({ prod_a: -6000, prod_b: -4000 });
    expect(await inMarch('disputes')).toMatchObject({ value: 1, parts: { lost: 1, open: 0 } });
    expect((await inMarch('lost-disputes', { basis: 'sale' })).value).toBe(10000);
  });

  test('B6 every bucket, breakdown and total of the bridge adds up, with fees and without', async () => {
    await harness.deliver(
      ...sold(),
      event('refund.created', '2026-03-05', refund('re_1', 'ch_1', 2000, '2026-03-05')),
      disputed('closed', '2026-04-20', 'lost'),
    );
    for (const feeHandling of ['net_of_fees', 'gross'] as const) {
      for (const breakdown of ['product', 'country', 'currency', 'price', 'interval', null] as const) {
        for (const month of ['2026-03', '2026-04']) {
          const account = { ...harness.account, feeHandling };
          const net = await inMonth(account, 'net-revenue', month, { breakdown });
          const parts = Object.values(net.parts ?? {}).reduce((sum, part) => sum + part, 0);
          expect(parts).toBe(net.value);
          expect(Object.values(net.by).reduce((sum: number, part) => sum + (part ?? 0), 0)).toBe(net.value);
        }
      }
    }
    expect((await verifyWorkspace(harness.account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('B6 a won dispute returns the money, and its fee where Stripe gives it back; nothing was lost', async () => {
    const back = [taken, given('2026-04-02', 12000, -1500)];
    await harness.deliver(
      ...sold(),
      disputed('created', '2026-03-10', 'needs_response'),
      disputed('closed', '2026-04-02', 'won', back),
      disputed('funds_reinstated', '2026-04-02', 'won', back),
    );
    expect((await inApril('dispute-funds')).value).toBe(-12000);
    expect((await inApril('fees')).value).toBe(-1500);
    expect((await inApril('lost-disputes')).value).toBe(0);
    expect((await inMarch('disputes')).parts).toMatchObject({ won: 1 });
  });

  test('B6 money reinstated after a loss reverses it on its own day, a part of it in proportion', async () => {
    const part = [taken, given('2026-05-01', 3000)];
    await harness.deliver(
      ...sold(),
      disputed('closed', '2026-04-20', 'lost'),
      disputed('funds_reinstated', '2026-05-01', 'lost', part),
    );
    const inMay = (metric: string) => inMonth(harness.account, metric, '2026-05');
    expect((await inApril('lost-disputes')).value).toBe(10000);
    expect((await inMay('lost-disputes')).value).toBe(-2500);
    expect((await inMay('revenue-by-product')).by).toEqual({ prod_a: 1500, prod_b: 1000 });
  });

  test('B6 a loss that is overturned comes back whole', async () => {
    await harness.deliver(
      ...sold(),
      disputed('closed', '2026-04-20', 'lost'),
      disputed('updated', '2026-05-03', 'won'),
    );
    expect((await inMonth(harness.account, 'lost-disputes', '2026-05')).value).toBe(-10000);
  });

  test('B6 a dispute after a partial refund takes what is left of each line', async () => {
    await harness.deliver(
      ...sold(),
      event('refund.created', '2026-03-05', refund('re_1', 'ch_1', 6000, '2026-03-05')),
      event('charge.dispute.closed', '2026-04-20', dispute('dp_1', 'ch_1', 6000, '2026-03-10', { status: 'lost' })),
    );
    expect((await inMonth(harness.account, 'revenue-by-product', '2026-04')).by).toEqual({
      prod_a: -3000,
      prod_b: -2000,
    });
  });

  test('B5 an inquiry is no dispute, until it becomes one', async () => {
    await harness.deliver(...sold(), disputed('created', '2026-03-10', 'warning_needs_response', []));
    expect(await inMarch('disputes')).toMatchObject({ value: 0, parts: { inquiries: 1 } });
    await harness.deliver(disputed('updated', '2026-03-12', 'needs_response'));
    expect(await inMarch('disputes')).toMatchObject({ value: 1, parts: { inquiries: 0, open: 1 } });
  });

  test('B5 disputes are a series of their own; refund rates take lost ones in where asked for, each charge once', async () => {
    await harness.deliver(
      ...sold(),
      event('charge.succeeded', '2026-03-02', charge('ch_2', 'cus_2', 5000, '2026-03-02')),
      event('charge.succeeded', '2026-03-02', charge('ch_3', 'cus_3', 5000, '2026-03-02')),
      event('refund.created', '2026-03-03', refund('re_2', 'ch_2', 1000, '2026-03-03')),
      event('charge.dispute.closed', '2026-04-01', dispute('dp_2', 'ch_2', 4000, '2026-03-10', { status: 'lost' })),
      disputed('closed', '2026-04-20', 'lost'),
    );
    const rate = async (of: string, basis: 'sale' | 'sale-disputes' | 'refund-disputes') => {
      const { numerator, denominator } = await inMarch(`refund-rate-${of}`, { basis });
      return [numerator, denominator];
    };
    expect(await rate('count', 'sale')).toEqual([1, 3]);
    expect(await rate('count', 'sale-disputes')).toEqual([2, 3]);
    expect(await rate('amount', 'sale')).toEqual([1000, 20000]);
    expect(await rate('amount', 'sale-disputes')).toEqual([15000, 20000]);
    expect(await rate('amount', 'refund-disputes')).toEqual([1000, 20000]);
    const april = await inApril('refund-rate-count', { basis: 'refund-disputes' });
    expect([april.numerator, april.denominator]).toEqual([1, 0]);
  });

  test('B6 the fee of a dispute does not make the fees of charges known: revenue is still called gross of them', async () => {
    const unread = charge('ch_1', 'cus_1', 12000, '2026-03-01');
    await harness.deliver(
      event('charge.succeeded', '2026-03-01', unread),
      disputed('created', '2026-03-10', 'needs_response'),
    );
    const { issues } = await loadHealth(harness.account, 'live');
    expect(issues).toMatchObject([{ kind: 'unknown_fees', count: 1 }]);
  });

  test('B6 a dispute whose charge was never seen is booked without a tax share', async () => {
    await harness.deliver(
      event('charge.dispute.closed', '2026-04-20', dispute('dp_9', 'ch_9', 700, '2026-03-10', { status: 'lost' })),
    );
    expect((await inApril('net-revenue')).value).toBe(-700);
    expect((await inApril('revenue-by-product')).by).toEqual({ unattributed_payment: -700 });
  });

  test('F3 the events of a dispute in any order end in one and the same ledger', async () => {
    const back = [taken, given('2026-05-01', 3000)];
    const life = [
      ...sold(),
      disputed('created', '2026-03-10', 'needs_response'),
      disputed('funds_withdrawn', '2026-03-10', 'needs_response'),
      disputed('closed', '2026-04-20', 'lost'),
      disputed('funds_reinstated', '2026-05-01', 'lost', back),
    ];
    const digests = new Set<string>();
    for (const order of [life, life.toReversed(), [...life.slice(3), ...life.slice(0, 3)], [...life, ...life]]) {
      await harness.reset();
      for (const sent of order) await harness.deliver(sent);
      digests.add((await ledgerDigest(getPool(), harness.account.workspaceId)).all);
    }
    expect(digests.size).toBe(1);
  });
});
