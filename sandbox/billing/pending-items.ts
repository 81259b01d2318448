import type { Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import type { InvoiceItem } from '../objects/invoice-item';
import { invoiceItemLine, type LineDraft } from './line-draft';

export function addInvoiceItem(sandbox: Sandbox, item: InvoiceItem): InvoiceItem {
  sandbox.store.invoiceItems.add(item);
  if (item.invoice === null) {
    const { pendingItems } = sandbox.store;
    pendingItems.set(item.customer, [...(pendingItems.get(item.customer) ?? []), item.id]);
  }
  sandbox.emit('invoiceitem.created', item);
  return item;
}

export interface PendingFilter {
  readonly customer: string;
  readonly currency: string;
  /** Items of other subscriptions wait for those; null takes only items of none. */
  readonly subscription: string | null;
}

/** Takes the customer's waiting invoice items that belong on this invoice, as lines and as the items to attach. */
export function takePendingItems(
  sandbox: Sandbox,
  filter: PendingFilter,
): { items: InvoiceItem[]; lines: LineDraft[] } {
  const { pendingItems, invoiceItems } = sandbox.store;
  const waiting = (pendingItems.get(filter.customer) ?? []).flatMap((id) => invoiceItems.get(id) ?? []);
  const belongs = (item: InvoiceItem) => {
    const owner = item.parent?.subscription_details.subscription ?? null;
    return item.currency === filter.currency && (owner === null || owner === filter.subscription);
  };
  const items = waiting.filter(belongs);
  pendingItems.set(
    filter.customer,
    waiting.filter((item) => !belongs(item)).map(({ id }) => id),
  );
  return { items, lines: items.map(invoiceItemLine) };
}

export function attachItems(sandbox: Sandbox, items: readonly InvoiceItem[], invoice: string): void {
  for (const item of items) sandbox.store.invoiceItems.replace({ ...item, invoice });
}

/** A draft that is deleted gives its invoice items back: they wait for the next invoice. */
export function releaseItems(sandbox: Sandbox, invoice: Invoice): void {
  const { invoiceItems, pendingItems } = sandbox.store;
  const items = invoiceItems.where('customer', invoice.customer).filter((item) => item.invoice === invoice.id);
  for (const item of items) invoiceItems.replace({ ...item, invoice: null });
  const waiting = pendingItems.get(invoice.customer) ?? [];
  pendingItems.set(invoice.customer, [...waiting, ...items.map(({ id }) => id)]);
}
