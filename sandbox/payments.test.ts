import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { day, openShop, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

const pay = (stripe: Stripe, amount: number, currency = 'usd') =>
  stripe.paymentIntents.create({
    amount,
    currency,
    confirm: true,
    payment_method: 'pm_card_visa',
    expand: ['latest_charge.balance_transaction'],
  });

test('a payment becomes a charge and a balance transaction with its fee', async () => {
  const { stripe, account } = sandbox;
  const intent = await pay(stripe, 50_00);
  expect(intent).toMatchObject({
    status: 'succeeded',
    amount_received: 50_00,
    latest_charge: {
      paid: true,
      balance_transaction: {
        type: 'charge',
        amount: 50_00,
        fee: 1_75,
        net: 48_25,
        reporting_category: 'charge',
        status: 'pending',
      },
    },
  });
  expect(typesSince(account, 0)).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']);
  account.advanceTo(day('2025-01-04'));
  const [transaction] = (await stripe.balanceTransactions.list({ type: 'charge' })).data;
  expect(transaction?.status).toBe('available');
});

test('a currency without a minor unit pays 3.6 %, and one with a rate settles in the account’s own', async () => {
  const { stripe, account } = sandbox;
  expect(await pay(stripe, 1000, 'jpy')).toMatchObject({
    latest_charge: { balance_transaction: { fee: 36, currency: 'jpy', exchange_rate: null } },
  });
  account.setExchangeRate('EUR', 1.1);
  account.setExchangeRate('JPY', 0.0067);
  expect(await pay(stripe, 10_00, 'eur')).toMatchObject({
    currency: 'eur',
    latest_charge: { balance_transaction: { amount: 11_00, currency: 'usd', exchange_rate: 1.1, fee: 62 } },
  });
  expect(await pay(stripe, 1000, 'jpy')).toMatchObject({
    latest_charge: { balance_transaction: { amount: 6_70, currency: 'usd' } },
  });
});

test('a declined card is a 402, and the failed charge stays', async () => {
  const { stripe, account } = sandbox;
  const declined = stripe.paymentIntents.create({
    amount: 10_00,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_chargeDeclined',
  });
  await expect(declined).rejects.toMatchObject({ statusCode: 402, code: 'card_declined', type: 'StripeCardError' });
  expect(typesSince(account, 0)).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
  const [charge] = (await stripe.charges.list()).data;
  expect(charge).toMatchObject({
    paid: false,
    status: 'failed',
    failure_code: 'card_declined',
    balance_transaction: null,
  });
  expect((await stripe.balanceTransactions.list()).data).toEqual([]);
});

test('held money is captured in part, or released', async () => {
  const { stripe, account } = sandbox;
  const hold = () =>
    stripe.paymentIntents.create({
      amount: 10_00,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
    });
  const taken = await hold();
  expect(taken).toMatchObject({ status: 'requires_capture', amount_capturable: 10_00 });
  expect(await stripe.paymentIntents.capture(taken.id, { amount_to_capture: 7_00 })).toMatchObject({
    status: 'succeeded',
    amount_received: 7_00,
    amount_capturable: 0,
  });
  expect(account.events().at(-2)).toMatchObject({
    type: 'charge.captured',
    data: { previous_attributes: { amount_captured: 0 } },
  });
  const released = await hold();
  expect(await stripe.paymentIntents.cancel(released.id)).toMatchObject({ status: 'canceled', amount_capturable: 0 });
  expect((await stripe.balanceTransactions.list()).data.map(({ amount }) => amount)).toEqual([7_00]);
  await expect(stripe.paymentIntents.capture(released.id)).rejects.toMatchObject({
    code: 'payment_intent_unexpected_state',
  });
});

test('refunds in parts add up, never exceed the charge, and can be sent back by the bank', async () => {
  const { stripe, account } = sandbox;
  const intent = await pay(stripe, 50_00);
  const before = account.events().length;
  const first = await stripe.refunds.create({
    payment_intent: intent.id,
    amount: 20_00,
    reason: 'requested_by_customer',
  });
  expect(first).toMatchObject({ status: 'succeeded', amount: 20_00, reason: 'requested_by_customer' });
  expect(typesSince(account, before)).toEqual(['refund.created', 'charge.refunded']);
  expect(account.events().at(-1)?.data.previous_attributes).toEqual({ amount_refunded: 0 });
  const second = await stripe.refunds.create({ payment_intent: intent.id });
  expect(second.amount).toBe(30_00);
  await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
    code: 'charge_already_refunded',
  });

  const [charge] = (await stripe.charges.list({ payment_intent: intent.id })).data;
  expect(charge).toMatchObject({ amount_refunded: 50_00, refunded: true });
  account.failRefund(second.id);
  expect(typesSince(account, account.events().length - 4)).toEqual([
    'charge.refund.updated',
    'refund.updated',
    'refund.failed',
    'charge.updated',
  ]);
  expect(await stripe.charges.retrieve(charge?.id ?? '')).toMatchObject({ amount_refunded: 20_00, refunded: false });
  expect(await stripe.refunds.retrieve(second.id, { expand: ['failure_balance_transaction'] })).toMatchObject({
    status: 'failed',
    failure_balance_transaction: { type: 'refund_failure', amount: 30_00 },
  });
  const balance = await stripe.balanceTransactions.list();
  expect(balance.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(30_00);
});

test('the payment of an invoice is found through its invoice payment', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await openShop(stripe);
  const { latest_invoice: invoice } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
  });
  const [payment] = (await stripe.invoicePayments.list({ invoice: String(invoice) })).data;
  expect(payment).toMatchObject({ status: 'paid', amount_paid: 20_00, payment: { type: 'payment_intent' } });
  const intent = String(payment?.payment.payment_intent);
  const back = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent } });
  expect(back.data.map((one) => one.invoice)).toEqual([invoice]);
});
