import { z } from 'zod';
import { createSubscription } from '../billing/create-subscription';
import { renewSubscription } from '../billing/renew-subscription';
import { updateSubscription } from '../billing/update-subscription';
import { invalidRequest, resourceMissing, StripeApiError } from '../core/errors';
import { clearable, flag, integer, listOf, text } from '../core/params';
import { rehearse } from '../core/rehearse';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import { currentPeriod, hasEnded, type Subscription } from '../objects/subscription';
import { createInvoiceItem, createParams as invoiceItemParams } from './invoice-items';
import { anchorChange, automaticTax, discounts, itemFields, resolvePriceData } from './subscription-params';

const changes = z.strictObject({
  billing_cycle_anchor: anchorChange.optional(),
  cancel_at: clearable(integer).optional(),
  cancel_at_period_end: flag.optional(),
  default_tax_rates: clearable(listOf(text)).optional(),
  items: listOf(z.strictObject({ ...itemFields, id: text.optional(), deleted: flag.optional() })).optional(),
  proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
  proration_date: integer.optional(),
  trial_end: z.union([z.literal('now'), integer]).optional(),
});
const previewParams = z.strictObject({
  automatic_tax: automaticTax.optional(),
  currency: text.optional(),
  customer: text.optional(),
  discounts: discounts.optional(),
  invoice_items: listOf(invoiceItemParams.omit({ customer: true, invoice: true, subscription: true })).optional(),
  preview_mode: z.enum(['next', 'recurring']).optional(),
  subscription: text.optional(),
  subscription_details: changes.optional(),
});

type PreviewParams = z.output<typeof previewParams>;

/** The bill that would come next, found by letting it come on a double of the account. */
export const previewInvoiceRoutes = [
  route('POST', '/v1/invoices/create_preview', previewParams, (sandbox, params) => {
    const invoice = params.subscription === undefined ? firstBill(sandbox, params) : nextBill(sandbox, params);
    return asPreview(sandbox, invoice);
  }),
];

const asPreview = (sandbox: Sandbox, invoice: Invoice): Invoice => ({
  ...invoice,
  id: `upcoming_${invoice.id}`,
  automatically_finalizes_at: null,
  billing_reason: 'upcoming',
  created: sandbox.time(),
  lines: { ...invoice.lines, url: `/v1/invoices/upcoming_${invoice.id}/lines` },
});

/** Of a subscription that does not exist yet. */
function firstBill(sandbox: Sandbox, params: PreviewParams): Invoice {
  const { customer, subscription_details: details } = params;
  if (customer === undefined || !details?.items) {
    throw invalidRequest(
      'A preview needs a subscription, or a customer and items.',
      'subscription',
      'parameter_missing',
    );
  }
  const double = rehearse(sandbox);
  addItems(double, customer, params);
  const created = createSubscription(double, {
    automatic_tax: params.automatic_tax,
    collection_method: 'send_invoice',
    customer,
    default_tax_rates: details.default_tax_rates,
    discounts: params.discounts,
    items: details.items.map((item) => resolvePriceData(double, item)),
    trial_end: details.trial_end,
  });
  return billOf(double, created);
}

/** Of a subscription as it is, or as it would be after the changes that are named. */
function nextBill(sandbox: Sandbox, params: PreviewParams): Invoice {
  const before = sandbox.store.subscriptions.get(params.subscription ?? '');
  if (!before) throw resourceMissing('subscription', params.subscription ?? '', 'subscription');
  const double = rehearse(sandbox);
  addItems(double, before.customer, params);
  const { items, ...details } = params.subscription_details ?? {};
  const after =
    params.subscription_details === undefined && params.discounts === undefined && params.automatic_tax === undefined
      ? before
      : updateSubscription(double, before.id, {
          ...details,
          automatic_tax: params.automatic_tax,
          discounts: params.discounts,
          items: items?.map((item) => resolvePriceData(double, item)),
        });
  if (after.latest_invoice !== before.latest_invoice) return billOf(double, after);
  const { end } = currentPeriod(after);
  if (hasEnded(after) || (after.cancel_at !== null && after.cancel_at <= end)) throw nothingUpcoming(after);
  double.moveTo(end);
  renewSubscription(double, after.id, end);
  const renewed = double.store.subscriptions.get(after.id) ?? after;
  if (renewed.latest_invoice === before.latest_invoice) throw nothingUpcoming(after);
  return billOf(double, renewed);
}

function addItems(double: Sandbox, customer: string, params: PreviewParams): void {
  for (const item of params.invoice_items ?? []) createInvoiceItem(double, { ...item, customer });
}

function billOf({ store }: Sandbox, subscription: Subscription): Invoice {
  const invoice = store.invoices.get(subscription.latest_invoice ?? '');
  if (!invoice) throw nothingUpcoming(subscription);
  return invoice;
}

const nothingUpcoming = ({ customer }: Subscription) =>
  new StripeApiError(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for customer: ${customer}`,
  });
