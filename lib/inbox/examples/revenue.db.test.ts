import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { DEFAULT_DEFINITIONS, type Definitions } from '@/lib/ledger/definitions';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { loadMetricRows } from '@/lib/reports/load-rows';
import { parseReportParams } from '@/lib/reports/report-params';
import { refoldWorkspace } from '../rebuild';
import { creditNote } from '../testing/given-back-objects';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { at, charge, checkoutSession, event, type FakeEvent, invoice, line, refund } from '../testing/stripe-objects';
import { figure, inMonth } from './testing/figures';

const WHEN = '2026-03-10T12:00:00Z';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await choose({});
  await harness.reset();
});
afterAll(() => harness.close());

const march = (metric: string, extra = {}) => inMonth(harness.account, metric, '2026-03', extra);
const net = async () => (await march('net-revenue')).value;
/** Of recognised revenue in March, what the rows of a part come to. */
const sumOfPart = async (part: string) => {
  const params = parseReportParams(harness.account, {});
  const point = { start: '2026-03-01', end: '2026-04-01', part };
  const { rows } = await loadMetricRows(harness.account, 'recognised-revenue', params, point);
  return rows.reduce((sum, { value }) => sum + (value ?? 0), 0);
};
const choose = (changes: Partial<Definitions>) =>
  getPool().query('update workspace set definitions = $2 where id = $1', [
    harness.account.workspaceId,
    { ...DEFAULT_DEFINITIONS, ...changes },
  ]);
const checked = async () =>
  expect((await verifyWorkspace(harness.account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);

const completed = (extra: Record<string, unknown>) =>
  event('checkout.session.completed', WHEN, checkoutSession('cs_1', 'cus_1', 1500, WHEN, extra));
const paid = (extra: Record<string, unknown>, total = 12000) =>
  event('invoice.paid', WHEN, invoice('in_1', 'cus_1', total, WHEN, extra));

describe('B6 the amount of a sale, through the webhook door', () => {
  const converted = (total: number) => ({ amount_total: total, fx_rate: '1.37', source_currency: 'usd' });
  const cases: [string, FakeEvent, number][] = [
    [
      'B6-1 adaptive price',
      completed({ currency: 'cad', amount_total: 2055, currency_conversion: converted(1500) }),
      1500,
    ],
    [
      'B6-2 adaptive price with tax',
      completed({
        currency: 'cad',
        amount_total: 2322,
        total_details: { amount_tax: 267 },
        currency_conversion: converted(1695),
      }),
      1500,
    ],
    [
      'B6-4 presentment details',
      completed({ presentment_details: { presentment_amount: 2055, presentment_currency: 'cad' } }),
      1500,
    ],
    ['B6-5 tax excluded', paid({ total_excluding_tax: 10000 }), 10000],
    ['B6-6 partly paid', paid({ status: 'open', total_excluding_tax: 10000, amount_paid: 6000 }), 5000],
    ['B6-7 the rest from the balance', paid({ total_excluding_tax: 10000, amount_due: 2000, amount_paid: 2000 }), 1667],
    ['B6-8 no total_excluding_tax', paid({ total_excluding_tax: null, amount_paid: 900 }, 900), 900],
    ['B6 paid out of band', paid({ total_excluding_tax: 10000, amount_paid: 0, paid_out_of_band: true }), 10000],
    [
      'B6 a bare payment intent',
      event('payment_intent.succeeded', WHEN, {
        ...{ id: 'pi_1', object: 'payment_intent', customer: 'cus_1', status: 'succeeded', currency: 'usd' },
        ...{ amount_received: 1500, created: at(WHEN), latest_charge: null },
      }),
      1500,
    ],
  ];
  test.each(cases)('%s', async (_, sent, expected) => {
    await harness.deliver(sent);
    expect(await net()).toBe(expected);
    await checked();
  });
});

describe('B6 total payments', () => {
  test('B6 AM-20 each paid invoice once with its tax; refunds, fees, open ones and payments without an invoice do not matter', async () => {
    await harness.deliver(
      paid({ total_excluding_tax: 10000, charge: 'ch_1' }),
      event('invoice.payment_succeeded', WHEN, invoice('in_1', 'cus_1', 12000, WHEN, { charge: 'ch_1' })),
      event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 12000, WHEN)),
      event('refund.created', WHEN, refund('re_1', 'ch_1', 6000, WHEN)),
      event('invoice.paid', WHEN, invoice('in_2', 'cus_2', 3000, WHEN, { amount_paid: 2000 })),
      event('invoice.updated', WHEN, invoice('in_3', 'cus_2', 3000, WHEN, { status: 'open', amount_paid: 1000 })),
      event('invoice.paid', WHEN, invoice('in_4', 'cus_2', 0, WHEN)),
      event('charge.succeeded', WHEN, charge('ch_2', 'cus_3', 700, WHEN)),
    );
    expect(await march('total-payments')).toMatchObject({ value: 14000, parts: { invoices: 2 } });
    await checked();
  });
});

