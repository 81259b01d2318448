import type Stripe from 'stripe';
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

const SHOP = 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}';

async function open(more: Partial<Stripe.Checkout.SessionCreateParams> = {}, unitAmount = 15_00) {
  return sandbox.stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [
      { price_data: { currency: 'usd', unit_amount: unitAmount, product_data: { name: 'Course' } }, quantity: 2 },
    ],
    success_url: SHOP,
    ...more,
  });
}

/** What a browser sends when somebody fills in the form. */
const press = (url: string | null, fields: Record<string, string>) =>
  fetch(url ?? '', { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

const BUYER = { email: 'guest@example.com', name: 'Grace', country: 'FR', payment: '4242 4242 4242 4242' };

test('a guest pays on the hosted page and comes back to the shop', async () => {
  const { stripe, account } = sandbox;
  const session = await open({
    client_reference_id: 'visitor-7',
    metadata: { campaign: 'spring' },
    payment_intent_data: { metadata: { order: '1' }, description: 'Course' },
  });
  expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 30_00, customer: null });
  expect(schemaErrors(session)).toEqual([]);
  const page = await fetch(session.url ?? '');
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('$30.00');
  const before = account.events().length;
  const back = await press(session.url, BUYER);
  expect([back.status, back.headers.get('location')]).toEqual([
    303,
    `https://shop.example/thanks?session=${session.id}`,
  ]);
  expect(typesSince(account, before)).toEqual([
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'checkout.session.completed',
  ]);
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge', 'line_items'],
  });
  expect(paid).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    customer: null,
    client_reference_id: 'visitor-7',
    metadata: { campaign: 'spring' },
    customer_details: { email: 'guest@example.com', name: 'Grace', address: { country: 'FR' } },
    payment_intent: {
      amount: 30_00,
      customer: null,
      metadata: { order: '1' },
      latest_charge: { billing_details: { email: 'guest@example.com' } },
    },
    line_items: { data: [{ description: 'Course', quantity: 2, amount_total: 30_00 }] },
  });
  const whole = account.request('GET', `/v1/checkout/sessions/${session.id}`, { expand: ['line_items'] });
  expect(schemaErrors(whole)).toEqual([]);
});

test('a customer is made when asked for, kept when given, and an invoice written when wanted', async () => {
  const { stripe } = sandbox;
  const always = await open({ customer_creation: 'always' });
  await press(always.url, BUYER);
  const { customer } = await stripe.checkout.sessions.retrieve(always.id, { expand: ['customer'] });
  expect(customer).toMatchObject({ email: 'guest@example.com', name: 'Grace' });
  const known = await stripe.customers.create({ email: 'ada@example.com' });
  const own = await open({ customer: known.id, invoice_creation: { enabled: true } });
  await press(own.url, { payment: '5555555555554444' });
  const done = await stripe.checkout.sessions.retrieve(own.id, { expand: ['invoice'] });
  expect(done).toMatchObject({
    customer: known.id,
    payment_status: 'paid',
    invoice: { status: 'paid', total: 30_00, customer: known.id },
  });
  const found = await stripe.checkout.sessions.list({ customer: known.id });
  expect(found.data.map(({ id }) => id)).toEqual([own.id]);
});

test('a declined card is told on the page, and another one pays', async () => {
  const { stripe } = sandbox;
  const session = await open();
  const refused = await press(session.url, { ...BUYER, payment: '4000000000009995' });
  expect(refused.status).toBe(402);
  expect(await refused.text()).toContain('insufficient funds');
  expect((await press(session.url, BUYER)).status).toBe(303);
  const charges = await stripe.charges.list();
  expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
});

