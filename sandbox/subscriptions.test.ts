import { afterEach, beforeEach, expect, test } from 'vitest';
import { day, openShop, seconds, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

test('a subscription starts active with a paid invoice, and renews on the anchored day', async () => {
  const { stripe, account } = sandbox;
  account.advanceTo(day('2025-01-31'));
  const { customer, price } = await openShop(stripe);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id, quantity: 3 }],
    expand: ['latest_invoice.payments'],
  });
  expect(subscription).toMatchObject({
    status: 'active',
    latest_invoice: {
      status: 'paid',
      amount_paid: 60_00,
      billing_reason: 'subscription_create',
      payments: { data: [{ status: 'paid' }] },
    },
    items: { data: [{ current_period_start: seconds('2025-01-31'), current_period_end: seconds('2025-02-28') }] },
  });

  const before = account.events().length;
  account.advanceTo(new Date('2025-02-28T02:00:00Z'));
  expect(typesSince(account, before)).toEqual([
    'invoice.created',
    'customer.subscription.updated',
    'invoice.finalized',
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'invoice_payment.paid',
    'invoice.paid',
    'invoice.payment_succeeded',
  ]);
  const updated = account
    .events()
    .find(({ type, created }) => type.endsWith('subscription.updated') && created === seconds('2025-02-28'));
  expect(Object.keys(updated?.data.previous_attributes ?? {}).sort()).toEqual(['items', 'latest_invoice']);

  account.advanceTo(day('2025-04-01'));
  const invoices = await stripe.invoices.list({ subscription: subscription.id });
  expect(invoices.data.map(({ period_end, status }) => [period_end, status])).toEqual([
    [seconds('2025-03-31'), 'paid'],
    [seconds('2025-02-28'), 'paid'],
    [seconds('2025-01-31'), 'paid'],
  ]);
});

test('a trial is billed at zero, warns three days before its end and then charges', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    trial_period_days: 14,
    expand: ['latest_invoice'],
  });
  expect(subscription).toMatchObject({ status: 'trialing', latest_invoice: { total: 0, status: 'paid' } });
  account.advanceTo(day('2025-01-16'));
  expect(account.events().map(({ type }) => type)).toContain('customer.subscription.trial_will_end');
  expect(await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })).toMatchObject({
    status: 'active',
    latest_invoice: { amount_paid: 20_00, billing_reason: 'subscription_cycle' },
  });
});

test('a trial without a card ends as it was told to', async () => {
  const { stripe, account } = sandbox;
  const { price } = await openShop(stripe);
  const stranger = await stripe.customers.create({});
  const start = (missing: 'cancel' | 'pause') =>
    stripe.subscriptions.create({
      customer: stranger.id,
      items: [{ price: price.id }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: missing } },
    });
  const [cancelled, paused] = [await start('cancel'), await start('pause')];
  account.advanceTo(day('2025-01-09'));
  expect((await stripe.subscriptions.retrieve(cancelled.id)).status).toBe('canceled');
  expect((await stripe.subscriptions.retrieve(paused.id)).status).toBe('paused');
});

test('a declined renewal is retried after 3, 5 and 7 days and then cancels the subscription', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  account.setPaymentOutcome(customer.id, 'decline');
  account.advanceTo(day('2025-02-02'));
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
  account.advanceTo(day('2025-02-28'));
  const failures = account.events().filter(({ type }) => type === 'charge.failed');
  expect(failures.map(({ created }) => new Date(created * 1000).getUTCDate())).toEqual([1, 4, 9, 16]);
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    status: 'canceled',
    cancellation_details: { reason: 'payment_failed' },
  });
});

test('a retry that succeeds makes a past due subscription active again', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  account.setPaymentOutcome(customer.id, 'decline');
  account.advanceTo(day('2025-02-02'));
  account.setPaymentOutcome(customer.id, 'succeed');
  account.advanceTo(day('2025-02-06'));
  expect(await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })).toMatchObject({
    status: 'active',
    latest_invoice: { status: 'paid', attempt_count: 2 },
  });
});

test('a first payment that is declined leaves the subscription incomplete, and it expires', async () => {
  const { stripe, account } = sandbox;
  const { price } = await openShop(stripe);
  const poor = await stripe.customers.create({
    invoice_settings: { default_payment_method: 'pm_card_chargeDeclined' },
  });
  const subscription = await stripe.subscriptions.create({ customer: poor.id, items: [{ price: price.id }] });
  expect(subscription.status).toBe('incomplete');
  account.advanceTo(day('2025-01-02'));
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('incomplete_expired');
  const refused = stripe.subscriptions.create({
    customer: poor.id,
    items: [{ price: price.id }],
    payment_behavior: 'error_if_incomplete',
  });
  await expect(refused).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
});

test('leaving at the period end keeps when it was asked for, can be taken back, and ends on time', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  account.advanceTo(day('2025-01-10'));
  const leaving = await stripe.subscriptions.update(id, {
    cancel_at_period_end: true,
    cancellation_details: { feedback: 'too_expensive', comment: 'later' },
  });
  expect(leaving).toMatchObject({
    status: 'active',
    cancel_at: seconds('2025-02-01'),
    canceled_at: seconds('2025-01-10'),
    cancellation_details: { reason: 'cancellation_requested', feedback: 'too_expensive', comment: 'later' },
  });
  const kept = await stripe.subscriptions.update(id, { cancel_at_period_end: false });
  expect(kept).toMatchObject({ cancel_at: null, canceled_at: null, cancellation_details: { reason: null } });
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  account.advanceTo(day('2025-02-02'));
  const ended = await stripe.subscriptions.retrieve(id);
  expect(ended).toMatchObject({
    status: 'canceled',
    ended_at: seconds('2025-02-01'),
    canceled_at: seconds('2025-01-10'),
  });
  expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
});

test('a paused collection voids what falls due while it lasts', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  await stripe.subscriptions.update(id, { pause_collection: { behavior: 'void', resumes_at: seconds('2025-02-15') } });
  account.advanceTo(day('2025-03-02'));
  const invoices = await stripe.invoices.list({ subscription: id });
  expect(invoices.data.map(({ status }) => status)).toEqual(['paid', 'void', 'paid']);
  expect((await stripe.subscriptions.retrieve(id)).pause_collection).toBeNull();
});

test('one-time prices are on the first bill, or on the one of a change', async () => {
  const { stripe } = sandbox;
  const { customer, price, product } = await openShop(stripe);
  const setUp = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 50_00 });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    trial_period_days: 14,
    add_invoice_items: [{ price: setUp.id, quantity: 2 }],
    expand: ['latest_invoice'],
  });
  expect(subscription).toMatchObject({
    status: 'trialing',
    latest_invoice: { amount_paid: 100_00, lines: { data: [{ amount: 100_00 }, { amount: 0 }] } },
  });
  const changed = await stripe.subscriptions.update(subscription.id, {
    add_invoice_items: [{ price_data: { product: product.id, currency: 'usd', unit_amount: 7_00 } }],
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
  });
  expect(changed.latest_invoice).toMatchObject({ amount_paid: 7_00 });
});
