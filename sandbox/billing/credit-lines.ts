import { invalidRequest, resourceMissing } from '../core/errors';
import { type Metadata, mergeMetadata } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import type { CreditNoteLine } from '../objects/credit-note';
import type { Invoice } from '../objects/invoice';
import type { LineItem, LineTax } from '../objects/line-item';
import { lineTaxes } from './line-taxes';
import { taxRatesOf } from './subscription-items';

export interface CreditLineRequest {
  readonly type: 'custom_line_item' | 'invoice_line_item';
  readonly amount?: number | undefined;
  readonly description?: string | undefined;
  readonly invoice_line_item?: string | undefined;
  readonly metadata?: Readonly<Record<string, string | null>> | null | undefined;
  readonly quantity?: number | undefined;
  readonly tax_rates?: readonly string[] | null | undefined;
  readonly unit_amount?: number | undefined;
  readonly unit_amount_decimal?: string | undefined;
}

/** The lines of a credit note: parts of the invoice's own lines with their discounts and taxes, or free amounts. */
export function creditLines(
  sandbox: Sandbox,
  invoice: Invoice,
  requests: readonly CreditLineRequest[],
): readonly CreditNoteLine[] {
  return requests.map((request, i) =>
    request.type === 'invoice_line_item'
      ? partOfLine(sandbox, invoice, request, i)
      : customLine(sandbox, request, taxRatesOf(sandbox, request.tax_rates, `lines[${i}][tax_rates]`)),
  );
}

/** The single line of a credit note that names only a total. */
export const totalLine = (sandbox: Sandbox, amount: number): CreditNoteLine =>
  customLine(sandbox, { type: 'custom_line_item', unit_amount: amount, quantity: 1 }, []);

function partOfLine(sandbox: Sandbox, invoice: Invoice, request: CreditLineRequest, index: number): CreditNoteLine {
  const param = `lines[${index}][invoice_line_item]`;
  const line = (sandbox.store.lines.get(invoice.id) ?? []).find(({ id }) => id === request.invoice_line_item);
  if (!line) throw resourceMissing('line item', request.invoice_line_item ?? '', param);
  const amount = request.amount ?? Math.round((line.amount * (request.quantity ?? line.quantity)) / line.quantity);
  if (Math.abs(amount) > Math.abs(line.amount)) {
    throw invalidRequest(`The amount (${amount}) exceeds that of the invoice line item (${line.amount}).`, param);
  }
  const share = (part: number) => (line.amount === 0 ? 0 : Math.round((part * amount) / line.amount));
  const discounts = line.discount_amounts.map((one) => ({ ...one, amount: share(one.amount) }));
  return {
    ...blank(sandbox, request),
    amount,
    description: request.description ?? line.description,
    discount_amount: discounts.reduce((sum, one) => sum + one.amount, 0),
    discount_amounts: discounts,
    invoice_line_item: line.id,
    pretax_credit_amounts: discounts.map((one) => ({ ...one, type: 'discount' as const })),
    quantity: request.amount === undefined ? (request.quantity ?? line.quantity) : null,
    tax_rates: ratesOf(sandbox, line),
    taxes: line.taxes.map(
      (tax): LineTax => ({
        ...tax,
        amount: share(tax.amount),
        taxable_amount: share(tax.taxable_amount),
      }),
    ),
    type: 'invoice_line_item',
  };
}

const ratesOf = (sandbox: Sandbox, line: LineItem) =>
  line.taxes.flatMap(({ tax_rate_details: { tax_rate: id } }) => sandbox.store.taxRates.get(id) ?? []);

function customLine(sandbox: Sandbox, request: CreditLineRequest, rates: CreditNoteLine['tax_rates']): CreditNoteLine {
  const unit = request.unit_amount_decimal ?? request.unit_amount;
  const quantity = request.quantity ?? 1;
  if (unit === undefined) throw invalidRequest('A custom line item needs a `unit_amount`.', 'lines[0][unit_amount]');
  const amount = Math.round(Number(unit) * quantity);
  return {
    ...blank(sandbox, request),
    amount,
    quantity,
    tax_rates: rates,
    taxes: lineTaxes(amount, rates),
    unit_amount: Number.isInteger(Number(unit)) ? Number(unit) : null,
    unit_amount_decimal: String(unit),
  };
}

const blank = (sandbox: Sandbox, request: CreditLineRequest): CreditNoteLine => ({
  id: sandbox.ids.next('cnli'),
  object: 'credit_note_line_item',
  amount: 0,
  description: request.description ?? null,
  discount_amount: 0,
  discount_amounts: [],
  livemode: sandbox.settings.livemode,
  metadata: mergeMetadata({} satisfies Metadata, request.metadata),
  pretax_credit_amounts: [],
  quantity: null,
  tax_rates: [],
  taxes: [],
  type: 'custom_line_item',
  unit_amount: null,
  unit_amount_decimal: null,
});
