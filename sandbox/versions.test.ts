import { createServer } from 'node:http';
import Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createSandboxAccount } from './account';
import { readBody } from './http/read-body';
import { day, openShop, seconds, startTestSandbox, type TestSandbox } from './testing/test-sandbox';
import { dispatchWebhooks } from './webhooks';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

const anything = z.record(z.string(), z.unknown());

/** A GET in the shapes of a version, as text that nobody's types have touched. */
async function read(path: string, version: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${sandbox.url}${path}`, {
    headers: { Authorization: 'Bearer sk_live_sandbox', 'Stripe-Version': version },
  });
  expect(answer.headers.get('Stripe-Version')).toBe(version);
  return anything.parse(await answer.json());
}

/** A taxed and discounted subscription by promotion code that was upgraded in mid-month. */
async function liveALittle(stripe: Stripe) {
  const { customer, price, product } = await openShop(stripe, 100_00);
  const vat = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: true });
  await stripe.coupons.create({ id: 'TEN', percent_off: 10, duration: 'forever' });
  const code = await stripe.promotionCodes.create({ code: 'TEN', promotion: { type: 'coupon', coupon: 'TEN' } });
  const dearer = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 200_00,
    recurring: { interval: 'month' },
  });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    discounts: [{ promotion_code: code.id }],
    default_tax_rates: [vat.id],
    metadata: { plan: 'gold' },
  });
  const first = String(subscription.latest_invoice);
  sandbox.account.advanceTo(day('2025-01-16'));
  const upgraded = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[0]?.id ?? '', price: dearer.id }],
    proration_behavior: 'always_invoice',
  });
  return { subscription, price, code, vat, first, second: String(upgraded.latest_invoice) };
}

test('2024-06-20: periods, discount and coupon stand where they stood', async () => {
  const { subscription, code } = await liveALittle(sandbox.stripe);
  const old = await read(`/v1/subscriptions/${subscription.id}`, '2024-06-20');
  expect(old).toMatchObject({
    current_period_start: seconds('2025-01-01'),
    current_period_end: seconds('2025-02-01'),
    discount: { object: 'discount', coupon: { id: 'TEN', percent_off: 10 }, promotion_code: code.id },
    discounts: [expect.stringMatching(/^di_/)],
    plan: { amount: 200_00 },
  });
  expect(old).not.toHaveProperty('discount.source');
  expect(old).not.toHaveProperty('items.data.0.current_period_end');
  expect(await read(`/v1/promotion_codes/${code.id}`, '2024-06-20')).toMatchObject({ coupon: { id: 'TEN' } });
  const expanded = await read(`/v1/subscriptions/${subscription.id}?expand[]=discounts`, '2024-06-20');
  expect(expanded).toMatchObject({ discounts: [{ coupon: { percent_off: 10 } }] });
});

test('2024-06-20: an invoice names its subscription, payment and taxes itself, and its lines their prices', async () => {
  const { subscription, price, vat, first, second } = await liveALittle(sandbox.stripe);
  const old = await read(`/v1/invoices/${first}?expand[]=charge&expand[]=subscription`, '2024-06-20');
  expect(old).toMatchObject({
    subscription: { id: subscription.id, current_period_end: seconds('2025-02-01') },
    subscription_details: { metadata: { plan: 'gold' } },
    charge: { object: 'charge', amount: 90_00, invoice: first },
    payment_intent: expect.stringMatching(/^pi_/),
    paid: true,
    paid_out_of_band: false,
    tax: 14_37,
    total_tax_amounts: [{ amount: 14_37, inclusive: true, tax_rate: vat.id, taxable_amount: 75_63 }],
    discount: { coupon: { id: 'TEN' } },
    lines: {
      data: [
        {
          price: { id: price.id, object: 'price' },
          plan: { id: price.id, amount: 100_00 },
          proration: false,
          type: 'subscription',
          subscription: subscription.id,
          subscription_item: subscription.items.data[0]?.id,
          tax_amounts: [{ amount: 14_37 }],
          tax_rates: [{ percentage: 19 }],
        },
      ],
    },
  });
  for (const gone of ['parent', 'total_taxes', 'lines.data.0.parent', 'lines.data.0.pricing', 'lines.data.0.taxes']) {
    expect(old).not.toHaveProperty(gone);
  }
  const upgrade = await read(`/v1/invoices/${second}`, '2024-06-20');
  expect(upgrade).toMatchObject({
    lines: {
      data: [
        { proration: true, type: 'invoiceitem', proration_details: { credited_items: { invoice: first } } },
        { proration: true, type: 'invoiceitem', invoice_item: expect.stringMatching(/^ii_/) },
      ],
    },
  });
  const { data } = z.object({ data: z.array(anything) }).parse(await read('/v1/invoiceitems', '2024-06-20'));
  expect(data[0]).toMatchObject({ proration: true, subscription: subscription.id, price: { object: 'price' } });
});

test('2024-06-20: a credit note has one refund, and its taxes where they were', async () => {
  const { stripe } = sandbox;
  const { first, vat } = await liveALittle(stripe);
  const [line] = (await stripe.invoices.retrieve(first)).lines.data;
  const note = await stripe.creditNotes.create({
    invoice: first,
    lines: [{ type: 'invoice_line_item', invoice_line_item: line?.id ?? '', amount: 50_00 }],
    refund_amount: 45_00,
  });
  const old = await read(`/v1/credit_notes/${note.id}?expand[]=refund`, '2024-06-20');
  expect(old).toMatchObject({
    refund: { object: 'refund', amount: 45_00 },
    tax_amounts: [{ amount: 7_19, inclusive: true, tax_rate: vat.id }],
    lines: { data: [{ tax_amounts: [{ amount: 7_19 }] }] },
  });
  for (const gone of ['refunds', 'total_taxes', 'lines.data.0.taxes', 'post_payment_amount']) {
    expect(old).not.toHaveProperty(gone);
  }
});

test('2025-03-31.basil: everything is where it is now, but for the coupon of a discount', async () => {
  const { subscription, first } = await liveALittle(sandbox.stripe);
  const basil = await read(`/v1/subscriptions/${subscription.id}?expand[]=discounts`, '2025-03-31.basil');
  expect(basil).toMatchObject({
    items: { data: [{ current_period_end: seconds('2025-02-01') }] },
    discounts: [{ coupon: { id: 'TEN' } }],
  });
  expect(basil).not.toHaveProperty('current_period_end');
  expect(await read(`/v1/invoices/${first}`, '2025-03-31.basil')).toMatchObject({
    parent: { subscription_details: { subscription: subscription.id } },
    lines: { data: [{ pricing: { type: 'price_details' } }] },
  });
  const now = await read(`/v1/subscriptions/${subscription.id}?expand[]=discounts`, '2026-10-28.endive');
  expect(now).toMatchObject({ discounts: [{ source: { coupon: 'TEN' } }] });
});

test('an endpoint gets its events in its own version, with the previous attributes of that version', async () => {
  const { stripe, account } = sandbox;
  const received: z.infer<typeof anything>[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      received.push(anything.parse(JSON.parse(body)));
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${port}/`,
    enabled_events: ['customer.subscription.updated', 'invoice.paid'],
    api_version: '2024-06-20',
  });
  const webhooks = dispatchWebhooks(account);
  const { subscription } = await liveALittle(stripe);
  account.advanceTo(day('2025-02-02'));
  await webhooks.stop();
  await new Promise((resolve) => server.close(resolve));
  const renewal = received.findLast(({ type }) => type === 'customer.subscription.updated');
  expect(renewal).toMatchObject({
    api_version: '2024-06-20',
    data: {
      object: { id: subscription.id, current_period_start: seconds('2025-02-01') },
      previous_attributes: {
        current_period_start: seconds('2025-01-01'),
        current_period_end: seconds('2025-02-01'),
      },
    },
  });
  const paid = received.findLast(({ type }) => type === 'invoice.paid');
  expect(paid).toMatchObject({ data: { object: { subscription: subscription.id, paid: true } } });
  expect(account.events().at(-1)).toMatchObject({ api_version: '2026-10-28.endive' });
});

