import type { LineTax } from '../objects/line-item';
import type { TaxRate } from '../objects/tax-rate';

/** Taxes of one line on what is left of it after discounts. Inclusive rates are taken out first, exclusive ones added on the rest. */
export function lineTaxes(amount: number, rates: readonly TaxRate[]): readonly LineTax[] {
  const inclusive = rates.filter((rate) => rate.inclusive);
  const inclusivePercent = inclusive.reduce((sum, rate) => sum + rate.percentage, 0);
  const net = amount / (1 + inclusivePercent / 100);
  const included = inclusive.map((rate) => Math.round((net * rate.percentage) / 100));
  const taxable = amount - included.reduce((sum, tax) => sum + tax, 0);
  return [
    ...inclusive.map((rate, i) => taxOf(rate, included[i] ?? 0, taxable)),
    ...rates
      .filter((rate) => !rate.inclusive)
      .map((rate) => taxOf(rate, Math.round((taxable * rate.percentage) / 100), taxable)),
  ];
}

const taxOf = (rate: TaxRate, amount: number, taxable: number): LineTax => ({
  amount,
  tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
  tax_rate_details: { tax_rate: rate.id },
  taxability_reason: 'standard_rated',
  taxable_amount: taxable,
  type: 'tax_rate_details',
});