test('a card that needs the buyer leads over the page of their bank', async () => {
  const session = await open();
  const asked = await press(session.url, { ...BUYER, payment: '4000002760003184' });
  const bank = asked.headers.get('location');
  expect(await (await fetch(bank ?? '')).text()).toContain('Complete authentication');
  const failed = await press(bank, { answer: 'fail' });
  expect(failed.headers.get('location')).toBe(session.url);
  const again = await press(session.url, { ...BUYER, payment: '4000002760003184' });
  const back = await press(again.headers.get('location'), { answer: 'complete' });
  expect(back.headers.get('location')).toContain(session.id);
  expect((await sandbox.stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete');
});

test('a subscription starts with its trial, metadata, coupon and one-time fee', async () => {
  const { stripe, account } = sandbox;
  const { price } = await openShop(stripe);
  await stripe.coupons.create({ id: 'HALF', percent_off: 50, duration: 'forever' });
  const setup = { currency: 'usd', unit_amount: 5_00, product_data: { name: 'Setting up' } };
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [
      { price: price.id, quantity: 3 },
      { price_data: setup, quantity: 1 },
    ],
    discounts: [{ coupon: 'HALF' }],
    subscription_data: { metadata: { user_id: 'u1' } },
    success_url: SHOP,
  });
  expect(session).toMatchObject({ amount_subtotal: 65_00, amount_total: 32_50, customer_creation: 'always' });
  await press(session.url, BUYER);
  const done = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['subscription.latest_invoice', 'customer'],
  });
  expect(done).toMatchObject({
    payment_status: 'paid',
    customer: { email: 'guest@example.com' },
    subscription: {
      status: 'active',
      metadata: { user_id: 'u1' },
      latest_invoice: { total: 32_50, status: 'paid' },
    },
  });
  expect(account.events().at(-1)?.type).toBe('checkout.session.completed');
  const trial = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: price.id, quantity: 1 }],
    subscription_data: { trial_period_days: 7 },
    payment_method_collection: 'if_required',
    success_url: SHOP,
  });
  await press(trial.url, { email: 'later@example.com' });
  expect(await stripe.checkout.sessions.retrieve(trial.id, { expand: ['subscription'] })).toMatchObject({
    payment_status: 'no_payment_required',
    subscription: { status: 'trialing', default_payment_method: null },
  });
});

test('a setup session saves the card and takes nothing', async () => {
  const { stripe } = sandbox;
  const { customer } = await openShop(stripe);
  const session = await stripe.checkout.sessions.create({
    mode: 'setup',
    currency: 'usd',
    customer: customer.id,
    success_url: SHOP,
  });
  await press(session.url, { payment: '4242424242424242' });
  expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] })).toMatchObject({
    status: 'complete',
    payment_status: 'no_payment_required',
    amount_total: null,
    setup_intent: { status: 'succeeded', customer: customer.id },
  });
  expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toHaveLength(1);
});

test('tax is found by the buyer’s country, and the subscription goes on with it', async () => {
  const { stripe } = sandbox;
  const { price } = await openShop(stripe);
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: price.id, quantity: 1 }],
    automatic_tax: { enabled: true },
    success_url: SHOP,
  });
  expect(session.total_details?.amount_tax).toBe(0);
  await press(session.url, { ...BUYER, country: 'DE' });
  expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice'] })).toMatchObject({
    amount_subtotal: 20_00,
    amount_total: 23_80,
    total_details: { amount_tax: 3_80 },
    automatic_tax: { enabled: true, status: 'complete' },
    invoice: { total: 23_80, total_excluding_tax: 20_00 },
  });
});

test('RV-39 adaptive pricing tells what the buyer saw, in the shape of today', async () => {
  const { stripe, account } = sandbox;
  account.setExchangeRate('cad', 1 / 1.37);
  const session = await open({ adaptive_pricing: { enabled: true } }, 7_50);
  await press(session.url, { ...BUYER, email: 'test+location_CA@example.com' });
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
  expect(done).toMatchObject({
    currency: 'usd',
    amount_total: 15_00,
    currency_conversion: null,
    presentment_details: { presentment_amount: 20_55, presentment_currency: 'cad' },
    payment_intent: { amount: 15_00, currency: 'usd', presentment_details: { presentment_amount: 20_55 } },
  });
});

test('RV-30 before 2025-03-31 the session itself is in the buyer’s currency', async () => {
  const old = await startTestSandbox({ apiVersion: '2024-06-20' });
  old.account.setExchangeRate('cad', 1 / 1.37);
  const price_data = { currency: 'usd', unit_amount: 15_00, product_data: { name: 'Course' } };
  const session = await old.stripe.checkout.sessions.create({
    line_items: [{ price_data, quantity: 1 }],
    mode: 'payment',
    adaptive_pricing: { enabled: true },
    success_url: SHOP,
  });
  await press(session.url, { ...BUYER, country: 'CA' });
  const told = old.account.events().at(-1);
  expect(told).toMatchObject({
    type: 'checkout.session.completed',
    data: {
      object: {
        currency: 'cad',
        amount_total: 20_55,
        currency_conversion: { amount_total: 15_00, fx_rate: '1.37', source_currency: 'usd' },
      },
    },
  });
  expect(schemaErrors(told?.data.object ?? {})).toEqual([]);
  const [intent] = (await old.stripe.paymentIntents.list()).data;
  expect(intent).toMatchObject({ amount: 20_55, currency: 'cad' });
  await old.close();
});

