import { change, type Sandbox } from '../core/sandbox';
import { embeddedLines, type Invoice } from '../objects/invoice';
import type { InvoiceItem } from '../objects/invoice-item';
import { ratesOf } from './automatic-tax';
import { writeLines } from './create-invoice';
import { applyBalance } from './customer-balance';
import { invoiceTotals } from './invoice-totals';
import { invoiceItemLine } from './line-draft';

/** Puts an invoice item on a draft, which is added up again. */
export function addToDraft(sandbox: Sandbox, draft: Invoice, item: InvoiceItem): Invoice {
  if (item.currency !== draft.currency) {
    // A draft without lines takes the currency of its first one.
    const empty = (sandbox.store.lines.get(draft.id) ?? []).length === 0;
    if (empty) return redrawDraft(sandbox, sandbox.store.invoices.replace({ ...draft, currency: item.currency }));
  }
  return redrawDraft(sandbox, draft);
}

/** Writes the lines of a draft made by hand anew from its invoice items. */
export function redrawDraft(sandbox: Sandbox, draft: Invoice): Invoice {
  const { store } = sandbox;
  const items = store.invoiceItems.where('customer', draft.customer).filter(({ invoice }) => invoice === draft.id);
  const lines = writeLines(
    sandbox,
    draft.id,
    items.map(invoiceItemLine),
    draft.discounts,
    ratesOf(sandbox, {
      automatic: draft.automatic_tax.enabled,
      country: draft.customer_address?.country ?? null,
      rates: draft.default_tax_rates,
    }),
  );
  store.lines.set(draft.id, lines);
  const totals = invoiceTotals(lines);
  const { amountDue } = applyBalance(draft.starting_balance, totals.total);
  return change(
    sandbox,
    store.invoices,
    draft,
    { ...totals, amount_due: amountDue, amount_remaining: amountDue, lines: embeddedLines(draft.id, lines) },
    'invoice.updated',
  );
}
