import { describe, expect, test } from 'vitest';
import type { FactBodies, FactKind } from '@/lib/ledger/facts';
import {
  charge,
  discount,
  event,
  type FakeObject,
  invoice,
  invoicePayment,
  item,
  line,
  price,
  subscription,
} from '../testing/stripe-objects';
import { extractEvent } from './extract-event';

const WHEN = '2026-03-10';

function versionOf<K extends FactKind>(kind: K, type: string, object: FakeObject): FactBodies[K] {
  const { id, livemode, ...sent } = event(type, WHEN, object);
  const stored = {
    id,
    type,
    livemode,
    occurredAt: new Date(WHEN),
    knownAt: new Date(WHEN),
    country: null,
    payload: { ...sent, id, livemode },
  };
  for (const { version } of extractEvent(stored)) if (isOf(version, kind)) return version.body;
  throw new Error(`${type} has no ${kind}`);
}
const isOf = <K extends FactKind>(version: { kind: FactKind }, kind: K): version is { kind: K; body: FactBodies[K] } =>
  version.kind === kind;

const invoiceOf = (extra: Record<string, unknown>) =>
  versionOf('invoice', 'invoice.paid', { ...invoice('in_1', 'cus_1', 12000, WHEN), ...extra });
const subscriptionOf = (extra: Record<string, unknown>) =>
  versionOf(
    'subscription',
    'customer.subscription.updated',
    subscription('sub_1', 'cus_1', [item('si_1', price('price_a', 1000))], WHEN, extra),
  );
const lineOf = (members: Record<string, unknown>) =>
  invoiceOf({ lines: { data: [{ ...line('il_1', 1000), pricing: null, parent: null, taxes: null, ...members }] } })
    .lines[0];
const coupon = { id: 'half', object: 'coupon', duration: 'forever', percent_off: 50 };

