import { z } from 'zod';
import { addToDraft, redrawDraft } from '../billing/add-to-draft';
import { addInvoiceItem } from '../billing/pending-items';
import { priceAmount } from '../billing/price-amount';
import { priceIn } from '../billing/price-in';
import { createDiscount } from '../billing/redeem-coupon';
import { taxRatesOf } from '../billing/subscription-items';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, decimalText, flag, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { InvoiceItem } from '../objects/invoice-item';
import type { Price } from '../objects/price';
import { discounts } from './subscription-params';

export const createParams = z.strictObject({
  amount: integer.optional(),
  currency: text.optional(),
  customer: text,
  description: text.optional(),
  discountable: flag.optional(),
  discounts: discounts.optional(),
  invoice: text.optional(),
  metadata: metadata.optional(),
  period: z.strictObject({ start: integer, end: integer }).optional(),
  price: text.optional(),
  pricing: z.strictObject({ price: text }).optional(),
  quantity: integer.optional(),
  subscription: text.optional(),
  tax_rates: listOf(text).optional(),
  unit_amount_decimal: decimalText.optional(),
});
const updateParams = z.strictObject({ description: clearable(text).optional(), metadata: metadata.optional() });
const listParams = z.strictObject({
  ...createdPaging,
  customer: text.optional(),
  invoice: text.optional(),
  pending: flag.optional(),
});

export const invoiceItemRoutes = [
  route('POST', '/v1/invoiceitems', createParams, createInvoiceItem),
  route('GET', '/v1/invoiceitems', listParams, (sandbox, params) =>
    listPage(sandbox.store.invoiceItems, params, {
      url: '/v1/invoiceitems',
      kind: 'invoiceitem',
      createdOf: ({ date }) => date,
      within: ['customer', params.customer],
      match: ({ invoice }) =>
        (params.invoice === undefined || invoice === params.invoice) &&
        (params.pending === undefined || (invoice === null) === params.pending),
    }),
  ),
  route('GET', '/v1/invoiceitems/:id', z.strictObject({}), (sandbox, _params, id) => findItem(sandbox, id)),
  route('POST', '/v1/invoiceitems/:id', updateParams, update),
  route('DELETE', '/v1/invoiceitems/:id', z.strictObject({}), (sandbox, _params, id) => remove(sandbox, id)),
];

function findItem(sandbox: Sandbox, id: string): InvoiceItem {
  const item = sandbox.store.invoiceItems.get(id);
  if (!item) throw resourceMissing('invoiceitem', id);
  return item;
}

export function createInvoiceItem(sandbox: Sandbox, params: z.output<typeof createParams>): InvoiceItem {
  const { store } = sandbox;
  const customer = store.customers.get(params.customer);
  if (!customer) throw resourceMissing('customer', params.customer, 'customer');
  const invoice = params.invoice === undefined ? undefined : store.invoices.get(params.invoice);
  if (params.invoice !== undefined && invoice?.status !== 'draft') {
    throw invalidRequest(
      `Invoice ${params.invoice} is not a draft and cannot take more items.`,
      'invoice',
      'invoice_not_editable',
    );
  }
  const price = priceOf(sandbox, params.pricing?.price ?? params.price, params.currency ?? invoice?.currency);
  const quantity = params.quantity ?? 1;
  const amount = amountOf(sandbox, params, price, quantity);
  const now = sandbox.time();
  const product = price && store.products.get(price.product);
  const id = sandbox.ids.next('ii');
  const own = (params.discounts ?? []).map(
    (one) => createDiscount(sandbox, one, { customer: customer.id, forOneInvoice: true, invoiceItem: id }).id,
  );
  const item = addInvoiceItem(sandbox, {
    id,
    object: 'invoiceitem',
    amount,
    currency: price?.currency ?? params.currency?.toLowerCase() ?? customer.currency ?? sandbox.settings.currency,
    customer: customer.id,
    customer_account: null,
    date: now,
    description: params.description ?? product?.name ?? null,
    discountable: params.discountable ?? amount >= 0,
    discounts: own,
    invoice: invoice?.id ?? null,
    livemode: sandbox.settings.livemode,
    metadata: mergeMetadata({}, params.metadata),
    net_amount: amount,
    parent: params.subscription
      ? { subscription_details: { subscription: params.subscription }, type: 'subscription_details' }
      : null,
    period: params.period ?? { start: now, end: now },
    pricing: {
      ...(price && { price_details: { price: price.id, product: price.product } }),
      type: 'price_details',
      unit_amount_decimal: price?.unit_amount_decimal ?? String(amount / quantity),
    },
    proration: false,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: taxRatesOf(sandbox, params.tax_rates, 'tax_rates'),
    test_clock: customer.test_clock,
  });
  if (invoice) addToDraft(sandbox, invoice, item);
  return item;
}

/** The price as it is in the currency of the invoice, if it has an amount in that. */
function priceOf(sandbox: Sandbox, id: string | undefined, currency: string | undefined): Price | undefined {
  if (id === undefined) return undefined;
  const price = sandbox.store.prices.get(id);
  if (!price) throw resourceMissing('price', id, 'pricing[price]');
  if (price.recurring)
    throw invalidRequest(
      'The price specified is recurring. This field only accepts one-time prices.',
      'pricing[price]',
    );
  return (currency && priceIn(sandbox.store, price, currency.toLowerCase())) || price;
}

function amountOf(
  sandbox: Sandbox,
  params: z.output<typeof createParams>,
  price: Price | undefined,
  quantity: number,
): number {
  if (price) return priceAmount(price, quantity, sandbox.store.tiers.get(price.id));
  if (params.amount !== undefined) return params.amount;
  if (params.unit_amount_decimal !== undefined) return Math.round(Number(params.unit_amount_decimal) * quantity);
  throw invalidRequest(
    'One of `amount`, `pricing` or `unit_amount_decimal` is required.',
    'amount',
    'parameter_missing',
  );
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): InvoiceItem {
  const before = findItem(sandbox, id);
  return change(sandbox, sandbox.store.invoiceItems, before, {
    description: params.description === undefined ? before.description : params.description,
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
}

function remove(sandbox: Sandbox, id: string) {
  const item = findItem(sandbox, id);
  const invoice = item.invoice === null ? undefined : sandbox.store.invoices.get(item.invoice);
  if (invoice && invoice.status !== 'draft') throw invalidRequest('This invoice item is on a finalized invoice.');
  const { pendingItems, invoiceItems } = sandbox.store;
  invoiceItems.remove(id);
  pendingItems.set(
    item.customer,
    (pendingItems.get(item.customer) ?? []).filter((waiting) => waiting !== id),
  );
  sandbox.emit('invoiceitem.deleted', item);
  if (invoice) redrawDraft(sandbox, invoice);
  return { id, object: 'invoiceitem', deleted: true };
}
