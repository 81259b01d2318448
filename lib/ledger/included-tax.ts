import type { ItemFact, LineFact } from './facts';
import type { KnownInvoice } from './subscription-billing';

/** What an invoice said of the tax within the price of an item: so much of such a sum. */
export interface IncludedTax {
  at: number;
  line: LineFact;
  sum: number;
  tax: number;
}

/** Where Stripe finds the tax by itself a subscription names no rates: its invoices alone tell, ascending in time. */
export function includedTaxes(invoices: readonly KnownInvoice[]): IncludedTax[] {
  return invoices
    .flatMap(({ fact }) =>
      fact.lines.map((line) => ({
        ...{ at: fact.created, line, tax: line.inclusiveTax },
        sum: line.amount - line.discounts.reduce((off, { amount }) => off + amount, 0),
      })),
    )
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => a.at - b.at);
}

/** The tax within an item's price at an instant: as last billed, or before its first bill (in a trial) as first billed. */
export function includedTaxOf(item: ItemFact, at: number, taxes: readonly IncludedTax[]): IncludedTax | null {
  const all = taxes.filter(({ line }) =>
    line.subscriptionItem === null ? line.priceId === item.price.id : line.subscriptionItem === item.id,
  );
  // The tax of a few cents for a few days, in whole cents, is no measure where there is a better one.
  const whole = all.filter(({ line }) => !line.proration);
  const own = whole.length > 0 ? whole : all;
  return own.findLast((tax) => tax.at <= at) ?? own[0] ?? null;
}
