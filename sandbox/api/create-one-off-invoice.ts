import { z } from 'zod';
import { createInvoice } from '../billing/create-invoice';
import { discountsFor } from '../billing/held-discounts';
import { attachItems, takePendingItems } from '../billing/pending-items';
import { HOUR } from '../billing/period';
import { createDiscount } from '../billing/redeem-coupon';
import { taxRatesOf } from '../billing/subscription-items';
import { invalidRequest, resourceMissing } from '../core/errors';
import { flag, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import { automaticTax, discounts } from './subscription-params';

export const createParams = z.strictObject({
  auto_advance: flag.optional(),
  automatic_tax: automaticTax.optional(),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  currency: text.optional(),
  customer: text,
  days_until_due: integer.optional(),
  default_tax_rates: listOf(text).optional(),
  description: text.optional(),
  discounts: discounts.optional(),
  metadata: metadata.optional(),
  pending_invoice_items_behavior: z.enum(['exclude', 'include']).optional(),
  subscription: text.optional(),
});

/** A draft made by hand; invoice items may be added to it until it is finalized. */
export function createOneOffInvoice(sandbox: Sandbox, params: z.output<typeof createParams>): Invoice {
  const { store, settings } = sandbox;
  const customer = store.customers.get(params.customer);
  if (!customer) throw resourceMissing('customer', params.customer, 'customer');
  const subscription =
    params.subscription === undefined ? null : (store.subscriptions.get(params.subscription) ?? null);
  if (params.subscription !== undefined && !subscription) {
    throw resourceMissing('subscription', params.subscription, 'subscription');
  }
  if (params.collection_method === 'send_invoice' && params.days_until_due === undefined) {
    throw invalidRequest(
      'If invoice `collection_method`=`send_invoice`, you must specify `due_date` or `days_until_due`.',
      'days_until_due',
    );
  }
  const currency = params.currency?.toLowerCase() ?? subscription?.currency ?? customer.currency ?? settings.currency;
  const include = params.pending_invoice_items_behavior === 'include' || subscription !== null;
  const pending = include
    ? takePendingItems(sandbox, { customer: customer.id, currency, subscription: subscription?.id ?? null })
    : { items: [], lines: [] };
  const held = subscription?.discounts ?? [];
  const added = (params.discounts ?? []).map(
    (one) => createDiscount(sandbox, one, { customer: customer.id, forOneInvoice: true }).id,
  );
  const now = sandbox.time();
  const advance = params.auto_advance ?? false;
  const invoice = createInvoice(sandbox, {
    customer,
    subscription,
    billingReason: 'manual',
    currency,
    lines: pending.lines,
    period: { start: now, end: now },
    discounts: params.discounts === undefined ? discountsFor(sandbox, customer.id, held) : [...held, ...added],
    taxRates: taxRatesOf(sandbox, params.default_tax_rates, 'default_tax_rates'),
    collectionMethod: params.collection_method ?? 'charge_automatically',
    daysUntilDue: params.collection_method === 'send_invoice' ? (params.days_until_due ?? 30) : null,
    autoAdvance: advance,
    automaticTax: params.automatic_tax?.enabled ?? subscription?.automatic_tax.enabled ?? false,
    finalizesAt: advance ? now + HOUR : null,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
  });
  attachItems(sandbox, pending.items, invoice.id);
  if (advance) sandbox.schedule(now + HOUR, 'invoice.finalize', invoice.id);
  return invoice;
}
