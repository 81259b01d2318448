import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COUPON_SEPARATOR } from '@/lib/ledger/coupons';
import { loadDimension } from '@/lib/reports/load-dimension';
import type { DimensionFilter } from '@/lib/reports/types';
import { type Harness, startHarness } from '../testing/harness';
import {
  at,
  charge,
  checkoutSession,
  discount,
  event,
  type FakeEvent,
  invoice,
  line,
  refund,
} from '../testing/stripe-objects';
import { figure, inMonth, type Question } from './testing/figures';
import { type Plan, subscribed, updated } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const BOTH = ['SAVE10', 'VIP'].join(COUPON_SEPARATOR);
const by = (values: string[], negated = false): Pick<Question, 'filters'> => ({
  filters: [{ dimension: 'coupon', negated, values } satisfies DimensionFilter],
});
const march = (metric: string, question: Partial<Question> = {}) =>
  inMonth(harness.account, metric, '2026-03', question);

/** A sale of 10000 before its discounts, each an amount off by the coupon it is of. */
function sale(name: string, off: Record<string, number>, extra: Record<string, unknown> = {}): FakeEvent[] {
  const amounts = Object.entries(off).map(([coupon, amount]) => ({ amount, discount: `di_${name}_${coupon}` }));
  const total = 10_000 - amounts.reduce((sum, { amount }) => sum + amount, 0);
  return [
    event(
      'invoice.paid',
      '2026-03-05',
      invoice(`in_${name}`, `cus_${name}`, total, '2026-03-05', {
        discounts: Object.keys(off).map((coupon) => discount(`di_${name}_${coupon}`, { id: coupon })),
        total_discount_amounts: amounts,
        lines: [line(`il_${name}`, 10_000, { discount_amounts: amounts })],
        charge: `ch_${name}`,
        ...extra,
      }),
    ),
    event(
      'charge.succeeded',
      '2026-03-05',
      charge(`ch_${name}`, `cus_${name}`, total, '2026-03-05', {
        balance_transaction: { id: `txn_${name}`, object: 'balance_transaction', fee: 300, currency: 'usd' },
      }),
    ),
  ];
}

describe('sales', () => {
  const sales = [...sale('a', { VIP: 500, SAVE10: 1000 }), ...sale('b', { SAVE10: 1000 }), ...sale('c', {})];
  beforeEach(() => harness.deliver(...sales));

  test('D11 B11-3 two coupons stacked on a line are a combination of their own; together with the others it is the whole', async () => {
    expect((await march('discounts', { breakdown: 'coupon' })).by).toEqual({ [BOTH]: 1500, SAVE10: 1000 });
    const net = await march('net-revenue', { breakdown: 'coupon' });
    expect(net.by).toEqual({ [BOTH]: 8500, SAVE10: 9000, '': 10_000, stripe_fees: -900 });
    expect(net.value).toBe(26_600);
    expect(net.labels).toEqual({
      [BOTH]: 'SAVE10 + VIP',
      SAVE10: 'SAVE10',
      '': 'No coupon',
      stripe_fees: 'Stripe fees',
    });
  });

  test('D11 a filter by a coupon finds it in every combination; by a combination exactly that one', async () => {
    const discounts = async (...filter: Parameters<typeof by>) => (await march('discounts', by(...filter))).value;
    expect(await discounts(['SAVE10'])).toBe(2500);
    expect(await discounts(['VIP'])).toBe(1500);
    expect(await discounts([BOTH])).toBe(1500);
    expect(await discounts(['VIP'], true)).toBe(1000);
    expect(await discounts(['SAVE10'], true)).toBe(0);
    expect((await march('gross-revenue', by(['']))).value).toBe(10_000);
    // From the entries, where another dimension or currency is asked for as well, as from the rollups.
    const product: DimensionFilter = { dimension: 'product', negated: false, values: ['prod_a'] };
    for (const [values, expected] of [[['VIP'], 1500] as const, [['SAVE10'], 2500] as const, [[BOTH], 1500] as const]) {
      const filters = [...(by([...values]).filters ?? []), product];
      expect((await march('discounts', { filters })).value).toBe(expected);
    }
  });

  test('a breakdown under a filter shows each combination that holds the coupon', async () => {
    const { by: parts, value } = await march('gross-revenue', { ...by(['SAVE10']), breakdown: 'coupon' });
    expect([parts, value]).toEqual([{ [BOTH]: 10_000, SAVE10: 10_000 }, 20_000]);
  });

  test('what is given back has the coupon of what it was paid for', async () => {
    await harness.deliver(event('refund.created', '2026-03-20', refund('re_1', 'ch_a', 8500, '2026-03-20')));
    expect((await march('refunds', { breakdown: 'coupon' })).by).toEqual({ [BOTH]: 8500 });
    expect((await march('refunds', by(['VIP']))).value).toBe(8500);
    expect((await march('refunds', by(['VIP'], true))).value).toBe(0);
  });

  test('each coupon and each combination can be chosen, named as the catalog names it', async () => {
    await harness.deliver(
      event('coupon.created', '2026-01-01', {
        id: 'VIP',
        object: 'coupon',
        name: 'Very important',
        duration: 'forever',
      }),
    );
    expect(await loadDimension(harness.account, 'coupon', 'live')).toEqual([
      { value: '', label: 'No coupon' },
      { value: 'SAVE10', label: 'SAVE10' },
      { value: BOTH, label: 'SAVE10 + Very important (VIP)' },
      { value: 'stripe_fees', label: 'Stripe fees' },
      { value: 'VIP', label: 'Very important (VIP)' },
    ]);
  });
});

