import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, invoice, invoicePayment, refund } from '../testing/stripe-objects';
import { figure, inMonth } from './testing/figures';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const paid = (id: string, amount: number, when: string) =>
  event('charge.succeeded', when, charge(id, `cus_${id}`, amount, when));
const refunded = (id: string, of: string, amount: number, when: string) =>
  event('refund.created', when, refund(id, of, amount, when));
const rate = async (of: 'amount' | 'count', basis: 'sale' | 'refund' | 'sale-full' = 'sale') => {
  const { numerator, denominator } = await inMonth(harness.account, `refund-rate-${of}`, '2026-03', { basis });
  return [numerator, denominator];
};

describe('B5 BY-09 ten charges of 5000 in March', () => {
  beforeAll(async () => {
    await harness.reset();
    await harness.deliver(
      paid('ch_feb', 10000, '2026-02-10'),
      ...Array.from({ length: 10 }, (_, index) =>
        paid(`ch_${index}`, 5000, `2026-03-${String(index + 1).padStart(2, '0')}`),
      ),
      refunded('re_1', 'ch_feb', 8000, '2026-03-04'),
      refunded('re_2', 'ch_0', 1500, '2026-03-20'),
    );
  });

  test('B5-1 by refund date March refunded 9500 of 50000: 19.0 %', async () => {
    expect(await rate('amount', 'refund')).toEqual([9500, 50000]);
    expect((await inMonth(harness.account, 'refunds', '2026-03')).value).toBe(9500);
  });

  test('B5-3 by sale date, as known on 31 March: 1500 of 50000', async () => {
    expect(await rate('amount')).toEqual([1500, 50000]);
  });

  describe('on 2 April another March charge is refunded', () => {
    beforeAll(() => harness.deliver(refunded('re_3', 'ch_1', 5000, '2026-04-02')));

    test('B5-2 by sale date: 6500 of 50000 = 13.0 %', async () => {
      expect(await rate('amount')).toEqual([6500, 50000]);
      expect((await inMonth(harness.account, 'refund-rate-amount', '2026-03')).value).toBe(0.13);
    });

    test('B5-4 by count: 2 of 10 charges, 1 of them in full', async () => {
      expect(await rate('count')).toEqual([2, 10]);
      expect(await rate('count', 'sale-full')).toEqual([1, 10]);
    });

    test('B5-1 by refund date March stays as it was', async () => {
      expect(await rate('amount', 'refund')).toEqual([9500, 50000]);
    });
  });

  describe('on 6 April that refund fails', () => {
    beforeAll(() =>
      harness.deliver(
        event('refund.failed', '2026-04-06', refund('re_3', 'ch_1', 5000, '2026-04-02', { status: 'failed' })),
      ),
    );

    test('B5-5 by sale date: 3.0 % again, and 1 of 10 by count', async () => {
      expect(await rate('amount')).toEqual([1500, 50000]);
      expect(await rate('count')).toEqual([1, 10]);
    });

    test('B5-5 by refund date it is given back on the day it fails', async () => {
      const day = async (from: string, to: string) =>
        (await figure(harness.account, 'refunds', { from, to, interval: 'day' })).value;
      expect([await day('2026-04-02', '2026-04-03'), await day('2026-04-06', '2026-04-07')]).toEqual([5000, -5000]);
    });
  });
});

test('B5-6 a refund of 3000 from 12000 with 2000 tax is 2500 net, and the net rate is over net', async () => {
  await harness.reset();
  await harness.deliver(
    event('invoice.paid', '2026-03-01', invoice('in_1', 'cus_1', 12000, '2026-03-01', { total_excluding_tax: 10000 })),
    event('invoice_payment.paid', '2026-03-01', invoicePayment('inpay_1', 'in_1', 'ch_1')),
    event('charge.succeeded', '2026-03-01', charge('ch_1', 'cus_1', 12000, '2026-03-01')),
    refunded('re_1', 'ch_1', 3000, '2026-03-10'),
  );
  expect(await rate('amount')).toEqual([2500, 10000]);
  expect((await inMonth(harness.account, 'net-revenue', '2026-03')).value).toBe(7500);
});

test('B5-7 two charge.refunded events and their refund objects are 3500, in any order', async () => {
  await harness.reset();
  const grown = (amount: number, when: string) =>
    event('charge.refunded', when, charge('ch_1', 'cus_1', 5000, '2026-03-01', { amount_refunded: amount }));
  const events = [
    paid('ch_1', 5000, '2026-03-01'),
    grown(1000, '2026-03-05'),
    refunded('re_1', 'ch_1', 1000, '2026-03-05'),
    grown(3500, '2026-03-09'),
    refunded('re_2', 'ch_1', 2500, '2026-03-09'),
  ].map((sent) =>
    sent.type === 'charge.succeeded'
      ? { ...sent, data: { object: charge('ch_1', 'cus_1', 5000, '2026-03-01') } }
      : sent,
  );
  for (const sent of events.toReversed()) await harness.deliver(sent);
  expect((await inMonth(harness.account, 'refunds', '2026-03')).value).toBe(3500);
  expect(await rate('count')).toEqual([1, 1]);
});

test('B5 zero invoices, uncaptured authorisations and failed charges are in no denominator', async () => {
  await harness.reset();
  await harness.deliver(
    event('invoice.paid', '2026-03-01', invoice('in_1', 'cus_1', 0, '2026-03-01')),
    event(
      'charge.succeeded',
      '2026-03-01',
      charge('ch_1', 'cus_1', 5000, '2026-03-01', { captured: false, amount_captured: 0 }),
    ),
    event(
      'charge.failed',
      '2026-03-01',
      charge('ch_2', 'cus_1', 5000, '2026-03-01', { status: 'failed', paid: false }),
    ),
  );
  expect(await rate('count')).toEqual([0, 0]);
});

test('B5 what a capture in part releases is no refund, whether the charge or a refund object tells of it', async () => {
  const held = (extra: Record<string, unknown>) => charge('ch_1', 'cus_1', 5000, '2026-03-01', extra);
  const captured = { amount_captured: 4000, amount_refunded: 1000 };
  const events = [
    event('charge.succeeded', '2026-03-01', held({ captured: false, amount_captured: 0 })),
    event('charge.captured', '2026-03-04', held(captured)),
    refunded('re_release', 'ch_1', 1000, '2026-03-04'),
    event('charge.refunded', '2026-03-09', held({ ...captured, amount_refunded: 1500 })),
    refunded('re_1', 'ch_1', 500, '2026-03-09'),
  ];
  const march = async (metric: string) => (await inMonth(harness.account, metric, '2026-03')).value;
  for (const told of [events, events.filter(({ type }) => type !== 'refund.created'), events.toReversed()]) {
    await harness.reset();
    await harness.deliver(...told);
    expect([await march('gross-revenue'), await march('refunds'), await rate('amount')]).toEqual([
      4000,
      500,
      [500, 4000],
    ]);
  }
  await harness.reset();
  await harness.deliver(...events.slice(0, 3));
  expect([await march('refunds'), await march('net-revenue')]).toEqual([0, 4000]);
});
