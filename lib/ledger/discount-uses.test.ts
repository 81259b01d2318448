import { expect, test } from 'vitest';
import { at, checkoutSession, discount, event, invoice, line } from '@/lib/inbox/testing/stripe-objects';
import { UNKNOWN_COUPON } from './coupons';
import { foldEvents } from './testing/fold-events';

const START = at('2026-03-02');
const half = discount('di_1', { id: 'HALF' }, { start: START, promotion_code: 'promo_1', customer: 'cus_1' });
const billed = (id: string, day: string) =>
  event('invoice.paid', day, invoice(id, 'cus_1', 5000, day, { discounts: ['di_1'] }));

const redeemed = (events: Parameters<typeof foldEvents>[0]) =>
  foldEvents(events)
    .entries.filter(({ measure }) => measure === 'redemption')
    .map(({ id, day, coupon, quantity }) => ({ id, day, coupon, quantity: Number(quantity) }));

test('B11 D11 a discount on several invoices is redeemed once, on the day it started, by the code that was entered', () => {
  const events = [
    billed('in_1', '2026-03-05'),
    event('customer.discount.created', '2026-03-02', half),
    billed('in_2', '2026-04-05'),
  ];
  expect(redeemed(events)).toEqual([{ id: 'redeemed:di_1', day: '2026-03-02', coupon: 'HALF', quantity: 1 }]);
  expect(foldEvents(events.toReversed()).profile.promotions).toEqual([{ id: 'promo_1', coupon: 'HALF', first: START }]);
});

test('B11 D11 a code entered at a checkout is used when it is completed; of a session that was left, it is not', () => {
  const session = (id: string, extra: Record<string, unknown>) =>
    checkoutSession(id, 'cus_1', 4000, '2026-03-10', {
      discounts: [{ coupon: null, promotion_code: 'promo_2' }],
      ...extra,
    });
  const events = [
    event('checkout.session.completed', '2026-03-10', session('cs_1', {})),
    event('checkout.session.expired', '2026-03-11', session('cs_2', { status: 'expired', payment_status: 'unpaid' })),
  ];
  expect(foldEvents(events).profile.promotions).toEqual([
    { id: 'promo_2', coupon: UNKNOWN_COUPON, first: at('2026-03-10') },
  ]);
});

test('B11-3 each of two stacked coupons has its own discount; they sum to that of the invoice', () => {
  const off = [
    { amount: 1000, discount: 'di_a' },
    { amount: 500, discount: 'di_b' },
  ];
  const paid = invoice('in_1', 'cus_1', 3500, '2026-03-05', {
    discounts: [discount('di_a', { id: 'A' }), discount('di_b', { id: 'B' })],
    total_discount_amounts: off,
    lines: [line('il_1', 5000, { discount_amounts: off })],
  });
  const given = foldEvents([event('invoice.paid', '2026-03-05', paid)]).entries.flatMap(({ measure, coupon, minor }) =>
    measure === 'coupon_discount' ? [[coupon, Number(minor)]] : [],
  );
  expect(given).toEqual([
    ['A', 1000],
    ['B', 500],
  ]);
});