describe('B14 rule 4 the same fact in old and new shapes', () => {
  test('invoice → subscription', () => {
    const parent = { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } };
    for (const shape of [{ parent: null, subscription: 'sub_1' }, { parent }])
      expect(invoiceOf(shape).subscription).toBe('sub_1');
  });

  test('charge → invoice', () => {
    expect(
      versionOf('charge', 'charge.succeeded', charge('ch_1', 'cus_1', 1000, WHEN, { invoice: 'in_1' })).invoice,
    ).toBe('in_1');
    expect(invoiceOf({ charge: 'ch_1', payment_intent: 'pi_1' })).toMatchObject({
      charge: 'ch_1',
      paymentIntent: 'pi_1',
    });
    const payments = { data: [{ payment: { type: 'payment_intent', payment_intent: 'pi_1' } }] };
    expect(invoiceOf({ payments }).payments).toEqual([{ charge: null, paymentIntent: 'pi_1' }]);
    const linked = versionOf('invoice_payment', 'invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'ch_1'));
    expect(linked).toMatchObject({ invoice: 'in_1', charge: 'ch_1' });
  });

  test('discounts, and the coupon of a discount', () => {
    const { source, ...old } = discount('di_1', coupon);
    const shapes = [
      { discounts: [], discount: { ...old, coupon } },
      { discounts: [{ ...old, coupon }] },
      { discounts: [{ ...old, source }] },
    ];
    for (const shape of shapes)
      expect(subscriptionOf(shape).discounts).toMatchObject([{ id: 'di_1', coupon: { percentOff: '50' } }]);
    expect(
      subscriptionOf({ discounts: [{ ...old, source: { type: 'coupon', coupon: 'half' } }] }).discounts,
    ).toMatchObject([{ couponId: 'half', coupon: null }]);
    expect(subscriptionOf({ discounts: ['di_1'] }).discounts).toEqual([
      { id: 'di_1', couponId: null, coupon: null, start: null, end: null },
    ]);
  });

  test('price of a line', () => {
    const shapes = [
      { plan: { id: 'price_a', product: 'prod_a' } },
      { price: { id: 'price_a', product: 'prod_a' } },
      { price: { id: 'price_a', product: { id: 'prod_a', object: 'product' } } },
      { pricing: { type: 'price_details', price_details: { price: 'price_a', product: 'prod_a' } } },
    ];
    for (const shape of shapes) expect(lineOf(shape)).toMatchObject({ priceId: 'price_a', productId: 'prod_a' });
  });

  test('proration line', () => {
    const details = { subscription: 'sub_1', subscription_item: 'si_1', proration: true };
    const shapes = [
      { proration: true, subscription: 'sub_1' },
      { parent: { type: 'subscription_item_details', subscription_item_details: details } },
      { parent: { type: 'invoice_item_details', invoice_item_details: details } },
    ];
    for (const shape of shapes) expect(lineOf(shape)).toMatchObject({ proration: true, subscription: 'sub_1' });
  });

  test('tax of an invoice and of a line', () => {
    const shapes = [
      { total_excluding_tax: null, tax: 2000 },
      { total_excluding_tax: null, total_tax_amounts: [{ amount: 1500 }, { amount: 500 }] },
      { total_excluding_tax: 10000, total_taxes: [{ amount: 2000 }] },
    ];
    for (const shape of shapes) expect(invoiceOf(shape).totalExcludingTax).toBe(10000);
    expect(
      lineOf({
        tax_amounts: [
          { amount: 70, inclusive: true },
          { amount: 30, inclusive: false },
        ],
      }),
    ).toMatchObject({ inclusiveTax: 70, exclusiveTax: 30 });
    const taxes = [
      { amount: 70, tax_behavior: 'inclusive' },
      { amount: 30, tax_behavior: 'exclusive' },
    ];
    expect(lineOf({ taxes })).toMatchObject({ inclusiveTax: 70, exclusiveTax: 30 });
  });

  test('paid, and paid out of band', () => {
    for (const shape of [{ status: null, paid: true }, { status: 'paid' }])
      expect(invoiceOf(shape).status).toBe('paid');
    for (const shape of [{ paid_out_of_band: true }, { amount_paid_off_stripe: 12000 }])
      expect(invoiceOf(shape).paidOutOfBand).toBe(true);
  });

  test('customer: an id, or the expanded object', () => {
    for (const customer of ['cus_1', { id: 'cus_1', object: 'customer' }])
      expect(invoiceOf({ customer }).customer).toBe('cus_1');
  });

  test('a plan reads like a price', () => {
    const plan = {
      id: 'price_a',
      object: 'plan',
      amount: 1000,
      currency: 'usd',
      interval: 'month',
      interval_count: 3,
      product: 'prod_a',
      usage_type: 'licensed',
    };
    expect(subscriptionOf({ items: null, plan, quantity: 2 }).items).toMatchObject([
      {
        quantity: 2,
        price: { id: 'price_a', unitAmount: '1000', interval: 'month', intervalCount: 3, productId: 'prod_a' },
      },
    ]);
    expect(versionOf('price', 'plan.created', plan)).toMatchObject({ unitAmount: '1000', interval: 'month' });
  });

  test('refunds embedded in a charge before 2022-11-15 are refunds of their own', () => {
    const refunds = {
      data: [
        { id: 're_1', object: 'refund', amount: 300, currency: 'usd', status: 'succeeded', charge: 'ch_1', created: 1 },
      ],
    };
    expect(versionOf('refund', 'charge.refunded', charge('ch_1', 'cus_1', 1000, WHEN, { refunds }))).toMatchObject({
      amount: 300,
      charge: 'ch_1',
    });
  });

  test('a session of adaptive pricing, and one with presentment details', () => {
    const session = {
      id: 'cs_1',
      object: 'checkout.session',
      customer: null,
      currency: 'cad',
      amount_total: 2055,
      payment_status: 'paid',
    };
    const old = { ...session, currency_conversion: { amount_total: 1500, fx_rate: '1.37', source_currency: 'usd' } };
    expect(versionOf('session', 'checkout.session.completed', old).conversion).toEqual({
      amountTotal: 1500,
      currency: 'usd',
      rate: '1.37',
    });
    const now = {
      ...session,
      currency: 'usd',
      amount_total: 1500,
      presentment_details: { presentment_amount: 2055, presentment_currency: 'cad' },
    };
    expect(versionOf('session', 'checkout.session.completed', now)).toMatchObject({
      conversion: null,
      currency: 'usd',
      amountTotal: 1500,
    });
  });
});

describe('whose an object is', () => {
  test('a discount of one item or one invoice is not the customer’s own', () => {
    const on = (extra: Record<string, unknown>) =>
      versionOf('discount', 'customer.discount.created', {
        ...discount('di_1', coupon),
        customer: 'cus_1',
        ...extra,
      });
    expect(on({ subscription: null })).toMatchObject({ customer: 'cus_1', subscription: null });
    expect(on({ subscription: 'sub_1' }).subscription).toBe('sub_1');
    for (const extra of [
      { subscription_item: 'si_1' },
      { invoice: 'in_1' },
      { invoice_item: 'ii_1' },
      { checkout_session: 'cs_1' },
    ]) {
      expect(on({ subscription: null, ...extra }).subscription).not.toBeNull();
    }
  });

  test('B0 rule 7 what hangs on a test clock is not live', () => {
    const { id, ...sent } = event(
      'customer.subscription.created',
      WHEN,
      subscription('sub_1', 'cus_1', [], WHEN, { test_clock: 'clock_1' }),
    );
    const stored = {
      id,
      type: sent.type,
      livemode: true,
      occurredAt: new Date(WHEN),
      knownAt: new Date(WHEN),
      country: null,
      payload: sent,
    };
    expect(extractEvent(stored).map(({ version }) => version.livemode)).toEqual([false]);
  });
});