test('a discount whose coupon no event has told yet is one of an unknown coupon, until one tells', async () => {
  await harness.deliver(...sale('a', { SAVE10: 1000 }, { discounts: ['di_a_SAVE10'] }));
  const discounts = () => march('discounts', { breakdown: 'coupon' });
  expect((await discounts()).by).toEqual({ unknown_coupon: 1000 });
  const told = { ...discount('di_a_SAVE10', { id: 'SAVE10' }), customer: 'cus_a' };
  await harness.deliver(event('customer.discount.created', '2026-03-01', told));
  expect((await discounts()).by).toEqual({ SAVE10: 1000 });
});

test('an invoice of before discounts were told by line has its coupon on all of them', async () => {
  const old = { lines: [line('il_1', 6000), line('il_2', 4000, { product: 'prod_b' })], discounts: null };
  await harness.deliver(
    ...sale('a', { SAVE10: 1000 }, { ...old, discount: discount('di_a_SAVE10', { id: 'SAVE10' }) }),
  );
  expect((await march('gross-revenue', { breakdown: 'coupon' })).by).toEqual({ SAVE10: 10_000 });
});

test('a checkout without an invoice has the coupons it names', async () => {
  const session = (id: string, discounts: unknown[]) =>
    event('checkout.session.completed', '2026-03-05', {
      ...{
        id,
        object: 'checkout.session',
        mode: 'payment',
        payment_status: 'paid',
        status: 'complete',
        currency: 'usd',
      },
      ...{ amount_total: 900, total_details: { amount_discount: 100, amount_tax: 0 }, created: at('2026-03-05') },
      ...{ customer: `cus_${id}`, payment_intent: `pi_${id}`, discounts },
    });
  await harness.deliver(session('cs_1', [{ coupon: 'SAVE10', promotion_code: null }]), session('cs_2', []));
  expect((await march('discounts', { breakdown: 'coupon' })).by).toEqual({ SAVE10: 100, unknown_coupon: 100 });
});

test('D11 a checkout that names a promotion code has its coupon, whichever is told first', async () => {
  const paid = event(
    'checkout.session.completed',
    '2026-03-10',
    checkoutSession('cs_1', 'cus_1', 4500, '2026-03-10', {
      discounts: [{ coupon: null, promotion_code: 'promo_1' }],
      total_details: { amount_tax: 0, amount_discount: 500 },
    }),
  );
  const object = { id: 'promo_1', object: 'promotion_code', code: 'SPRING', promotion: { coupon: 'SAVE10' } };
  const code = event('promotion_code.created', '2026-03-01', object);
  for (const events of [
    [paid, code],
    [code, paid],
  ]) {
    await harness.reset();
    for (const one of events) await harness.deliver(one);
    expect((await march('discounts', { breakdown: 'coupon' })).by).toEqual({ SAVE10: 500 });
    const byCode = await march('discounts', { breakdown: 'promotion_code' });
    expect([byCode.by, byCode.labels]).toMatchObject([{ promo_1: 500 }, { promo_1: 'SPRING' }]);
  }
});

