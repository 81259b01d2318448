import type { Sandbox } from '../core/sandbox';
import type { BillingReason, Invoice } from '../objects/invoice';
import type { Period } from '../objects/line-item';
import { isMetered, type Subscription, type SubscriptionItem } from '../objects/subscription';
import { createInvoice } from './create-invoice';
import { discountsFor } from './held-discounts';
import { itemLine, type LineDraft } from './line-draft';
import { attachItems, takePendingItems } from './pending-items';
import { usageOf } from './usage';

export interface SubscriptionInvoicePlan {
  readonly billingReason: BillingReason;
  /** From when to bill items for the rest of their periods: those that are named, or all; null bills what is pending. */
  readonly bill: { readonly start: number; readonly items?: readonly string[] } | null;
  readonly period: Period;
  readonly inTrial: boolean;
  /** The part of a whole period of an item that is billed; all of it unless told. */
  readonly share?: (item: SubscriptionItem) => number;
  /** The period whose usage is billed, where it is not `period`. */
  readonly closing?: (item: SubscriptionItem) => Period;
  readonly finalizesAt: number | null;
  /** Bills what was used even where no period is billed: the last invoice of a subscription. */
  readonly withUsage?: true;
}

/** Quantities are billed for the time to come, usage for the time that `plan.period` closes. */
function linesOf({ store }: Sandbox, subscription: Subscription, plan: SubscriptionInvoicePlan): LineDraft[] {
  const { bill, closing, inTrial, share } = plan;
  const { currency, metadata } = subscription;
  const isDue = (item: SubscriptionItem) => !bill?.items || bill.items.includes(item.id);
  return subscription.items.data.filter(isDue).flatMap((item) => {
    if (!isMetered(item)) {
      if (!bill) return [];
      const period = { start: bill.start, end: item.current_period_end };
      return [itemLine(store, item, period, { currency, inTrial, metadata, share: share?.(item) ?? 1 })];
    }
    const period = closing?.(item) ?? plan.period;
    const free = inTrial || (subscription.trial_end !== null && period.end <= subscription.trial_end);
    const quantity = usageOf(store, item.price.recurring.meter, subscription.customer, period);
    return [itemLine(store, { ...item, quantity }, period, { currency, inTrial: free, metadata, share: 1 })];
  });
}

/** Drafts an invoice for a subscription: what waits for it, then one line for each item. */
export function invoiceSubscription(
  sandbox: Sandbox,
  subscription: Subscription,
  plan: SubscriptionInvoicePlan,
): Invoice {
  const { store } = sandbox;
  const customer = store.customers.get(subscription.customer);
  if (!customer) throw new Error(`${subscription.id} belongs to no customer`);
  const pending = takePendingItems(sandbox, {
    customer: customer.id,
    currency: subscription.currency,
    subscription: subscription.id,
  });
  const { bill } = plan;
  const items = bill || plan.withUsage ? linesOf(sandbox, subscription, plan) : [];
  const invoice = createInvoice(sandbox, {
    customer,
    subscription,
    billingReason: plan.billingReason,
    currency: subscription.currency,
    lines: [...pending.lines, ...items],
    period: plan.period,
    discounts: discountsFor(sandbox, customer.id, subscription.discounts),
    taxRates: subscription.default_tax_rates,
    collectionMethod: subscription.collection_method,
    daysUntilDue: subscription.collection_method === 'send_invoice' ? (subscription.days_until_due ?? 30) : null,
    autoAdvance: true,
    automaticTax: subscription.automatic_tax.enabled,
    finalizesAt: plan.finalizesAt,
  });
  attachItems(sandbox, pending.items, invoice.id);
  return invoice;
}
