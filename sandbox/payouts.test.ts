import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventProblems, listProblems } from './testing/stripe-schema';
import { day, seconds, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(listProblems(sandbox.account, '/v1/payouts', { expand: ['data.balance_transaction'] })).toEqual([]);
  expect(listProblems(sandbox.account, '/v1/balance_transactions', { expand: ['data.source'] })).toEqual([]);
  expect(eventProblems(sandbox.account.events())).toEqual([]);
  await sandbox.close();
}, 60_000);

/** 100.00 less the fee is 96.80. */
const pay = () =>
  sandbox.stripe.paymentIntents.create({
    amount: 100_00,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
  });

const held = async () => {
  const { available, pending } = await sandbox.stripe.balance.retrieve();
  return [available[0]?.amount, pending[0]?.amount];
};

test('the balance is pending for two days and available after', async () => {
  await pay();
  expect(await held()).toEqual([0, 96_80]);
  sandbox.account.advanceTo(day('2025-01-03'));
  await pay();
  expect(await held()).toEqual([96_80, 96_80]);
});

test('a daily payout takes what is available, lists it, and arrives two days later', async () => {
  const { stripe, account } = sandbox;
  account.setPayoutSchedule('daily');
  const intent = await pay();
  await stripe.refunds.create({ payment_intent: intent.id, amount: 10_00 });
  const before = account.events().length;
  account.advanceTo(day('2025-01-03'));
  expect(typesSince(account, before)).toEqual([
    'balance.available',
    'payout.created',
    'payout.reconciliation_completed',
  ]);
  const [payout] = (await stripe.payouts.list()).data;
  expect(payout).toMatchObject({
    amount: 86_80,
    automatic: true,
    status: 'pending',
    reconciliation_status: 'completed',
    arrival_date: seconds('2025-01-05'),
  });
  const inIt = await stripe.balanceTransactions.list({ payout: payout?.id ?? '' });
  expect(inIt.data.map(({ type, net }) => [type, net])).toEqual([
    ['payout', -86_80],
    ['refund', -10_00],
    ['charge', 96_80],
  ]);
  expect(await held()).toEqual([0, 0]);
  account.advanceTo(day('2025-01-05'));
  expect(typesSince(account, before + 3)).toEqual(['payout.updated', 'payout.paid']);
  expect((await stripe.payouts.list({ status: 'paid' })).data).toHaveLength(1);
  account.advanceTo(day('2025-02-01'));
  expect((await stripe.payouts.list()).data).toHaveLength(1);
});

test('a payout that fails brings the money back into the balance, and the next day tries again', async () => {
  const { stripe, account } = sandbox;
  account.setPayoutSchedule('daily');
  await pay();
  account.advanceTo(day('2025-01-05'));
  const [payout] = (await stripe.payouts.list()).data;
  expect(account.failPayout(payout?.id ?? '')).toMatchObject({ status: 'failed', failure_code: 'account_closed' });
  expect(account.events().at(-1)?.type).toBe('payout.failed');
  expect(await held()).toEqual([96_80, 0]);
  account.advanceTo(day('2025-01-06'));
  const payouts = await stripe.payouts.list({ expand: ['data.failure_balance_transaction'] });
  expect(payouts.data.map(({ amount, status }) => [amount, status])).toEqual([
    [96_80, 'pending'],
    [96_80, 'failed'],
  ]);
  expect(payouts.data[1]?.failure_balance_transaction).toMatchObject({ reporting_category: 'payout_reversal' });
});

test('a manual payout takes so much, no more than there is, and can be canceled before it leaves', async () => {
  const { stripe, account } = sandbox;
  await pay();
  await expect(stripe.payouts.create({ amount: 50_00, currency: 'usd' })).rejects.toMatchObject({
    code: 'balance_insufficient',
  });
  account.advanceTo(day('2025-01-04'));
  const payout = await stripe.payouts.create({ amount: 50_00, currency: 'usd', metadata: { week: '1' } });
  expect(payout).toMatchObject({ automatic: false, reconciliation_status: 'not_applicable', metadata: { week: '1' } });
  expect(await held()).toEqual([46_80, 0]);
  await expect(stripe.balanceTransactions.list({ payout: payout.id })).rejects.toMatchObject({ statusCode: 400 });
  expect(await stripe.payouts.cancel(payout.id)).toMatchObject({ status: 'canceled' });
  expect(account.events().at(-1)?.type).toBe('payout.canceled');
  expect(await held()).toEqual([96_80, 0]);
  const second = await stripe.payouts.create({ amount: 50_00, currency: 'usd', method: 'instant' });
  account.advanceTo(day('2025-01-05'));
  expect(await stripe.payouts.retrieve(second.id)).toMatchObject({ status: 'paid' });
  await expect(stripe.payouts.cancel(second.id)).rejects.toMatchObject({ statusCode: 400 });
});

test('a payout that has left can be reversed once: a payout of its own brings the money back', async () => {
  const { stripe, account } = sandbox;
  await pay();
  account.advanceTo(day('2025-01-03'));
  const payout = await stripe.payouts.create({ amount: 50_00, currency: 'usd' });
  await expect(stripe.payouts.reverse(payout.id)).rejects.toThrow(/pending/);
  account.advanceTo(day('2025-01-06'));
  expect(await held()).toEqual([46_80, 0]);
  const before = account.events().length;
  const reversal = await stripe.payouts.reverse(payout.id, { metadata: { why: 'wrong bank' } });
  expect(reversal).toMatchObject({
    amount: -50_00,
    metadata: { why: 'wrong bank' },
    original_payout: payout.id,
    reversed_by: null,
    status: 'pending',
  });
  expect(typesSince(account, before)).toEqual(['payout.created', 'payout.updated']);
  expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({ reversed_by: reversal.id, status: 'paid' });
  expect(await held()).toEqual([96_80, 0]);
  await expect(stripe.payouts.reverse(payout.id)).rejects.toThrow(/already/);
  account.advanceTo(day('2025-01-09'));
  expect(await stripe.payouts.retrieve(reversal.id)).toMatchObject({ status: 'paid' });
});
