import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventProblems, listProblems } from './testing/stripe-schema';
import { openShop, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(listProblems(sandbox.account, '/v1/credit_notes', { expand: ['data.refunds.refund'] })).toEqual([]);
  expect(eventProblems(sandbox.account.events())).toEqual([]);
  await sandbox.close();
}, 60_000);

/** 100.00 with 10 % off and 19 % tax inside: 90.00 to pay, of which 14.37 is tax. */
async function discountedInvoice(stripe: Stripe, options: { pay: boolean }) {
  const { customer } = await openShop(stripe);
  const vat = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: true });
  await stripe.coupons.create({ id: 'TEN', percent_off: 10, duration: 'forever' });
  const draft = await stripe.invoices.create({
    customer: customer.id,
    default_tax_rates: [vat.id],
    discounts: [{ coupon: 'TEN' }],
  });
  for (const amount of [60_00, 40_00]) {
    await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount, currency: 'usd' });
  }
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  return options.pay ? stripe.invoices.pay(open.id) : open;
}

test('a paid invoice is credited by its lines, with their discounts and taxes, and refunded', async () => {
  const { stripe, account } = sandbox;
  const invoice = await discountedInvoice(stripe, { pay: true });
  const before = account.events().length;
  const [line] = invoice.lines.data;
  const note = await stripe.creditNotes.create({
    invoice: invoice.id,
    lines: [{ type: 'invoice_line_item', invoice_line_item: line?.id ?? '', amount: 30_00 }],
    refund_amount: 27_00,
    reason: 'product_unsatisfactory',
    expand: ['refunds.refund'],
  });
  expect(note).toMatchObject({
    number: `${invoice.number}-CN-01`,
    status: 'issued',
    type: 'post_payment',
    subtotal: 30_00,
    discount_amount: 3_00,
    total: 27_00,
    amount: 27_00,
    total_excluding_tax: 22_69,
    total_taxes: [{ amount: 4_31, tax_behavior: 'inclusive' }],
    post_payment_amount: 27_00,
    pre_payment_amount: 0,
    refunds: [{ amount_refunded: 27_00, refund: { object: 'refund', amount: 27_00, status: 'succeeded' } }],
  });
  expect(typesSince(account, before)).toEqual([
    'refund.created',
    'charge.refunded',
    'credit_note.created',
    'invoice.updated',
  ]);
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
    status: 'paid',
    amount_paid: 90_00,
    post_payment_credit_notes_amount: 27_00,
  });
});

test('a credit can go to the customer’s balance, outside Stripe, or link a refund; the parts must add up', async () => {
  const { stripe } = sandbox;
  const invoice = await discountedInvoice(stripe, { pay: true });
  const [payment] = (await stripe.invoicePayments.list({ invoice: invoice.id })).data;
  const refund = await stripe.refunds.create({
    payment_intent: String(payment?.payment.payment_intent),
    amount: 5_00,
  });
  await expect(
    stripe.creditNotes.create({ invoice: invoice.id, amount: 20_00, credit_amount: 10_00 }),
  ).rejects.toMatchObject({ statusCode: 400 });
  const note = await stripe.creditNotes.create({
    invoice: invoice.id,
    amount: 20_00,
    credit_amount: 10_00,
    out_of_band_amount: 5_00,
    refunds: [{ refund: refund.id }],
    expand: ['customer_balance_transaction'],
  });
  expect(note).toMatchObject({
    total: 20_00,
    out_of_band_amount: 5_00,
    refunds: [{ refund: refund.id, amount_refunded: 5_00 }],
    customer_balance_transaction: { type: 'credit_note', amount: -10_00, ending_balance: -10_00 },
  });
  expect(await stripe.customers.retrieve(String(invoice.customer))).toMatchObject({ balance: -10_00 });
  await expect(
    stripe.creditNotes.create({ invoice: invoice.id, amount: 80_00, credit_amount: 80_00 }),
  ).rejects.toMatchObject({ statusCode: 400 });
});

