import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaErrors } from './testing/stripe-schema';
import { day, openShop, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(sandbox.account.events().flatMap(schemaErrors)).toEqual([]);
  await sandbox.close();
});

test('a card is made from a number, saved to a customer, changed, listed and taken off again', async () => {
  const { stripe, account } = sandbox;
  const { customer } = await openShop(stripe);
  const made = await stripe.paymentMethods.create({
    type: 'card',
    card: { number: '5555555555554444', exp_month: 8, exp_year: 2031, cvc: '123' },
    billing_details: { email: 'ada@example.com', address: { country: 'FR' } },
  });
  expect(made).toMatchObject({ customer: null, card: { brand: 'mastercard', last4: '4444', exp_year: 2031 } });
  const before = account.events().length;
  await stripe.paymentMethods.attach(made.id, { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: made.id } });
  await stripe.paymentMethods.update(made.id, { metadata: { note: 'work' }, card: { exp_year: 2033 } });
  expect((await stripe.customers.listPaymentMethods(customer.id)).data.map(({ id }) => id)).toEqual([made.id]);
  const expanded = await stripe.customers.retrieve(customer.id, {
    expand: ['invoice_settings.default_payment_method'],
  });
  expect(expanded).toMatchObject({ invoice_settings: { default_payment_method: { card: { exp_year: 2033 } } } });
  expect(await stripe.paymentMethods.detach(made.id)).toMatchObject({ customer: null });
  expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toEqual([]);
  expect(typesSince(account, before)).toEqual([
    'payment_method.attached',
    'customer.updated',
    'payment_method.updated',
    'payment_method.detached',
    'customer.updated',
  ]);
});

test('each test card declines in its own words, by name and by number', async () => {
  const { stripe } = sandbox;
  const pay = (payment_method: string) =>
    stripe.paymentIntents.create({ amount: 900, currency: 'usd', confirm: true, payment_method });
  await expect(pay('pm_card_visa_chargeDeclined')).rejects.toMatchObject({ decline_code: 'generic_decline' });
  await expect(pay('pm_card_visa_chargeDeclinedInsufficientFunds')).rejects.toMatchObject({
    code: 'card_declined',
    decline_code: 'insufficient_funds',
  });
  await expect(pay('pm_card_chargeDeclinedExpiredCard')).rejects.toMatchObject({ code: 'expired_card' });
  const { id } = await stripe.paymentMethods.create({ type: 'card', card: { number: '4000 0000 0000 0127' } });
  await expect(pay(id)).rejects.toMatchObject({ code: 'incorrect_cvc', statusCode: 402 });
  const [charge] = (await stripe.charges.list()).data;
  expect(charge).toMatchObject({
    failure_code: 'incorrect_cvc',
    payment_method_details: { card: { last4: '0127' } },
  });
  await expect(pay('pm_card_of_nobody')).rejects.toMatchObject({ code: 'resource_missing' });
});

test('a card that declines always cannot be saved, one that fails later can', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await openShop(stripe);
  const save = (name: string) => stripe.paymentMethods.attach(name, { customer: customer.id });
  await expect(save('pm_card_chargeDeclined')).rejects.toMatchObject({ code: 'card_declined' });
  const saved = await save('pm_card_chargeCustomerFail');
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: saved.id,
  });
  expect(subscription.status).toBe('incomplete');
});

test('a payment that needs the buyer waits for them, and follows their answer', async () => {
  const { stripe, account } = sandbox;
  const start = () =>
    stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'https://shop.example/back',
    });
  const asked = await start();
  expect(asked).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  account.authenticate(asked.id, true);
  expect(await stripe.paymentIntents.retrieve(asked.id)).toMatchObject({ status: 'succeeded', amount_received: 900 });
  const refused = await start();
  account.authenticate(refused.id, false);
  expect(await stripe.paymentIntents.retrieve(refused.id)).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'payment_intent_authentication_failure' },
  });
});

