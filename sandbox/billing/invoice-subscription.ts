import type { Sandbox } from '../core/sandbox';
import type { BillingReason, Invoice } from '../objects/invoice';
import type { Period } from '../objects/line-item';
import { isMetered, type Subscription } from '../objects/subscription';
import { createInvoice } from './create-invoice';
import { discountsFor } from './held-discounts';
import { itemLine, type LineDraft } from './line-draft';
import { attachItems, takePendingItems } from './pending-items';
import { usageOf } from './usage';

export interface SubscriptionInvoicePlan {
  readonly billingReason: BillingReason;
  /** The period to bill the items for; null bills only what is pending. */
  readonly bill: Period | null;
  readonly period: Period;
  readonly inTrial: boolean;
  /** The part of a whole period that is billed; all of it unless told. */
  readonly share?: number;
  readonly finalizesAt: number | null;
  /** Bills what was used even where no period is billed: the last invoice of a subscription. */
  readonly withUsage?: true;
}

/** Quantities are billed for the time to come, usage for the time that `plan.period` closes. */
function linesOf({ store }: Sandbox, subscription: Subscription, plan: SubscriptionInvoicePlan): LineDraft[] {
  const { bill, inTrial, period, share = 1 } = plan;
  const { currency, metadata } = subscription;
  return subscription.items.data.flatMap((item) => {
    if (!isMetered(item)) return bill ? [itemLine(store, item, bill, { currency, inTrial, metadata, share })] : [];
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
    finalizesAt: plan.finalizesAt,
  });
  attachItems(sandbox, pending.items, invoice.id);
  return invoice;
}