test('an open invoice owes less, is paid when it owes nothing, and a void takes the credit back', async () => {
  const { stripe, account } = sandbox;
  const invoice = await discountedInvoice(stripe, { pay: false });
  const first = await stripe.creditNotes.create({ invoice: invoice.id, amount: 20_00, memo: 'late' });
  expect(first).toMatchObject({ type: 'pre_payment', pre_payment_amount: 20_00, refunds: [] });
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
    amount_due: 70_00,
    amount_remaining: 70_00,
    pre_payment_credit_notes_amount: 20_00,
  });
  const voided = await stripe.creditNotes.voidCreditNote(first.id);
  expect(voided).toMatchObject({ status: 'void', voided_at: expect.any(Number) });
  expect(typesSince(account, account.events().length - 2)).toEqual(['credit_note.voided', 'invoice.updated']);
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ amount_due: 90_00 });
  const all = { invoice: invoice.id, amount: 90_00 };
  await stripe.creditNotes.create(all);
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 0 });
  await expect(stripe.creditNotes.voidCreditNote(first.id)).rejects.toMatchObject({ statusCode: 400 });
  expect((await stripe.creditNotes.list({ invoice: invoice.id })).data.map(({ status }) => status)).toEqual([
    'issued',
    'void',
  ]);
});

test('a preview creates nothing; a note can be renamed and its lines paged', async () => {
  const { stripe, account } = sandbox;
  const invoice = await discountedInvoice(stripe, { pay: false });
  const before = account.events().length;
  expect(await stripe.creditNotes.preview({ invoice: invoice.id, amount: 1_00 })).toMatchObject({ total: 1_00 });
  expect(account.events()).toHaveLength(before);
  const note = await stripe.creditNotes.create({
    invoice: invoice.id,
    lines: [
      ...invoice.lines.data.map(({ id }) => ({
        type: 'invoice_line_item' as const,
        invoice_line_item: id,
        amount: 1_00,
      })),
      { type: 'custom_line_item', description: 'Sorry', unit_amount: 50, quantity: 3 },
    ],
  });
  expect(note).toMatchObject({ subtotal: 3_50, total: 3_30 });
  const page = await stripe.creditNotes.listLineItems(note.id, { limit: 2 });
  expect(page).toMatchObject({ has_more: true, data: [{ amount: 1_00 }, { amount: 1_00 }] });
  expect(await stripe.creditNotes.update(note.id, { memo: 'Sorry' })).toMatchObject({ memo: 'Sorry' });
  expect(account.events().at(-1)?.type).toBe('credit_note.updated');
});

test('a customer’s balance is a list of moves with their reasons', async () => {
  const { stripe } = sandbox;
  const customer = await stripe.customers.create({ balance: -5_00 });
  await stripe.customers.createBalanceTransaction(customer.id, {
    amount: -10_00,
    currency: 'usd',
    description: 'Goodwill',
  });
  const draft = await stripe.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: 5,
  });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 12_00, currency: 'usd' });
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  expect(open).toMatchObject({ status: 'paid', starting_balance: -15_00, ending_balance: -3_00, amount_due: 0 });
  const { data } = await stripe.customers.listBalanceTransactions(customer.id);
  expect(data.map(({ type, amount, ending_balance }) => [type, amount, ending_balance])).toEqual([
    ['applied_to_invoice', 12_00, -3_00],
    ['adjustment', -10_00, -15_00],
    ['initial', -5_00, -5_00],
  ]);
  expect(listProblems(sandbox.account, `/v1/customers/${customer.id}/balance_transactions`)).toEqual([]);
  const [used] = data;
  expect(await stripe.customers.retrieveBalanceTransaction(customer.id, used?.id ?? '')).toMatchObject({
    invoice: draft.id,
  });
});

test('voiding an invoice gives back the credit that had gone into it', async () => {
  const { stripe } = sandbox;
  const customer = await stripe.customers.create({ balance: -5_00 });
  const draft = await stripe.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: 5,
  });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 12_00, currency: 'usd' });
  await stripe.invoices.finalizeInvoice(draft.id);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: 0 });
  await stripe.invoices.voidInvoice(draft.id);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -5_00 });
});
