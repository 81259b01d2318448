import { describe, expect, test } from 'vitest';
import {
  at,
  charge,
  checkoutSession,
  event,
  type FakeEvent,
  invoice,
  invoicePayment,
  line,
  paymentIntent,
} from '@/lib/inbox/testing/stripe-objects';
import { foldEvents } from './testing/fold-events';

const WHEN = at('2026-03-10T12:00:00Z');

const session = (extra: Record<string, unknown>) => checkoutSession('cs_1', 'cus_1', 1500, WHEN, extra);
const completed = (extra: Record<string, unknown>) => event('checkout.session.completed', WHEN, session(extra));
const paid = (extra: Record<string, unknown>, total = 12000) =>
  event('invoice.paid', WHEN, invoice('in_1', 'cus_1', total, WHEN, extra));
const intent = (extra: Record<string, unknown> = {}) => paymentIntent('pi_1', 'cus_1', 1500, WHEN, extra);

const salesOf = (...events: FakeEvent[]) =>
  foldEvents(events).sales.map(({ id, currency, net, tax }) => ({ id, currency, net: Number(net), tax: Number(tax) }));
const only = (...events: FakeEvent[]) => {
  const sales = salesOf(...events);
  expect(sales).toHaveLength(1);
  return sales[0];
};

describe('B6 RV-34 the amount of a sale', () => {
  test('B6-1 an adaptive price of cad 2055 is the 1500 usd the business receives', () => {
    const conversion = { amount_total: 1500, fx_rate: '1.37', source_currency: 'usd' };
    expect(only(completed({ currency: 'cad', amount_total: 2055, currency_conversion: conversion }))).toMatchObject({
      currency: 'usd',
      net: 1500,
    });
  });

  test('B6-2 RV-40 with 13 % tax it is 1695 − 195 = 1500, not 1695', () => {
    const conversion = { amount_total: 1695, fx_rate: '1.37', source_currency: 'usd' };
    const sale = only(
      completed({
        currency: 'cad',
        amount_total: 2322,
        total_details: { amount_tax: 267 },
        currency_conversion: conversion,
      }),
    );
    expect(sale).toMatchObject({ currency: 'usd', net: 1500, tax: 195 });
  });

  test('B6-4 presentment details do not change the integration currency’s amount', () => {
    const sale = only(completed({ presentment_details: { presentment_amount: 2055, presentment_currency: 'cad' } }));
    expect(sale).toMatchObject({ currency: 'usd', net: 1500 });
  });

  test('B6-5 RV-35 an invoice counts without its tax', () => {
    expect(only(paid({ total_excluding_tax: 10000 }))).toMatchObject({ net: 10000, tax: 2000 });
  });

  test('B6-6 a partly paid invoice counts in proportion', () => {
    expect(only(paid({ status: 'open', total_excluding_tax: 10000, amount_paid: 6000 }))).toMatchObject({
      net: 5000,
      tax: 1000,
    });
  });

  test('B6-7 what the customer balance paid is no cash: 1667', () => {
    expect(only(paid({ total_excluding_tax: 10000, amount_due: 2000, amount_paid: 2000 }))).toMatchObject({
      net: 1667,
      tax: 333,
    });
  });

  test('B6-8 without total_excluding_tax the amount paid counts', () => {
    expect(only(paid({ total_excluding_tax: null, amount_paid: 900 }, 900))).toMatchObject({ net: 900, tax: 0 });
  });

  test('B6 an invoice paid out of band is a sale of its total', () => {
    expect(only(paid({ total_excluding_tax: 10000, amount_paid: 0, paid_out_of_band: true }))).toMatchObject({
      net: 10000,
      tax: 2000,
    });
  });

  test('B6 the lines of a sale sum to it, discounts and tax taken out of each', () => {
    const lines = [
      line('il_1', 8000, {
        product: 'prod_a',
        discount_amounts: [{ amount: 800, discount: 'di_1' }],
        taxes: [{ amount: 1440, tax_behavior: 'exclusive' }],
      }),
      line('il_2', 3333, { product: 'prod_b', taxes: [{ amount: 667, tax_behavior: 'exclusive' }] }),
    ];
    const of = { lines, total_excluding_tax: 10533, total_discount_amounts: [{ amount: 800, discount: 'di_1' }] };
    const [sale] = foldEvents([paid({ ...of, amount_paid: 12640 }, 12640)]).sales;
    expect(sale?.lines.map(({ net, discount, tax }) => [net, discount, tax])).toEqual([
      [7200n, 800n, 1440n],
      [3333n, 0n, 667n],
    ]);
    const [partly] = foldEvents([paid({ ...of, status: 'open', amount_paid: 6320 }, 12640)]).sales;
    expect(partly?.lines.reduce((sum, { net }) => sum + net, 0n)).toBe(partly?.net);
  });
});