test('an account of an older version has all its events in that version, in the same order', async () => {
  const play = (apiVersion?: string) => {
    const account = createSandboxAccount({ startAt: day('2025-01-01'), ...(apiVersion && { apiVersion }) });
    const id = (path: string, params: object) =>
      z.looseObject({ id: z.string() }).parse(account.request('POST', path, { ...params })).id;
    const product = id('/v1/products', { name: 'Gold' });
    const price = id('/v1/prices', { product, currency: 'usd', unit_amount: 5_00, recurring: { interval: 'month' } });
    const customer = id('/v1/customers', {});
    id('/v1/subscriptions', { customer, items: [{ price }] });
    account.advanceTo(day('2025-03-15'));
    return account.events();
  };
  const now = play();
  const old = play('2024-06-20');
  const unknown = 'invoice_payment.paid';
  expect(now.map(({ type }) => type)).toContain(unknown);
  expect(old.map(({ id, type }) => [id, type])).toEqual(
    now.filter(({ type }) => type !== unknown).map(({ id, type }) => [id, type]),
  );
  expect(new Set(old.map((event) => event.api_version))).toEqual(new Set(['2024-06-20']));
  const charge = old.find(({ type }) => type === 'invoice.paid')?.data.object;
  expect(charge).toMatchObject({ charge: expect.stringMatching(/^ch_/), paid: true });
});

test('a version that does not exist is refused', async () => {
  const stripe = new Stripe('sk_live_sandbox', {
    host: '127.0.0.1',
    port: Number(new URL(sandbox.url).port),
    protocol: 'http',
  });
  const ask = (apiVersion: string) => stripe.customers.list({}, { apiVersion });
  await expect(ask('2099-01-01')).rejects.toMatchObject({ statusCode: 400 });
  expect((await ask('2024-06-20')).data).toEqual([]);
});