test('a first invoice that needs the buyer leaves the subscription incomplete until they have answered', async () => {
  const { stripe, account } = sandbox;
  const { price } = await openShop(stripe);
  const customer = await stripe.customers.create({
    invoice_settings: { default_payment_method: 'pm_card_threeDSecure2Required' },
  });
  const created = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  expect(created.status).toBe('incomplete');
  expect(account.events().map(({ type }) => type)).toContain('invoice.payment_action_required');
  const [payment] = (await stripe.invoicePayments.list({ invoice: String(created.latest_invoice) })).data;
  account.authenticate(String(payment?.payment.payment_intent), true);
  expect(await stripe.subscriptions.retrieve(created.id, { expand: ['latest_invoice'] })).toMatchObject({
    status: 'active',
    latest_invoice: { status: 'paid' },
  });
});

test('an incomplete subscription starts when its payment is confirmed by the buyer’s own browser', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await openShop(stripe);
  const created = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    payment_behavior: 'default_incomplete',
  });
  const [payment] = (await stripe.invoicePayments.list({ invoice: String(created.latest_invoice) })).data;
  await stripe.paymentIntents.confirm(String(payment?.payment.payment_intent), { payment_method: 'pm_card_visa' });
  expect((await stripe.subscriptions.retrieve(created.id)).status).toBe('active');
});

test('a bank debit is on its way for days, and then arrives or comes back', async () => {
  const { stripe, account } = sandbox;
  const debit = (iban: string) =>
    stripe.paymentIntents.create({
      amount: 900,
      currency: 'eur',
      confirm: true,
      payment_method_data: { type: 'sepa_debit', sepa_debit: { iban } },
    });
  const good = await debit('AT611904300234573201');
  const bad = await debit('AT861904300235473202');
  expect([good.status, bad.status]).toEqual(['processing', 'processing']);
  expect((await stripe.balanceTransactions.list()).data).toEqual([]);
  account.advanceTo(day('2025-01-07'));
  expect((await stripe.paymentIntents.retrieve(good.id)).status).toBe('succeeded');
  expect((await stripe.paymentIntents.retrieve(bad.id)).status).toBe('requires_payment_method');
  const charges = (await stripe.charges.list()).data;
  expect(charges.map(({ status, paid }) => [status, paid])).toEqual([
    ['failed', false],
    ['succeeded', true],
  ]);
  expect(schemaErrors(charges[0] ?? {})).toEqual([]);
});

test('held money that nobody captures goes back after a week', async () => {
  const { stripe, account } = sandbox;
  const held = await stripe.paymentIntents.create({
    amount: 900,
    currency: 'usd',
    confirm: true,
    capture_method: 'manual',
    payment_method: 'pm_card_visa',
  });
  const before = account.events().length;
  account.advanceTo(day('2025-01-09'));
  expect(typesSince(account, before)).toEqual(['charge.expired', 'payment_intent.canceled']);
  expect(await stripe.paymentIntents.retrieve(held.id)).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'automatic',
  });
});

test('a setup saves the card, is refused, or waits for the buyer', async () => {
  const { stripe, account } = sandbox;
  const { customer } = await openShop(stripe);
  const set = (payment_method: string) =>
    stripe.setupIntents.create({ customer: customer.id, confirm: true, payment_method, usage: 'off_session' });
  const saved = await set('pm_card_visa');
  expect(saved.status).toBe('succeeded');
  const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
  expect(method?.id).toBe(saved.payment_method);
  await expect(set('pm_card_chargeDeclined')).rejects.toMatchObject({
    code: 'card_declined',
    setup_intent: { status: 'requires_payment_method' },
  });
  const asked = await set('pm_card_authenticationRequired');
  expect(asked.status).toBe('requires_action');
  account.authenticate(asked.id, true);
  expect((await stripe.setupIntents.retrieve(asked.id)).status).toBe('succeeded');
  const open = await stripe.setupIntents.create({ customer: customer.id });
  expect(await stripe.setupIntents.cancel(open.id, { cancellation_reason: 'abandoned' })).toMatchObject({
    status: 'canceled',
  });
  const all = (await stripe.setupIntents.list({ customer: customer.id })).data;
  expect(all.map(({ status }) => status)).toEqual(['canceled', 'succeeded', 'requires_payment_method', 'succeeded']);
});
