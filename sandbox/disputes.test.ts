import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventProblems } from './testing/stripe-schema';
import { day, seconds, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(eventProblems(sandbox.account.events())).toEqual([]);
  await sandbox.close();
}, 60_000);

const pay = (stripe: Stripe, card: string) =>
  stripe.paymentIntents.create({ amount: 100_00, currency: 'usd', confirm: true, payment_method: card });

async function disputed(stripe: Stripe, card = 'pm_card_createDispute') {
  const intent = await pay(stripe, card);
  const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
  if (!dispute) throw new Error('no dispute');
  return dispute;
}

const nets = async (stripe: Stripe) =>
  (await stripe.balanceTransactions.list({ limit: 100 })).data.map(({ net }) => net).reverse();

test('a test card’s payment is disputed: the bank takes the money and Stripe a fee', async () => {
  const { stripe, account } = sandbox;
  const dispute = await disputed(stripe);
  expect(dispute).toMatchObject({
    amount: 100_00,
    reason: 'fraudulent',
    status: 'needs_response',
    is_charge_refundable: false,
    evidence_details: { due_by: seconds('2025-01-10'), has_evidence: false },
    balance_transactions: [
      { type: 'adjustment', reporting_category: 'dispute', amount: -100_00, fee: 15_00, net: -115_00 },
    ],
  });
  expect(typesSince(account, 0)).toEqual([
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'charge.dispute.created',
    'charge.dispute.funds_withdrawn',
  ]);
  expect(await stripe.charges.retrieve(String(dispute.charge))).toMatchObject({ disputed: true });
  await expect(stripe.refunds.create({ charge: String(dispute.charge) })).rejects.toMatchObject({
    code: 'charge_disputed',
  });
  expect(await nets(stripe)).toEqual([96_80, -115_00]);
});

test('winning evidence brings the money back, the fee stays lost', async () => {
  const { stripe, account } = sandbox;
  const { id } = await disputed(stripe);
  const before = account.events().length;
  const won = await stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } });
  expect(won.status).toBe('won');
  expect(won.balance_transactions.map(({ reporting_category, net }) => [reporting_category, net])).toEqual([
    ['dispute', -115_00],
    ['dispute_reversal', 100_00],
  ]);
  expect(typesSince(account, before)).toEqual([
    'charge.dispute.updated',
    'charge.dispute.closed',
    'charge.dispute.funds_reinstated',
  ]);
  expect(await nets(stripe)).toEqual([96_80, -115_00, 100_00]);
  await expect(stripe.disputes.close(id)).rejects.toMatchObject({ code: 'dispute_already_closed' });
});

test('losing evidence, giving up and silence lose it', async () => {
  const { stripe, account } = sandbox;
  const first = await disputed(stripe);
  const lost = await stripe.disputes.update(first.id, { evidence: { uncategorized_text: 'losing_evidence' } });
  expect(lost).toMatchObject({ status: 'lost', evidence_details: { submission_count: 1 } });
  const second = await disputed(stripe, 'pm_card_createDisputeProductNotReceived');
  expect(await stripe.disputes.close(second.id)).toMatchObject({ status: 'lost', reason: 'product_not_received' });
  const third = await disputed(stripe);
  const before = account.events().length;
  account.advanceTo(day('2025-01-11'));
  expect(typesSince(account, before)).toEqual(['charge.dispute.closed']);
  expect(await stripe.disputes.retrieve(third.id)).toMatchObject({
    status: 'lost',
    evidence_details: { past_due: true },
  });
  expect((await nets(stripe)).reduce((sum, net) => sum + net, 0)).toBe(3 * (96_80 - 115_00));
});

test('evidence may wait; once it is sent the bank decides when it likes', async () => {
  const { stripe, account } = sandbox;
  const { id } = await disputed(stripe);
  const staged = await stripe.disputes.update(id, { evidence: { customer_name: 'Ada' }, submit: false });
  expect(staged).toMatchObject({ status: 'needs_response', evidence_details: { has_evidence: true } });
  expect(await stripe.disputes.update(id, { submit: true })).toMatchObject({
    status: 'under_review',
    evidence: { customer_name: 'Ada' },
  });
  account.advanceTo(day('2025-03-01'));
  expect((await stripe.disputes.retrieve(id)).status).toBe('under_review');
  expect(account.decideDispute(id, 'won').status).toBe('won');
});

test('an inquiry moves no money and is only closed', async () => {
  const { stripe, account } = sandbox;
  const dispute = await disputed(stripe, 'pm_card_createDisputeInquiry');
  expect(dispute).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
  expect(await stripe.disputes.close(dispute.id)).toMatchObject({ status: 'warning_closed' });
  expect(account.events().at(-1)?.type).toBe('charge.dispute.closed');
  expect(await nets(stripe)).toEqual([96_80]);
});

test('any charge can be disputed in part by control, in its own currency', async () => {
  const { stripe, account, url } = sandbox;
  account.setExchangeRate('eur', 1.1);
  const intent = await stripe.paymentIntents.create({
    amount: 50_00,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
  });
  const control = (command: string, body: object) =>
    fetch(`${url}/_sandbox/${command}`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_live_sandbox' },
      body: JSON.stringify(body),
    });
  await control('dispute', { charge: intent.latest_charge, amount: 20_00, reason: 'duplicate' });
  const [dispute] = (await stripe.disputes.list({ charge: String(intent.latest_charge) })).data;
  expect(dispute).toMatchObject({ amount: 20_00, currency: 'eur', balance_transactions: [{ net: -37_00 }] });
  await control('decide_dispute', { dispute: dispute?.id, outcome: 'lost' });
  expect((await stripe.disputes.retrieve(dispute?.id ?? '')).status).toBe('lost');
  expect((await control('dispute', { charge: intent.latest_charge })).status).toBe(400);
});