describe('B6 what is a sale', () => {
  const story = [
    completed({ mode: 'subscription', invoice: 'in_1', payment_intent: null, amount_total: 1500 }),
    event('invoice.paid', WHEN, invoice('in_1', 'cus_1', 1500, WHEN)),
    event('invoice.payment_succeeded', WHEN, invoice('in_1', 'cus_1', 1500, WHEN)),
    event('payment_intent.succeeded', WHEN, intent()),
    event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 1500, WHEN, { payment_intent: 'pi_1' })),
  ];
  const link = event('invoice_payment.paid', WHEN, invoicePayment('inpay_1', 'in_1', null, 'pi_1'));

  test('B6-9 five events of one payment are one sale, keyed by the invoice', () => {
    expect(only(...story, link)).toMatchObject({ id: 'in_1', net: 1500 });
  });

  test('B6-9 also where nothing but amount and time joins the charge to its invoice', () => {
    expect(only(...story)).toMatchObject({ id: 'in_1', net: 1500 });
  });

  test('B6-9 also in the shapes before 2025-03-31', () => {
    const old = [
      event('invoice.paid', WHEN, invoice('in_1', 'cus_1', 1500, WHEN, { charge: 'ch_1', payment_intent: 'pi_1' })),
      event(
        'charge.succeeded',
        WHEN + 7200,
        charge('ch_1', 'cus_1', 1500, WHEN + 7200, { payment_intent: 'pi_1', invoice: 'in_1' }),
      ),
    ];
    expect(only(...old)).toMatchObject({ id: 'in_1', net: 1500 });
  });

  test('B6 without an invoice the checkout session names the sale, else the payment intent, else the charge', () => {
    const [, , , pi, ch] = story;
    if (!pi || !ch) throw new Error('story');
    expect(only(completed({}), pi, ch)).toMatchObject({ id: 'cs_1' });
    expect(only(pi, ch)).toMatchObject({ id: 'pi_1' });
    expect(only(event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 1500, WHEN)))).toMatchObject({ id: 'ch_1' });
  });

  test('two payments of the same amount stay two', () => {
    const second = event(
      'charge.succeeded',
      WHEN + 60,
      charge('ch_2', 'cus_1', 1500, WHEN + 60, { payment_intent: 'pi_2' }),
    );
    expect(salesOf(...story, link, second).map(({ id }) => id)).toEqual(['in_1', 'pi_2']);
  });

  test('B6-13 an asynchronous payment is a sale when it succeeds, not at completion', () => {
    const pending = completed({ payment_status: 'unpaid', payment_intent: null });
    const later = event('checkout.session.async_payment_succeeded', WHEN + 86_400, session({ payment_intent: null }));
    expect(salesOf(pending)).toEqual([]);
    expect(only(pending, later)).toMatchObject({ id: 'cs_1' });
    expect(foldEvents([later, pending]).sales[0]?.occurredAt).toEqual(new Date((WHEN + 86_400) * 1000));
    expect(
      salesOf(
        pending,
        event(
          'checkout.session.async_payment_failed',
          WHEN + 86_400,
          session({ payment_status: 'unpaid', payment_intent: null }),
        ),
      ),
    ).toEqual([]);
  });

  test('B6-14 a session that only sets up a payment method is no sale', () => {
    expect(
      salesOf(
        completed({ mode: 'setup', amount_total: 0, payment_status: 'no_payment_required', payment_intent: null }),
      ),
    ).toEqual([]);
  });

  test('B5 an uncaptured authorisation, a failed charge and a zero invoice are no sales', () => {
    expect(
      salesOf(
        event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 1500, WHEN, { captured: false, amount_captured: 0 })),
      ),
    ).toEqual([]);
    expect(
      salesOf(event('charge.failed', WHEN, charge('ch_1', 'cus_1', 1500, WHEN, { status: 'failed', paid: false }))),
    ).toEqual([]);
    expect(salesOf(paid({}, 0))).toEqual([]);
  });

  test('B8-4 an upgrade keeps the sign of its proration lines', () => {
    const lines = [line('il_1', -500, { product: 'prod_basic' }), line('il_2', 1500, { product: 'prod_pro' })];
    const [sale] = foldEvents([paid({ lines }, 1000)]).sales;
    expect(sale?.lines.map(({ productId, net }) => [productId, net])).toEqual([
      ['prod_basic', -500n],
      ['prod_pro', 1500n],
    ]);
  });
});
