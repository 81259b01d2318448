import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventProblems, listProblems, schemaErrors } from './testing/stripe-schema';
import { day, openShop, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  const { account } = sandbox;
  expect(listProblems(account, '/v1/invoice_payments', { expand: ['data.payment.payment_intent'] })).toEqual([]);
  expect(listProblems(account, '/v1/invoices', { expand: ['data.payments'] })).toEqual([]);
  expect(eventProblems(account.events())).toEqual([]);
  await sandbox.close();
}, 60_000);

async function openInvoice(stripe: Stripe, amount = 100_00) {
  const { customer } = await openShop(stripe);
  const draft = await stripe.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: 30,
  });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount, currency: 'usd' });
  return stripe.invoices.finalizeInvoice(draft.id);
}

const payment = (stripe: Stripe, amount: number, confirm = true) =>
  stripe.paymentIntents.create({ amount, currency: 'usd', payment_method: 'pm_card_visa', confirm });

test('an invoice is paid in parts, each a payment of its own, and the last by its own request', async () => {
  const { stripe, account } = sandbox;
  const invoice = await openInvoice(stripe);
  const part = await payment(stripe, 30_00);
  const before = account.events().length;
  expect(await stripe.invoices.attachPayment(invoice.id, { payment_intent: part.id })).toMatchObject({
    status: 'open',
    amount_paid: 30_00,
    amount_remaining: 70_00,
    amount_due: 100_00,
  });
  expect(typesSince(account, before)).toEqual(['invoice_payment.paid', 'invoice.updated']);
  const later = await payment(stripe, 20_00, false);
  expect(await stripe.invoices.attachPayment(invoice.id, { payment_intent: later.id })).toMatchObject({
    amount_remaining: 70_00,
  });
  await stripe.paymentIntents.confirm(later.id);
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ amount_paid: 50_00, amount_remaining: 50_00 });
  expect(await stripe.invoices.pay(invoice.id, { expand: ['payments'] })).toMatchObject({
    status: 'paid',
    amount_paid: 100_00,
    amount_remaining: 0,
    payments: {
      data: [
        { amount_paid: 20_00, is_default: false },
        { amount_paid: 30_00, is_default: false },
        { amount_paid: 50_00, is_default: true },
      ],
    },
  });
  const paid = await stripe.invoicePayments.list({ invoice: invoice.id, status: 'paid' });
  expect(paid.data).toHaveLength(3);
  expect((await stripe.charges.list()).data.map(({ amount }) => amount)).toEqual([50_00, 20_00, 30_00]);
});

test('a payment that does not fit is refused, and one that fits exactly closes the invoice', async () => {
  const { stripe } = sandbox;
  const invoice = await openInvoice(stripe);
  const attach = async (amount: number) =>
    stripe.invoices.attachPayment(invoice.id, { payment_intent: (await payment(stripe, amount)).id });
  await expect(attach(100_01)).rejects.toMatchObject({ statusCode: 400 });
  expect(await attach(100_00)).toMatchObject({ status: 'paid', amount_paid: 100_00 });
  const { data } = await stripe.invoicePayments.list({ invoice: invoice.id });
  expect(data.map(({ status, is_default }) => [status, is_default])).toEqual([
    ['paid', false],
    ['canceled', true],
  ]);
});

test('what is paid outside Stripe is said to be, also when it is only the rest', async () => {
  const { stripe } = sandbox;
  const whole = await openInvoice(stripe);
  expect(await stripe.invoices.pay(whole.id, { paid_out_of_band: true })).toMatchObject({
    status: 'paid',
    amount_paid: 0,
    amount_paid_off_stripe: 100_00,
  });
  const partly = await openInvoice(stripe);
  const part = await payment(stripe, 40_00);
  await stripe.invoices.attachPayment(partly.id, { payment_intent: part.id });
  expect(await stripe.invoices.pay(partly.id, { paid_out_of_band: true })).toMatchObject({
    amount_paid: 40_00,
    amount_paid_off_stripe: 60_00,
  });
});

test('a preview is the bill that will come, and leaves no trace', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe, 30_00);
  await stripe.coupons.create({ id: 'HALF', percent_off: 50, duration: 'forever' });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    discounts: [{ coupon: 'HALF' }],
  });
  account.advanceTo(day('2025-01-16'));
  const item = subscription.items.data[0]?.id ?? '';
  const change = { items: [{ id: item, quantity: 3 }] };
  const before = account.events().length;
  const preview = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: change,
  });
  const now = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { ...change, proration_behavior: 'always_invoice' },
  });
  expect(account.events()).toHaveLength(before);
  expect((await stripe.subscriptions.retrieve(subscription.id)).items.data[0]?.quantity).toBe(1);
  expect(preview).toMatchObject({
    billing_reason: 'upcoming',
    status: 'draft',
    id: expect.stringMatching(/^upcoming_/),
  });
  await stripe.subscriptions.update(subscription.id, change);
  account.advanceTo(day('2025-02-02'));
  const [real] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(preview.total).toBe(real?.total);
  expect(preview.lines.data.map(({ amount }) => amount)).toEqual(real?.lines.data.map(({ amount }) => amount));
  expect(now.lines.data).toHaveLength(2);
  expect(now.total).toBe(23_23 - 7_74);
});

test('a preview of a subscription to come, with what is added once; and none where nothing will come', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe, 30_00);
  const raw = account.request('POST', '/v1/invoices/create_preview', {
    customer: customer.id,
    subscription_details: { items: [{ price: price.id, quantity: 2 }] },
    invoice_items: [{ amount: 5_00, currency: 'usd', description: 'Set-up' }],
  });
  expect(raw).toMatchObject({ total: 65_00, billing_reason: 'upcoming' });
  expect(schemaErrors(raw)).toEqual([]);
  expect((await stripe.subscriptions.list()).data).toEqual([]);
  const leaving = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    cancel_at_period_end: true,
  });
  await expect(stripe.invoices.createPreview({ subscription: leaving.id })).rejects.toMatchObject({
    statusCode: 404,
    code: 'invoice_upcoming_none',
  });
});
