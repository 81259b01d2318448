import { afterEach, beforeEach, expect, test } from 'vitest';
import { day, openShop, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

test('a one-off invoice takes items, is finalized with a number and paid', async () => {
  const { stripe } = sandbox;
  const { customer, product } = await openShop(stripe);
  const workshop = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 150_00 });
  const draft = await stripe.invoices.create({ customer: customer.id, auto_advance: false });
  await stripe.invoiceItems.create({
    customer: customer.id,
    invoice: draft.id,
    pricing: { price: workshop.id },
    quantity: 2,
  });
  await stripe.invoiceItems.create({
    customer: customer.id,
    invoice: draft.id,
    amount: -50_00,
    currency: 'usd',
    description: 'Thanks',
  });
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  expect(open).toMatchObject({
    status: 'open',
    billing_reason: 'manual',
    subtotal: 250_00,
    amount_due: 250_00,
    parent: null,
  });
  expect(open.number).toMatch(/^[A-Z0-9]{8}-0001$/);
  expect(open.lines.data[0]).toMatchObject({
    amount: 300_00,
    quantity: 2,
    pricing: { price_details: { price: workshop.id, product: product.id } },
    parent: { type: 'invoice_item_details' },
  });
  expect(await stripe.invoices.pay(draft.id)).toMatchObject({
    status: 'paid',
    amount_paid: 250_00,
    amount_remaining: 0,
  });
  await expect(stripe.invoices.voidInvoice(draft.id)).rejects.toMatchObject({ statusCode: 400 });
});

test('pending items go on an invoice that asks for them', async () => {
  const { stripe } = sandbox;
  const { customer } = await openShop(stripe);
  await stripe.invoiceItems.create({ customer: customer.id, amount: 5_00, currency: 'usd' });
  const without = await stripe.invoices.create({ customer: customer.id });
  expect(without.lines.data).toEqual([]);
  const withIt = await stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'include' });
  expect(withIt.lines.data.map(({ amount }) => amount)).toEqual([5_00]);
  await stripe.invoices.del(withIt.id);
  expect((await stripe.invoiceItems.list({ pending: true })).data).toHaveLength(1);
});

test('an open invoice is voided, written off, or paid outside Stripe', async () => {
  const { stripe } = sandbox;
  const { customer } = await openShop(stripe);
  const open = async () => {
    const draft = await stripe.invoices.create({
      customer: customer.id,
      collection_method: 'send_invoice',
      days_until_due: 10,
    });
    await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 5_00, currency: 'usd' });
    return (await stripe.invoices.finalizeInvoice(draft.id)).id;
  };
  expect(await stripe.invoices.voidInvoice(await open())).toMatchObject({ status: 'void' });
  expect(await stripe.invoices.markUncollectible(await open())).toMatchObject({ status: 'uncollectible' });
  const paid = await stripe.invoices.pay(await open(), { paid_out_of_band: true });
  expect(paid).toMatchObject({ status: 'paid', amount_paid: 0, amount_remaining: 5_00 });
  expect((await stripe.charges.list()).data).toEqual([]);
});

test('exclusive tax is added and inclusive tax is inside, both after the discount', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await openShop(stripe, 100_00);
  const sales = await stripe.taxRates.create({ display_name: 'Sales', percentage: 8.25, inclusive: false });
  const vat = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: true, country: 'DE' });
  await stripe.coupons.create({ id: 'TEN', percent_off: 10, duration: 'forever' });
  const bill = async (rate: string) => {
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_tax_rates: [rate],
      discounts: [{ coupon: 'TEN' }],
    });
    return stripe.invoices.retrieve(String(subscription.latest_invoice));
  };
  expect(await bill(sales.id)).toMatchObject({
    subtotal: 100_00,
    total_discount_amounts: [{ amount: 10_00 }],
    total: 97_43,
    total_excluding_tax: 90_00,
    total_taxes: [
      { amount: 7_43, tax_behavior: 'exclusive', taxable_amount: 90_00, tax_rate_details: { tax_rate: sales.id } },
    ],
  });
  expect(await bill(vat.id)).toMatchObject({
    subtotal: 100_00,
    subtotal_excluding_tax: 84_03,
    total: 90_00,
    total_excluding_tax: 75_63,
    total_taxes: [{ amount: 14_37, tax_behavior: 'inclusive', taxable_amount: 75_63 }],
  });
});

test('an invoice shows ten lines and pages the rest', async () => {
  const { stripe } = sandbox;
  const { customer } = await openShop(stripe);
  for (let i = 1; i <= 23; i++) await stripe.invoiceItems.create({ customer: customer.id, amount: i, currency: 'usd' });
  const invoice = await stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'include' });
  expect(invoice.lines).toMatchObject({ has_more: true });
  expect(invoice.lines.data).toHaveLength(10);
  const all: number[] = [];
  for await (const line of stripe.invoices.listLineItems(invoice.id, { limit: 7 })) all.push(line.amount);
  expect(all).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
  expect(invoice.total).toBe((23 * 24) / 2);
});

test('a subscription billed by invoice waits for its payment and is overdue without it', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    collection_method: 'send_invoice',
    days_until_due: 14,
  });
  expect(subscription.status).toBe('active');
  account.advanceTo(day('2025-01-02'));
  const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(invoice).toMatchObject({ status: 'open', attempted: false, due_date: day('2025-01-15').getTime() / 1000 });
  account.advanceTo(day('2025-01-16'));
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
  await stripe.invoices.pay(invoice?.id ?? '');
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
});