test('B6 what a platform takes of a payment is a fee like Stripe’s own', async () => {
  const details = [
    { amount: 320, type: 'stripe_fee' },
    { amount: 500, type: 'application_fee' },
  ];
  const transaction = { id: 'txn_1', object: 'balance_transaction', fee: 820, fee_details: details, currency: 'usd' };
  await harness.deliver(
    event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 10000, WHEN, { balance_transaction: transaction })),
    event('application_fee.created', WHEN, { id: 'fee_1', object: 'application_fee', amount: 500, charge: 'ch_1' }),
  );
  expect((await march('fees')).value).toBe(820);
  expect(await net()).toBe(9180);
});

describe('B6 revenue when it is earned', () => {
  beforeEach(() => choose({ revenueTiming: 'accrual' }));
  const period = (from: string, to: string) => ({ period: { start: at(from), end: at(to) } });
  const recognised = (month: string, extra = {}) => inMonth(harness.account, 'recognised-revenue', month, extra);

  test('B6-7 of an invoice that the balance paid most of: 10000 earned, 1667 in cash', async () => {
    await harness.deliver(paid({ total_excluding_tax: 10000, amount_due: 2000, amount_paid: 2000 }));
    expect(await net()).toBe(10000);
    await checked();
    await choose({});
    await refoldWorkspace(harness.account.workspaceId);
    expect(await net()).toBe(1667);
    expect((await recognised('2026-03')).parts).toMatchObject({ deferred: 0, paid: 1667 });
    expect(await sumOfPart('paid')).toBe(1667);
  });

  test('B6 BY-21 a line is spread by day over its period, exactly, and the rest is deferred', async () => {
    const lines = [line('il_1', 1000, period('2026-03-10', '2026-04-10')), line('il_2', 300)];
    await harness.deliver(paid({ lines }, 1300));
    // 31 days: 1000 = 8 × 33 + 23 × 32, the larger shares first.
    const first = await recognised('2026-03', { interval: 'day' });
    expect(first).toMatchObject({ value: 8 * 33 + 14 * 32 + 300, parts: { deferred: 9 * 32, paid: 1300 } });
    expect(await recognised('2026-04')).toMatchObject({ value: 9 * 32, parts: { deferred: -9 * 32, paid: 0 } });
    for (const [part, sum] of Object.entries({ deferred: 9 * 32, paid: 1300 }))
      expect([part, await sumOfPart(part)]).toEqual([part, sum]);
    expect((await figure(harness.account, 'net-revenue', { from: '2026-01-01', to: '2027-01-01' })).value).toBe(1300);
    expect(await march('orders-by-product')).toMatchObject({ value: 1, parts: { units: 2 } });
    await checked();
  });

  test('B6 a year paid in advance, with discount and tax, in a zone with daylight saving', async () => {
    const account = { ...harness.account, timeZone: 'America/New_York' };
    await getPool().query("update workspace set time_zone = 'America/New_York' where id = $1", [account.workspaceId]);
    const taxed = {
      discount_amounts: [{ amount: 1000, discount: 'di_1' }],
      taxes: [{ amount: 1777, tax_behavior: 'exclusive' }],
    };
    const lines = [line('il_1', 12000, { ...period('2026-03-10T12:00', '2027-03-10T12:00'), ...taxed })];
    const off = { total_discount_amounts: [{ amount: 1000, discount: 'di_1' }], total_excluding_tax: 11000 };
    await harness.deliver(paid({ lines, ...off }, 12777));
    const year = (metric: string) =>
      figure(account, metric, { from: '2026-01-01', to: '2028-01-01', interval: 'month' });
    expect(await year('net-revenue')).toMatchObject({
      value: 11000,
      parts: { gross: 13777, discounts: -1000, tax: -1777 },
    });
    expect((await year('recognised-revenue')).parts).toMatchObject({ deferred: 0 });
    await checked();
    await getPool().query("update workspace set time_zone = 'UTC' where id = $1", [account.workspaceId]);
  });

  test('B6 credit put on the balance is not earned; the invoice it pays is', async () => {
    await harness.deliver(
      paid({}, 10000),
      event(
        'credit_note.created',
        WHEN,
        creditNote('cn_1', 'in_1', 3000, WHEN, { customer_balance_transaction: 'cbtxn_1' }),
      ),
      event(
        'invoice.paid',
        '2026-04-10',
        invoice('in_2', 'cus_1', 3000, '2026-04-10', { amount_due: 0, amount_paid: 0 }),
      ),
    );
    expect(await net()).toBe(7000);
    expect((await recognised('2026-04')).value).toBe(3000);
    const average = await inMonth(harness.account, 'average-purchases-per-user', '2026-04');
    expect([average.numerator, average.denominator]).toEqual([0, 0]);
    expect((await inMonth(harness.account, 'orders-by-product', '2026-04')).value).toBe(0);
    expect((await inMonth(harness.account, 'purchase-frequency', '2026-04')).value).toBe(0);
    await checked();
  });

  test('B6 a negative invoice takes back what it credits, and what it lowered before payment was never earned', async () => {
    await harness.deliver(
      event('invoice.paid', WHEN, invoice('in_1', 'cus_1', -500, WHEN, { amount_due: 0, amount_paid: 0 })),
      event('invoice.paid', WHEN, invoice('in_2', 'cus_1', 10000, WHEN, { amount_due: 9000, amount_paid: 9000 })),
      event('credit_note.created', WHEN, creditNote('cn_1', 'in_2', 1000, WHEN, { type: 'pre_payment' })),
    );
    expect(await net()).toBe(8500);
    await checked();
  });
});

describe('B6 saleFx', () => {
  const today = new Date().toISOString().slice(0, 10);
  test.each([
    ['sale_date', 1500],
    ['latest_at_ingest', 1468],
  ] as const)('B6-3 cad 2055 at %s', async (saleFx, expected) => {
    await choose({ saleFx });
    await storeRate(harness.account, 'usd', 'cad', '2026-03-10', '1.37');
    await storeRate(harness.account, 'usd', 'cad', today, '1.40');
    await harness.deliver(paid({ currency: 'cad' }, 2055));
    expect(await net()).toBe(expected);
    await checked();
  });

  test('B6 what is earned later is converted at the rate of its sale', async () => {
    await choose({ revenueTiming: 'accrual' });
    await storeRate(harness.account, 'eur', 'usd', '2026-03-10', '1.10');
    const lines = [line('il_1', 3100, { period: { start: at('2026-03-10'), end: at('2026-04-10') } })];
    await harness.deliver(paid({ lines, currency: 'eur' }, 3100));
    expect(await figure(harness.account, 'net-revenue', { from: '2026-03-01', to: '2026-05-01' })).toMatchObject({
      value: 3410,
      unconverted: [],
    });
    await checked();
  });
});