test('a code that the buyer types takes its discount, and is counted', async () => {
  const { stripe } = sandbox;
  const coupon = await stripe.coupons.create({ amount_off: 10_00, currency: 'usd', duration: 'once' });
  const code = await stripe.promotionCodes.create({
    code: 'WELCOME',
    promotion: { type: 'coupon', coupon: coupon.id },
  });
  const session = await open({ allow_promotion_codes: true });
  expect((await press(session.url, { ...BUYER, promotion_code: 'NONSENSE' })).status).toBe(400);
  await press(session.url, { ...BUYER, promotion_code: 'welcome' });
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    amount_total: 20_00,
    discounts: [{ promotion_code: code.id }],
    total_details: { amount_discount: 10_00 },
  });
  expect((await stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1);
});

test('a debit completes the session unpaid, and days later it succeeds or fails', async () => {
  const { stripe, account } = sandbox;
  const debit = async (iban: string) => {
    const session = await open();
    await press(session.url, { ...BUYER, payment: iban });
    return session.id;
  };
  const good = await debit('DE89370400440532013000');
  const bad = await debit('DE62370400440532013001');
  expect(await stripe.checkout.sessions.retrieve(good)).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
  const before = account.events().length;
  account.advanceTo(day('2025-01-07'));
  const told = account.events().slice(before);
  const ofType = (type: string) => told.filter((event) => event.type === type).map(({ data }) => data.object);
  expect(ofType('checkout.session.async_payment_succeeded')).toMatchObject([{ id: good, payment_status: 'paid' }]);
  expect(ofType('checkout.session.async_payment_failed')).toMatchObject([{ id: bad, payment_status: 'unpaid' }]);
});

test('a subscription that is paid by debit is active while the money is on its way, and past due when it comes back', async () => {
  const { stripe, account } = sandbox;
  const { price } = await openShop(stripe);
  const subscribe = async (iban: string) => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: SHOP,
    });
    await press(session.url, { ...BUYER, payment: iban });
    const { payment_status, subscription } = await stripe.checkout.sessions.retrieve(session.id);
    expect(payment_status).toBe('unpaid');
    return String(subscription);
  };
  const good = await subscribe('DE89370400440532013000');
  const bad = await subscribe('DE62370400440532013001');
  account.advanceTo(day('2025-01-04'));
  expect((await stripe.subscriptions.retrieve(bad)).status).toBe('active');
  account.advanceTo(day('2025-01-07'));
  expect(await stripe.subscriptions.retrieve(good, { expand: ['latest_invoice'] })).toMatchObject({
    status: 'active',
    latest_invoice: { status: 'paid' },
  });
  expect((await stripe.subscriptions.retrieve(bad)).status).toBe('past_due');
  const late = account.events().filter(({ type }) => type.startsWith('checkout.session.async'));
  expect(late.map(({ type }) => type.slice(23))).toEqual(['payment_succeeded', 'payment_failed']);
});

test('a session expires by itself, or when it is told to', async () => {
  const { stripe, account } = sandbox;
  const own = await open({ expires_at: seconds('2025-01-01') + 3600 });
  const told = await open();
  await stripe.checkout.sessions.expire(told.id);
  account.advanceTo(day('2025-01-02'));
  const expired = account.events().filter(({ type }) => type === 'checkout.session.expired');
  expect(expired.map(({ data }) => data.object)).toMatchObject([{ id: told.id }, { id: own.id }]);
  expect((await fetch(`${sandbox.url}/c/pay/${own.id}`)).status).toBe(410);
  expect((await fetch(`${sandbox.url}/c/pay/cs_of_nobody`)).status).toBe(404);
  await expect(stripe.checkout.sessions.expire(own.id)).rejects.toMatchObject({ statusCode: 400 });
});
