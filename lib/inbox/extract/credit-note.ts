import { z } from 'zod';
import type { CreditLineFact, CreditNoteFact } from '@/lib/ledger/facts';
import { currency, flag, instantOr, instantOrNull, int, intOr, intOrNull, listOf, ref, text } from './read';

const oldTaxShape = z.object({ amount: intOr(0), inclusive: flag });
const newTaxShape = z.object({ amount: intOr(0), tax_behavior: text });
const discountShape = z.object({ amount: intOr(0) });

const lineShape = z
  .object({
    amount: int,
    amount_excluding_tax: intOrNull,
    invoice_line_item: ref,
    discount_amount: intOrNull,
    discount_amounts: z.array(discountShape).nullish(),
    tax_amounts: z.array(oldTaxShape).nullish(),
    taxes: z.array(newTaxShape).nullish(),
  })
  .transform((line): CreditLineFact => {
    const sum = (list: readonly { amount: number }[]) => list.reduce((total, { amount }) => total + amount, 0);
    const inclusive = line.taxes
      ? line.taxes.filter(({ tax_behavior }) => tax_behavior === 'inclusive')
      : (line.tax_amounts ?? []).filter((tax) => tax.inclusive);
    const discount = line.discount_amount ?? sum(line.discount_amounts ?? []);
    return { invoiceLine: line.invoice_line_item, net: line.amount - discount - sum(inclusive) };
  });

/** `refunds[]` (new) or `refund` (old). */
const refundsShape = z.array(z.object({ refund: ref, amount_refunded: intOrNull })).nullish();

export const creditNoteShape = z
  .object({
    customer: ref,
    invoice: ref,
    status: text,
    currency,
    total: intOrNull,
    amount: int,
    total_excluding_tax: intOrNull,
    tax_amounts: z.array(oldTaxShape).nullish(),
    total_taxes: z.array(newTaxShape).nullish(),
    created: instantOr(0),
    effective_at: instantOrNull,
    voided_at: instantOrNull,
    type: text,
    pre_payment_amount: intOrNull,
    out_of_band_amount: intOr(0),
    refund: ref,
    refunds: refundsShape,
    lines: listOf(lineShape),
  })
  .transform((note): CreditNoteFact => {
    const total = note.total ?? note.amount;
    const taxes = note.total_taxes ?? note.tax_amounts ?? [];
    const listed = (note.refunds ?? []).flatMap(({ refund, amount_refunded }) =>
      refund === null ? [] : [{ refund, amount: amount_refunded }],
    );
    return {
      customer: note.customer,
      invoice: note.invoice,
      status: note.status ?? 'issued',
      currency: note.currency,
      total,
      totalExcludingTax: note.total_excluding_tax ?? total - taxes.reduce((sum, { amount }) => sum + amount, 0),
      created: note.created,
      effectiveAt: note.effective_at,
      voidedAt: note.voided_at,
      prePayment: note.pre_payment_amount ?? (note.type === 'pre_payment' ? total : 0),
      outOfBand: note.out_of_band_amount,
      refunds: listed.length > 0 || note.refund === null ? listed : [{ refund: note.refund, amount: null }],
      lines: note.lines.data,
    };
  });