describe('subscriptions', () => {
  const couponed = (name: string, duration: string, extra: Record<string, unknown> = {}): Plan => ({
    customer: name,
    amount: 1500,
    since: '2026-03-02T12:00:00Z',
    extra: {
      discounts: [
        discount(
          `di_${name}`,
          { id: duration.toUpperCase(), duration, percent_off: 20 },
          { start: at('2026-03-02'), ...extra },
        ),
      ],
    },
  });
  const june = (metric: string, question: Partial<Question> = {}) =>
    figure(harness.account, metric, { from: '2026-06-01', to: '2026-07-01', interval: 'month', ...question });

  test('B1-19 a coupon for one time changes no MRR, and so divides none', async () => {
    await harness.deliver(subscribed(couponed('a', 'once')), subscribed(couponed('b', 'forever')));
    expect((await march('mrr', { breakdown: 'coupon' })).by).toEqual({ '': 1500, FOREVER: 1200 });
  });

  test('B1-19 where discounts of every kind count, it is the coupon of what it lowers', async () => {
    await harness.deliver(subscribed(couponed('a', 'once')));
    const all = { preset: 'profitwell-like', breakdown: 'coupon' } as const;
    expect((await march('mrr', all)).by).toEqual({ ONCE: 1200 });
    expect((await june('mrr', all)).by).toEqual({ ONCE: 0, '': 1500 });
  });

  test('B2 when a coupon ends, its MRR goes and the item comes back without it: movements and levels add up by coupon', async () => {
    await harness.deliver(subscribed(couponed('a', 'repeating', { end: at('2026-06-02') })));
    expect((await march('mrr', { breakdown: 'coupon' })).by).toEqual({ REPEATING: 1200 });
    expect((await june('mrr', { breakdown: 'coupon' })).by).toEqual({ REPEATING: 0, '': 1500 });
    const rose = await june('expansion-mrr', { breakdown: 'coupon' });
    expect([rose.value, rose.by]).toEqual([300, { REPEATING: -1200, '': 1500 }]);
    expect((await june('new-mrr')).value).toBe(0);
    expect((await june('list-price-mrr', { breakdown: 'coupon' })).by).toEqual({ REPEATING: 0, '': 1500 });
    expect((await march('list-price-mrr', { breakdown: 'coupon' })).by).toEqual({ REPEATING: 1500 });
    for (const movementMode of ['daily', 'net_by_period'] as const)
      expect((await june('net-new-mrr', { movementMode, ...by(['REPEATING']) })).value).toBe(-1200);
  });

  test('MRR at list price is still told apart by who has a coupon', async () => {
    await harness.deliver(subscribed(couponed('a', 'forever')), subscribed({ ...couponed('b', 'forever'), extra: {} }));
    const atList = { preset: 'stripe-classic', breakdown: 'coupon' } as const;
    expect((await march('mrr', atList)).by).toEqual({ FOREVER: 1200, '': 1500 });
    const repeating = subscribed(couponed('c', 'repeating', { end: at('2026-06-02') }));
    await harness.deliver(repeating);
    expect((await march('mrr', atList)).by).toEqual({ FOREVER: 1200, REPEATING: 1500, '': 1500 });
    expect((await june('mrr', atList)).by).toEqual({ FOREVER: 1200, REPEATING: 0, '': 3000 });
  });

  test('B4 a trial has the coupon it was begun with, whatever the first payment used up', async () => {
    const { extra = {}, ...plan } = couponed('a', 'once');
    const trial = {
      status: 'trialing',
      trial_start: at('2026-03-02T12:00:00Z'),
      trial_end: at('2026-03-09T12:00:00Z'),
    };
    await harness.deliver(
      subscribed({ ...plan, extra: { ...extra, ...trial } }),
      updated('2026-03-09T12:00:00Z', { ...plan, extra: { ...trial, status: 'active' } }),
      event(
        'invoice.paid',
        '2026-03-09T12:00:00Z',
        invoice('in_1', 'a', 1200, '2026-03-09T12:00:00Z', { subscription: 'sub_a' }),
      ),
      subscribed({ ...plan, customer: 'b', extra: trial }),
    );
    expect((await march('trials', { breakdown: 'coupon' })).by).toEqual({ ONCE: 1, '': 1 });
    expect((await march('trial-conversion', by(['ONCE']))).numerator).toBe(1);
    expect((await march('trial-conversion', by(['ONCE'], true))).numerator).toBe(0);
  });
});
