import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { billingProblems } from './testing/stripe-schema';
import { day, openShop, seconds, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(billingProblems(sandbox.account)).toEqual([]);
  await sandbox.close();
}, 60_000);

/** One seat at $20 a month since 1 January, and on the 16th a wish for three, with a card that may not pay. */
async function wantMore(outcome: 'succeed' | 'decline', extra: Stripe.SubscriptionUpdateParams = {}) {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const { id, items } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  account.advanceTo(day('2025-01-16'));
  account.setPaymentOutcome(customer.id, outcome);
  const before = account.events().length;
  const subscription = await stripe.subscriptions.update(id, {
    items: [{ id: items.data[0]?.id, quantity: 3 }],
    payment_behavior: 'pending_if_incomplete',
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
    ...extra,
  });
  return { subscription, customer: customer.id, before, item: items.data[0]?.id ?? '' };
}

const seats = async (id: string) => (await sandbox.stripe.subscriptions.retrieve(id)).items.data[0]?.quantity;
const invoiceId = ({ latest_invoice: invoice }: Stripe.Subscription) =>
  (typeof invoice === 'string' ? invoice : invoice?.id) ?? '';

test('a change that is paid at once is made at once', async () => {
  const { account } = sandbox;
  const { subscription, before } = await wantMore('succeed');
  expect(subscription).toMatchObject({
    items: { data: [{ quantity: 3 }] },
    latest_invoice: { status: 'paid', amount_paid: 20_65 },
    pending_update: null,
  });
  expect(typesSince(account, before).slice(-2)).toEqual([
    'customer.subscription.updated',
    'customer.subscription.pending_update_applied',
  ]);
});

test('a change that is not paid waits, and is made when it is', async () => {
  const { account, stripe } = sandbox;
  const { subscription, customer } = await wantMore('decline');
  expect(subscription).toMatchObject({
    status: 'active',
    items: { data: [{ quantity: 1 }] },
    latest_invoice: { status: 'open', amount_remaining: 20_65 },
    pending_update: { expires_at: seconds('2025-01-16') + 23 * 3600, subscription_items: [{ quantity: 3 }] },
  });
  account.setPaymentOutcome(customer, 'succeed');
  account.advanceTo(new Date('2025-01-16T12:00:00Z'));
  const before = account.events().length;
  await stripe.invoices.pay(invoiceId(subscription));
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    items: { data: [{ quantity: 3 }] },
    pending_update: null,
    status: 'active',
  });
  expect(typesSince(account, before)).toContain('customer.subscription.pending_update_applied');
  account.advanceTo(day('2025-02-02'));
  expect(await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })).toMatchObject({
    latest_invoice: { amount_paid: 60_00 },
  });
});

test('a change that nobody pays is forgotten after 23 hours, and its invoice is void', async () => {
  const { account, stripe } = sandbox;
  const { subscription } = await wantMore('decline');
  const before = account.events().length;
  account.advanceTo(day('2025-01-18'));
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    pending_update: null,
    status: 'active',
  });
  expect((await stripe.invoices.retrieve(invoiceId(subscription))).status).toBe('void');
  expect(typesSince(account, before)).toEqual([
    'payment_intent.canceled',
    'invoice.voided',
    'customer.subscription.updated',
    'customer.subscription.pending_update_expired',
  ]);
  expect(await seats(subscription.id)).toBe(1);
});

test('a later change takes the place of the one that waits', async () => {
  const { account, stripe } = sandbox;
  const { subscription, item, customer } = await wantMore('decline');
  account.setPaymentOutcome(customer, 'succeed');
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
  expect((await stripe.invoices.retrieve(invoiceId(subscription))).status).toBe('void');
  expect(await seats(subscription.id)).toBe(2);
});

test('a new cycle waits as well, and starts when it was asked for', async () => {
  const { account, stripe } = sandbox;
  const { subscription, customer } = await wantMore('decline', { billing_cycle_anchor: { type: 'now' } });
  expect(subscription).toMatchObject({
    billing_cycle_anchor: seconds('2025-01-01'),
    pending_update: { billing_cycle_anchor: seconds('2025-01-16') },
  });
  account.setPaymentOutcome(customer, 'succeed');
  await stripe.invoices.pay(invoiceId(subscription));
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    billing_cycle_anchor: seconds('2025-01-16'),
    items: { data: [{ current_period_end: seconds('2025-02-16'), quantity: 3 }] },
  });
  account.advanceTo(day('2025-02-17'));
  expect((await stripe.invoices.list({ limit: 1 })).data[0]).toMatchObject({ total: 60_00, status: 'paid' });
});

test('only what is billed can wait', async () => {
  const { stripe } = sandbox;
  await expect(wantMore('succeed', { metadata: { a: 'b' } })).rejects.toThrow(/metadata/);
  const { customer, price } = await openShop(stripe);
  await expect(
    stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: 'pending_if_incomplete',
    }),
  ).rejects.toMatchObject({ statusCode: 400 });
});
