import type { Sandbox } from '../core/sandbox';
import type { InvoiceItem } from '../objects/invoice-item';
import type { CreditedItems } from '../objects/line-item';
import { isMetered, periodOf, quantityOf, type Subscription, type SubscriptionItem } from '../objects/subscription';
import { discountLines } from './discount-lines';
import { discountsFor } from './held-discounts';
import { itemLine } from './line-draft';
import { addInvoiceItem } from './pending-items';
import { dayLabel } from './period';

export interface ItemChange {
  readonly before: SubscriptionItem | null;
  readonly after: SubscriptionItem | null;
}

/**
 * Writes the pending invoice items for a change inside a period: the unused time of what was, and unless the cycle
 * starts anew the remaining time of what is. Amounts are net of the subscription's discounts.
 */
export function prorate(
  sandbox: Sandbox,
  subscription: Subscription,
  changes: readonly ItemChange[],
  options: { readonly creditOnly: boolean; readonly at: number | 'start of period' },
): void {
  const settle = (item: SubscriptionItem, sign: 1 | -1) => {
    const { start, end } = periodOf(item);
    const at = options.at === 'start of period' ? start : options.at;
    const share = (end - at) / (end - start);
    if (share > 0 && !isMetered(item)) addProration(sandbox, subscription, item, sign * share, at);
  };
  for (const { before, after } of changes) {
    if (before) settle(before, -1);
    if (after && !options.creditOnly) settle(after, 1);
  }
}

function addProration(
  sandbox: Sandbox,
  subscription: Subscription,
  item: SubscriptionItem,
  share: number,
  at: number,
): void {
  const { end, start } = periodOf(item);
  const line = itemLine(
    sandbox.store,
    item,
    { start, end },
    {
      currency: subscription.currency,
      inTrial: false,
      metadata: {},
    },
  );
  const shared = discountsFor(sandbox, subscription.customer, subscription.discounts);
  const discounts = discountLines(sandbox.store, [line], shared)[0] ?? [];
  const net = discounts.reduce((amount, discount) => amount - discount.amount, line.amount);
  const amount = Math.round(net * share);
  const credit = share < 0;
  const quantity = quantityOf(item);
  const name = sandbox.store.products.get(item.price.product)?.name ?? item.price.product;
  const entry: InvoiceItem = {
    id: sandbox.ids.next('ii'),
    object: 'invoiceitem',
    amount,
    currency: subscription.currency,
    customer: subscription.customer,
    customer_account: null,
    date: sandbox.time(),
    description: `${credit ? 'Unused' : 'Remaining'} time on ${quantity} × ${name} after ${dayLabel(at)}`,
    discountable: false,
    discounts: [],
    invoice: null,
    livemode: sandbox.settings.livemode,
    metadata: subscription.metadata,
    net_amount: amount,
    parent: {
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
      type: 'subscription_details',
    },
    period: { start: at, end },
    pricing: {
      price_details: { price: item.price.id, product: item.price.product },
      type: 'price_details',
      unit_amount_decimal: quantity === 0 ? null : String(amount / quantity),
    },
    proration: true,
    proration_details: {
      credited_items: credit ? creditedItems(sandbox, subscription, item) : null,
      discount_amounts: discounts.map(({ amount: off, discount }) => ({ amount: Math.round(off * share), discount })),
    },
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: item.tax_rates,
    test_clock: subscription.test_clock,
  };
  addInvoiceItem(sandbox, entry);
}

/** The line that billed what is now credited. */
function creditedItems(sandbox: Sandbox, subscription: Subscription, item: SubscriptionItem) {
  const invoice = subscription.latest_invoice;
  const line = (sandbox.store.lines.get(invoice ?? '') ?? []).find(
    ({ parent }) =>
      parent.type === 'subscription_item_details' && parent.subscription_item_details.subscription_item === item.id,
  );
  if (!invoice || !line) return null;
  const details: CreditedItems = { invoice, invoice_line_items: [line.id] };
  return { invoice_line_item_details: details, type: 'invoice_line_items' as const };
}
