import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventProblems, listProblems } from './testing/stripe-schema';
import { day, openShop, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(listProblems(sandbox.account, '/v1/application_fees', { expand: ['data.charge'] })).toEqual([]);
  expect(listProblems(sandbox.account, '/v1/balance_transactions')).toEqual([]);
  expect(eventProblems(sandbox.account.events())).toEqual([]);
  await sandbox.close();
}, 60_000);

const pay = (extra: object = {}) =>
  sandbox.stripe.paymentIntents.create({
    amount: 100_00,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
    application_fee_amount: 10_00,
    expand: ['latest_charge.balance_transaction', 'latest_charge.application_fee'],
    ...extra,
  });

test('a platform’s fee is one more fee of the charge', async () => {
  const { account } = sandbox;
  expect(await pay()).toMatchObject({
    application_fee_amount: 10_00,
    latest_charge: {
      application_fee: { object: 'application_fee', amount: 10_00, refunded: false },
      application_fee_amount: 10_00,
      balance_transaction: {
        fee: 13_20,
        net: 86_80,
        fee_details: [
          { type: 'stripe_fee', amount: 3_20 },
          { type: 'application_fee', amount: 10_00, application: expect.stringMatching(/^ca_/) },
        ],
      },
    },
  });
  expect(typesSince(account, 0)).toEqual([
    'payment_intent.created',
    'application_fee.created',
    'charge.succeeded',
    'payment_intent.succeeded',
  ]);
});

test('it is given back in parts, which returns to the balance, but never more than it was', async () => {
  const { stripe, account } = sandbox;
  await pay();
  const [fee] = (await stripe.applicationFees.list()).data;
  const id = fee?.id ?? '';
  const refund = await stripe.applicationFees.createRefund(id, { amount: 4_00, metadata: { why: 'late' } });
  expect(refund).toMatchObject({ amount: 4_00, fee: id });
  expect(account.events().at(-1)).toMatchObject({ type: 'application_fee.refunded' });
  await stripe.applicationFees.createRefund(id);
  expect(await stripe.applicationFees.retrieve(id)).toMatchObject({ amount_refunded: 10_00, refunded: true });
  await expect(stripe.applicationFees.createRefund(id)).rejects.toMatchObject({ statusCode: 400 });
  expect((await stripe.applicationFees.listRefunds(id)).data.map(({ amount }) => amount)).toEqual([6_00, 4_00]);
  const returned = await stripe.balanceTransactions.list({ type: 'adjustment' });
  expect(returned.data.map(({ net, reporting_category }) => [net, reporting_category])).toEqual([
    [6_00, 'fee'],
    [4_00, 'fee'],
  ]);
});

test('a refund of the charge takes back its part of the fee when asked to; held money pays its fee at capture', async () => {
  const { stripe } = sandbox;
  const first = await pay();
  await stripe.refunds.create({ payment_intent: first.id, amount: 50_00, refund_application_fee: true });
  expect((await stripe.applicationFees.list()).data[0]).toMatchObject({ amount_refunded: 5_00 });
  const held = await pay({ capture_method: 'manual' });
  expect((await stripe.applicationFees.list()).data).toHaveLength(1);
  await stripe.paymentIntents.capture(held.id);
  expect((await stripe.applicationFees.list()).data).toHaveLength(2);
});

test('a subscription with a fee in percent shares every bill with its platform', async () => {
  const { account, stripe } = sandbox;
  const { customer, price } = await openShop(stripe);
  const subscription = await stripe.subscriptions.create({
    application_fee_percent: 12.5,
    customer: customer.id,
    items: [{ price: price.id }],
  });
  expect(subscription).toMatchObject({ application: expect.stringMatching(/^ca_/), application_fee_percent: 12.5 });
  const fees = async () => (await stripe.applicationFees.list()).data.map(({ amount }) => amount);
  expect(await fees()).toEqual([2_50]);
  const { data } = await stripe.balanceTransactions.list({ type: 'charge' });
  expect(data[0]).toMatchObject({
    amount: 20_00,
    fee: 88 + 2_50,
    fee_details: [{ type: 'stripe_fee' }, { type: 'application_fee', amount: 2_50 }],
  });

  await stripe.subscriptions.update(subscription.id, { application_fee_percent: 50 });
  account.advanceTo(day('2025-02-02'));
  expect(await fees()).toEqual([10_00, 2_50]);
  await stripe.subscriptions.update(subscription.id, { application_fee_percent: '' });
  account.advanceTo(day('2025-03-02'));
  expect(await fees()).toEqual([10_00, 2_50]);
  expect(listProblems(account, '/v1/subscriptions')).toEqual([]);
  expect(listProblems(account, '/v1/invoices')).toEqual([]);
});

test('a platform’s fee of a bank debit is taken when the money has come', async () => {
  const { account, stripe } = sandbox;
  await pay({
    currency: 'eur',
    payment_method: undefined,
    payment_method_data: {
      billing_details: { email: 'ada@example.com', name: 'Ada' },
      sepa_debit: { iban: 'DE89370400440532013000' },
      type: 'sepa_debit',
    },
    payment_method_types: ['sepa_debit'],
    expand: [],
  });
  expect((await stripe.applicationFees.list()).data).toEqual([]);
  account.advanceTo(day('2025-01-10'));
  expect((await stripe.applicationFees.list()).data).toMatchObject([{ amount: 10_00, currency: 'eur' }]);
});
