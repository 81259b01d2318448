import type { Definitions } from './definitions';
import type { InvoiceFact, LineFact } from './facts';
import { type IncludedTax, includedTaxes } from './included-tax';
import { compareText } from './order-versions';

/** What the invoices of one subscription tell about its MRR, as far as the definitions ask for it. */
export interface Billing {
  /** When the first invoice of more than zero was paid, if that decides; Unix seconds. */
  firstPaid: number | null;
  /** When invoices for further periods were made, ascending. */
  renewals: readonly number[];
  /** When a discount was used: the first invoice that it took something off, by discount id. */
  used: ReadonlyMap<string, number>;
  /** Closed invoices of metered items, ascending. */
  bills: readonly MeteredBill[];
  /** What was within the prices, where Stripe finds the tax by itself. */
  taxes: readonly IncludedTax[];
}

/** What one closed invoice billed, by line. */
export interface MeteredBill {
  invoiceId: string;
  at: number;
  lines: readonly LineFact[];
}

export interface KnownInvoice {
  id: string;
  fact: InvoiceFact;
}

export const NO_BILLING: Billing = { firstPaid: null, renewals: [], used: new Map(), bills: [], taxes: [] };

/** True where a definition makes MRR depend on invoices. */
export const readsInvoices = ({ activeFrom, discounts, usage }: Definitions): boolean =>
  activeFrom === 'first_payment' || discounts === 'all' || usage !== 'none';

const CLOSED = ['paid', 'open', 'uncollectible'];

/** Reads the invoices of one subscription, in their latest state. */
export function billingOf(invoices: readonly KnownInvoice[], definitions: Definitions, automaticTax: boolean): Billing {
  const ordered = [...invoices].sort((a, b) => a.fact.created - b.fact.created || compareText(a.id, b.id));
  const forPeriods = ordered.filter(({ fact }) => fact.lines.some(({ proration }) => !proration));
  const closed = forPeriods.filter(({ fact }) => CLOSED.includes(fact.status));
  const payments = ordered.filter(({ fact }) => isPaid(fact)).map(({ fact }) => fact.paidAt ?? fact.created);
  return {
    firstPaid: definitions.activeFrom === 'first_payment' && payments.length > 0 ? Math.min(...payments) : null,
    renewals: definitions.discounts === 'all' ? forPeriods.map(({ fact }) => fact.created) : [],
    used: definitions.discounts === 'all' ? usesOf(ordered) : NO_BILLING.used,
    bills:
      definitions.usage === 'none'
        ? []
        : closed.map(({ id, fact }) => ({ invoiceId: id, at: fact.created, lines: fact.lines })),
    taxes: automaticTax ? includedTaxes(ordered.filter(({ fact }) => CLOSED.includes(fact.status))) : [],
  };
}

function usesOf(ordered: readonly KnownInvoice[]): Map<string, number> {
  const used = new Map<string, number>();
  for (const { fact } of ordered) {
    for (const { discount, amount } of fact.lines.flatMap(({ discounts }) => discounts))
      if (amount > 0 && !used.has(discount)) used.set(discount, fact.created);
  }
  return used;
}

/** Something was paid, through Stripe or outside of it. */
export const isPaid = (fact: InvoiceFact): boolean =>
  fact.status === 'paid' && fact.total > 0 && (fact.amountPaid > 0 || fact.paidOutOfBand);
