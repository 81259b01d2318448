import { z } from 'zod';
import type { DiscountRef, InvoiceFact, LineFact } from '@/lib/ledger/facts';
import { currency, email, flag, id, instantOrNull, int, intOr, intOrNull, listOf, ref, tags, text } from './read';
import { discountList, discountObject, discountRef } from './terms';

const amountShape = z.object({ amount: intOr(0), discount: ref });
const oldTaxShape = z.object({ amount: intOr(0), inclusive: flag });
const newTaxShape = z.object({ amount: intOr(0), tax_behavior: text });

/** Both shapes of a line's parent: subscription item or invoice item. */
const parentShape = z
  .object({
    subscription_item_details: z.object({ subscription: ref, subscription_item: ref, proration: flag }).nullish(),
    invoice_item_details: z.object({ subscription: ref, proration: flag }).nullish(),
    subscription_details: z.object({ subscription: ref }).nullish(),
  })
  .nullish();

export const lineShape = z
  .object({
    id,
    amount: int,
    quantity: intOr(1),
    description: text,
    proration: z.boolean().nullish(),
    subscription: ref,
    subscription_item: ref,
    parent: parentShape,
    pricing: z.object({ price_details: z.object({ price: ref, product: ref }).nullish() }).nullish(),
    price: z.object({ id, product: ref }).nullish(),
    plan: z.object({ id, product: ref }).nullish(),
    discount_amounts: z.array(amountShape).nullish(),
    tax_amounts: z.array(oldTaxShape).nullish(),
    taxes: z.array(newTaxShape).nullish(),
    period: z.object({ start: instantOrNull, end: instantOrNull }).nullish(),
  })
  .transform((line): LineFact => {
    const details = line.pricing?.price_details;
    const parent = line.parent?.subscription_item_details;
    const taxes = [
      ...(line.taxes ?? []).map(({ amount, tax_behavior }) => ({ amount, inclusive: tax_behavior === 'inclusive' })),
      ...(line.taxes ? [] : (line.tax_amounts ?? [])),
    ];
    const taxOf = (inclusive: boolean) =>
      taxes.filter((tax) => tax.inclusive === inclusive).reduce((sum, { amount }) => sum + amount, 0);
    return {
      id: line.id,
      amount: line.amount,
      quantity: line.quantity,
      productId: details?.product ?? line.price?.product ?? line.plan?.product ?? null,
      priceId: details?.price ?? line.price?.id ?? line.plan?.id ?? null,
      description: line.description,
      proration: parent?.proration ?? line.parent?.invoice_item_details?.proration ?? line.proration ?? false,
      subscription: parent?.subscription ?? line.parent?.invoice_item_details?.subscription ?? line.subscription,
      subscriptionItem: parent?.subscription_item ?? line.subscription_item,
      discounts: (line.discount_amounts ?? []).map(({ amount, discount }) => ({ amount, discount: discount ?? '' })),
      inclusiveTax: taxOf(true),
      exclusiveTax: taxOf(false),
      periodStart: line.period?.start ?? null,
      periodEnd: line.period?.end ?? null,
    };
  });

const paymentShape = z.object({ payment: z.object({ charge: ref, payment_intent: ref }).nullish() });

export const invoiceShape = z
  .object({
    id: id.nullish(),
    customer: ref,
    customer_email: email,
    status: text,
    paid: z.boolean().nullish(),
    paid_out_of_band: flag,
    amount_paid_off_stripe: intOr(0),
    currency,
    total: int,
    subtotal: intOrNull,
    total_excluding_tax: intOrNull,
    tax: intOrNull,
    total_discount_amounts: z.array(amountShape).nullish(),
    discounts: z.array(discountRef).nullish(),
    discount: discountObject.nullish(),
    total_taxes: z.array(newTaxShape).nullish(),
    total_tax_amounts: z.array(oldTaxShape).nullish(),
    amount_paid: intOr(0),
    amount_remaining: intOr(0),
    created: instantOrNull,
    date: instantOrNull,
    status_transitions: z.object({ paid_at: instantOrNull }).nullish(),
    subscription: ref,
    parent: parentShape,
    charge: ref,
    payment_intent: ref,
    payments: listOf(paymentShape),
    lines: listOf(lineShape),
    metadata: tags,
  })
  .transform((invoice): InvoiceFact => {
    const offStripe = invoice.paid_out_of_band || invoice.amount_paid_off_stripe > 0;
    const sum = (list: readonly { amount: number }[]) => list.reduce((total, { amount }) => total + amount, 0);
    return {
      country: null,
      customer: invoice.customer,
      customerEmail: invoice.customer_email,
      status: invoice.status ?? (invoice.paid ? 'paid' : 'open'),
      currency: invoice.currency,
      total: invoice.total,
      totalExcludingTax: invoice.total_excluding_tax ?? excludingTax(invoice),
      discountTotal: sum(invoice.total_discount_amounts ?? []),
      discounts: discountList(invoice.discounts, invoice.discount).map(namedDiscount),
      amountPaid: invoice.amount_paid,
      amountRemaining: invoice.amount_remaining,
      created: invoice.created ?? invoice.date ?? 0,
      paidAt: invoice.status_transitions?.paid_at ?? null,
      paidOutOfBand: offStripe,
      subscription: invoice.parent?.subscription_details?.subscription ?? invoice.subscription,
      charge: invoice.charge,
      paymentIntent: invoice.payment_intent,
      payments: invoice.payments.data.map(({ payment }) => ({
        charge: payment?.charge ?? null,
        paymentIntent: payment?.payment_intent ?? null,
      })),
      lines: invoice.lines.data,
      linesTruncated: invoice.lines.truncated,
      ...invoice.metadata,
    };
  });

/** Its time only where it is told: most events name the discount by its id alone. */
const namedDiscount = ({ id, couponId, start, end, promotionCode }: DiscountRef): InvoiceFact['discounts'][number] => ({
  id,
  couponId,
  ...(start !== null && { start }),
  ...(end !== null && { end }),
  ...(promotionCode && { promotionCode }),
});

/** Versions before `total_excluding_tax` existed name the tax itself. */
function excludingTax(invoice: {
  total: number;
  tax: number | null;
  total_tax_amounts?: { amount: number }[] | null;
}): number | null {
  if (invoice.tax !== null) return invoice.total - invoice.tax;
  if (!invoice.total_tax_amounts) return null;
  return invoice.total - invoice.total_tax_amounts.reduce((sum, { amount }) => sum + amount, 0);
}
