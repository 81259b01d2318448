import type { InvoiceTotals } from '../objects/invoice';
import type { DiscountAmount, LineItem, LineTax } from '../objects/line-item';

type Part = Pick<LineItem, 'amount' | 'discount_amounts' | 'taxes'>;

/** Sums the lines as Stripe does: subtotal before discounts and exclusive tax, total after both. */
export function invoiceTotals(lines: readonly Part[]): InvoiceTotals {
  const discounts = byDiscount(lines.flatMap((line) => line.discount_amounts));
  const taxes = byRate(lines.flatMap((line) => line.taxes));
  const subtotal = sum(lines.map((line) => line.amount));
  const discounted = subtotal - sum(discounts.map(({ amount }) => amount));
  const inclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'inclusive').map(({ amount }) => amount));
  const exclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'exclusive').map(({ amount }) => amount));
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - sum(lines.map(inclusiveTaxBeforeDiscount)),
    total: discounted + exclusive,
    total_excluding_tax: discounted - inclusive,
    total_discount_amounts: discounts,
    total_pretax_credit_amounts: discounts.map((discount) => ({ ...discount, type: 'discount' as const })),
    total_taxes: taxes,
  };
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The part of the undiscounted line that is inclusive tax, in proportion to the tax it really bears. */
function inclusiveTaxBeforeDiscount(line: Part): number {
  const left = line.amount - sum(line.discount_amounts.map(({ amount }) => amount));
  const tax = sum(line.taxes.filter(({ tax_behavior }) => tax_behavior === 'inclusive').map(({ amount }) => amount));
  return left === 0 ? 0 : Math.round((tax * line.amount) / left);
}

function byDiscount(amounts: readonly DiscountAmount[]): readonly DiscountAmount[] {
  const totals = new Map<string, number>();
  for (const { amount, discount } of amounts) totals.set(discount, (totals.get(discount) ?? 0) + amount);
  return [...totals].map(([discount, amount]) => ({ amount, discount }));
}

function byRate(taxes: readonly LineTax[]): readonly LineTax[] {
  const totals = new Map<string, LineTax>();
  for (const tax of taxes) {
    const rate = tax.tax_rate_details.tax_rate;
    const known = totals.get(rate);
    totals.set(rate, {
      ...tax,
      amount: tax.amount + (known?.amount ?? 0),
      taxable_amount: tax.taxable_amount + (known?.taxable_amount ?? 0),
    });
  }
  return [...totals.values()];
}
