import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventProblems } from './testing/stripe-schema';
import { day, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(eventProblems(sandbox.account.events())).toEqual([]);
  await sandbox.close();
}, 60_000);

async function refunded(stripe: Stripe, card: string, ...amounts: number[]) {
  const intent = await stripe.paymentIntents.create({
    amount: 50_00,
    currency: 'usd',
    confirm: true,
    payment_method: card,
  });
  const refunds = [];
  for (const amount of amounts) {
    refunds.push(await stripe.refunds.create({ payment_intent: intent.id, amount }));
  }
  return { charge: String(intent.latest_charge), refunds };
}

const balance = async (stripe: Stripe) =>
  (await stripe.balanceTransactions.list({ limit: 100 })).data.reduce((sum, { amount }) => sum + amount, 0);

test('a refund in parts is several refunds of one charge, and its list is newest first', async () => {
  const { stripe } = sandbox;
  const { charge, refunds } = await refunded(stripe, 'pm_card_visa', 10_00, 15_00, 25_00);
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 50_00, refunded: true });
  const { data } = await stripe.refunds.list({ charge });
  expect(data.map(({ id }) => id)).toEqual(refunds.map(({ id }) => id).reverse());
  expect(await balance(stripe)).toBe(0);
});

test('a test card’s refund fails a day later: the money is back, and so is the charge', async () => {
  const { stripe, account } = sandbox;
  const { charge, refunds } = await refunded(stripe, 'pm_card_refundFail', 20_00);
  expect(refunds[0]).toMatchObject({ status: 'succeeded' });
  const before = account.events().length;
  account.advanceTo(day('2025-01-03'));
  expect(typesSince(account, before)).toEqual([
    'charge.refund.updated',
    'refund.updated',
    'refund.failed',
    'charge.updated',
  ]);
  const failed = await stripe.refunds.retrieve(refunds[0]?.id ?? '', { expand: ['failure_balance_transaction'] });
  expect(failed).toMatchObject({
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: { type: 'refund_failure', amount: 20_00, source: failed.id },
  });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false });
  expect(await balance(stripe)).toBe(50_00);
});

test('a pending refund arrives a day later, or is canceled before', async () => {
  const { stripe, account } = sandbox;
  const { charge, refunds } = await refunded(stripe, 'pm_card_pendingRefund', 20_00, 5_00);
  const [first, second] = refunds;
  expect(refunds.map(({ status }) => status)).toEqual(['pending', 'pending']);
  const before = account.events().length;
  const canceled = await stripe.refunds.cancel(second?.id ?? '');
  expect(canceled).toMatchObject({ status: 'canceled', failure_balance_transaction: expect.stringMatching(/^txn_/) });
  expect(typesSince(account, before)).toEqual(['charge.refund.updated', 'refund.updated', 'charge.updated']);
  account.advanceTo(day('2025-01-03'));
  expect(typesSince(account, before + 3)).toEqual(['charge.refund.updated', 'refund.updated']);
  expect(await stripe.refunds.retrieve(first?.id ?? '')).toMatchObject({ status: 'succeeded' });
  await expect(stripe.refunds.cancel(first?.id ?? '')).rejects.toMatchObject({ code: 'refund_not_cancelable' });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 20_00 });
  expect(await balance(stripe)).toBe(30_00);
});
