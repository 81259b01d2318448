import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaErrors } from './testing/stripe-schema';
import { day, openShop, seconds, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(sandbox.account.events().flatMap(schemaErrors)).toEqual([]);
  await sandbox.close();
});

async function subscribe(more: object = {}) {
  const { customer, price } = await openShop(sandbox.stripe);
  return sandbox.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }], ...more });
}

test('a pause credits the rest of the period, bills nothing, and resuming starts a new one', async () => {
  const { stripe, account } = sandbox;
  const { id } = await subscribe();
  account.advanceTo(day('2025-01-17'));
  const before = account.events().length;
  const paused = await stripe.subscriptions.pause(id);
  expect(paused).toMatchObject({
    status: 'paused',
    status_details: { paused: { subscription: { type: 'pause_requested' } } },
  });
  expect(typesSince(account, before)).toEqual([
    'invoiceitem.created',
    'customer.subscription.updated',
    'customer.subscription.paused',
  ]);
  account.advanceTo(day('2025-04-10'));
  expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
  const then = account.events().length;
  const resumed = await stripe.subscriptions.resume(id, { expand: ['latest_invoice'] });
  expect(resumed).toMatchObject({
    status: 'active',
    billing_cycle_anchor: seconds('2025-04-10'),
    items: { data: [{ current_period_end: seconds('2025-05-10') }] },
    // 15 of 31 days of January were not used.
    latest_invoice: { status: 'paid', total: 20_00 - 9_68 },
  });
  expect(resumed.status_details).toBeUndefined();
  expect(typesSince(account, then)).toContain('customer.subscription.resumed');
  account.advanceTo(day('2025-05-11'));
  expect((await stripe.invoices.list({ subscription: id })).data[0]).toMatchObject({ total: 20_00, status: 'paid' });
});

test('resuming on the old anchor bills what is left until it, and waits for the payment', async () => {
  const { stripe, account } = sandbox;
  const { id, customer } = await subscribe();
  await stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: 'none' } } });
  account.advanceTo(day('2025-04-16'));
  account.setPaymentOutcome(String(customer), 'decline');
  await stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: 'unchanged' } });
  const waiting = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
  expect(waiting).toMatchObject({ status: 'paused', latest_invoice: { status: 'open', total: 10_00 } });
  account.setPaymentOutcome(String(customer), 'succeed');
  const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id);
  await stripe.invoices.pay(String(invoice));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: 'active',
    items: { data: [{ current_period_end: seconds('2025-05-01') }] },
  });
  await expect(stripe.subscriptions.resume(id)).rejects.toMatchObject({ statusCode: 400 });
});

test('collection that is paused keeps drafts or writes them off, until its day', async () => {
  const { stripe, account } = sandbox;
  const kept = await subscribe();
  const lost = await subscribe();
  const resumes_at = seconds('2025-02-15');
  await stripe.subscriptions.update(kept.id, { pause_collection: { behavior: 'keep_as_draft', resumes_at } });
  await stripe.subscriptions.update(lost.id, { pause_collection: { behavior: 'mark_uncollectible', resumes_at } });
  account.advanceTo(day('2025-03-02'));
  const statuses = async (subscription: string) =>
    (await stripe.invoices.list({ subscription })).data.map(({ status }) => status);
  expect(await statuses(kept.id)).toEqual(['paid', 'draft', 'paid']);
  expect(await statuses(lost.id)).toEqual(['paid', 'uncollectible', 'paid']);
  expect((await stripe.subscriptions.retrieve(kept.id)).status).toBe('active');
});

test('a trial without a card halts when it is ended by hand, and goes on when a card is given', async () => {
  const { stripe, account } = sandbox;
  const { price } = await openShop(stripe);
  const customer = await stripe.customers.create({ email: 'ada@example.com' });
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    trial_period_days: 30,
  });
  await stripe.subscriptions.update(id, {
    trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
  });
  account.advanceTo(day('2025-01-05'));
  const paused = await stripe.subscriptions.update(id, { trial_end: 'now' });
  expect(paused).toMatchObject({
    status: 'paused',
    trial_end: seconds('2025-01-05'),
    status_details: { paused: { subscription: { type: 'trial_end_without_payment_method' } } },
  });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  expect(await stripe.subscriptions.resume(id, { expand: ['latest_invoice'] })).toMatchObject({
    status: 'active',
    latest_invoice: { total: 20_00, status: 'paid' },
  });
});

test('a trial of fewer than three days warns at once, and every trial warns once', async () => {
  const { account } = sandbox;
  await subscribe({ trial_period_days: 1 });
  await subscribe({ trial_period_days: 10 });
  account.advanceTo(day('2025-01-12'));
  const warned = account.events().filter(({ type }) => type === 'customer.subscription.trial_will_end');
  expect(warned.map(({ created }) => created)).toEqual([seconds('2025-01-01'), seconds('2025-01-08')]);
});

test('leaving on a date can be the end of the period, another day, and taken back', async () => {
  const { stripe, account } = sandbox;
  const { id } = await subscribe();
  const atEnd = await stripe.subscriptions.update(id, { cancel_at: 'min_period_end' });
  expect(atEnd).toMatchObject({ cancel_at: seconds('2025-02-01'), cancel_at_period_end: false });
  expect(await stripe.subscriptions.update(id, { cancel_at: '' })).toMatchObject({
    cancel_at: null,
    canceled_at: null,
  });
  await stripe.subscriptions.update(id, { cancel_at: seconds('2025-02-10') });
  account.advanceTo(day('2025-02-11'));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: 'canceled',
    ended_at: seconds('2025-02-10'),
  });
});
