import { z } from 'zod';
import type {
  BalanceTransactionFact,
  ChargeFact,
  DisputeFact,
  InvoicePaymentFact,
  PaymentIntentFact,
  RefundFact,
  SessionFact,
} from '@/lib/ledger/facts';
import { currency, currencyOrNull, decimal, email, id, instantOr, int, intOr, listOf, ref, tags, text } from './read';

const balanceShape = z.object({ id, fee: int, currency });

export const refundShape = z
  .object({
    status: text,
    currency,
    amount: int,
    created: instantOr(0),
    charge: ref,
    payment_intent: ref,
    reason: text,
  })
  .transform(
    (refund): RefundFact => ({
      status: refund.status ?? 'succeeded',
      currency: refund.currency,
      amount: refund.amount,
      created: refund.created,
      charge: refund.charge,
      paymentIntent: refund.payment_intent,
      reason: refund.reason,
    }),
  );

export const chargeShape = z
  .object({
    customer: ref,
    status: text,
    paid: z.boolean().nullish(),
    captured: z.boolean().nullish(),
    currency,
    amount: int,
    amount_captured: int.nullish(),
    amount_refunded: intOr(0),
    created: instantOr(0),
    invoice: ref,
    payment_intent: ref,
    receipt_email: email,
    billing_details: z.object({ email }).nullish(),
    description: text,
    balance_transaction: z.union([id, balanceShape]).nullish(),
    metadata: tags,
  })
  .transform((charge): ChargeFact => {
    const expanded = typeof charge.balance_transaction === 'object' ? charge.balance_transaction : null;
    const captured = charge.captured ?? true;
    return {
      country: null,
      customer: charge.customer,
      status: charge.status ?? (charge.paid ? 'succeeded' : 'failed'),
      currency: charge.currency,
      amount: charge.amount,
      amountCaptured: charge.amount_captured ?? (captured ? charge.amount : 0),
      amountRefunded: charge.amount_refunded,
      created: charge.created,
      invoice: charge.invoice,
      paymentIntent: charge.payment_intent,
      email: charge.receipt_email ?? charge.billing_details?.email ?? null,
      description: charge.description,
      fee: expanded?.fee ?? null,
      feeCurrency: expanded?.currency ?? null,
      balanceTransaction:
        typeof charge.balance_transaction === 'string' ? charge.balance_transaction : (expanded?.id ?? null),
      ...charge.metadata,
    };
  });

export const paymentIntentShape = z
  .object({
    customer: ref,
    status: z.string().catch('unknown'),
    currency,
    amount_received: intOr(0),
    created: instantOr(0),
    invoice: ref,
    latest_charge: ref,
    receipt_email: email,
    description: text,
    charges: listOf(z.object({ id })),
    payment_details: z.object({ order_reference: text }).nullish(),
    metadata: tags,
  })
  .transform((intent): PaymentIntentFact | null => {
    const order = intent.payment_details?.order_reference ?? null;
    const fact = {
      customer: intent.customer,
      status: intent.status,
      currency: intent.currency,
      amountReceived: intent.amount_received,
      created: intent.created,
      invoice: intent.invoice ?? (order?.startsWith('in_') ? order : null),
      latestCharge: intent.latest_charge ?? intent.charges.data[0]?.id ?? null,
      email: intent.receipt_email,
      description: intent.description,
      ...intent.metadata,
    };
    return isAbandoned(fact) ? null : fact;
  });

/** Made for a page that was shown to somebody, who is not known and tried nothing: no buyer. */
const isAbandoned = ({ customer, invoice, latestCharge, amountReceived }: PaymentIntentFact): boolean =>
  customer === null && invoice === null && latestCharge === null && amountReceived === 0;

export const sessionShape = z
  .object({
    customer: ref,
    customer_email: email,
    customer_details: z.object({ email }).nullish(),
    mode: text,
    status: text,
    payment_status: text,
    currency: currencyOrNull,
    amount_total: intOr(0),
    total_details: z.object({ amount_tax: intOr(0), amount_discount: intOr(0) }).nullish(),
    discounts: z.array(z.object({ coupon: ref, promotion_code: ref })).nullish(),
    currency_conversion: z.object({ amount_total: int, source_currency: currency, fx_rate: decimal }).nullish(),
    created: instantOr(0),
    invoice: ref,
    payment_intent: ref,
    subscription: ref,
    metadata: tags,
    client_reference_id: text,
  })
  .transform(
    (session): SessionFact => ({
      country: null,
      customer: session.customer,
      email: session.customer_details?.email ?? session.customer_email,
      mode: session.mode ?? 'payment',
      status: session.status,
      paymentStatus: session.payment_status ?? 'unpaid',
      currency: session.currency,
      amountTotal: session.amount_total,
      amountTax: session.total_details?.amount_tax ?? 0,
      amountDiscount: session.total_details?.amount_discount ?? 0,
      coupons: (session.discounts ?? []).flatMap(({ coupon }) => coupon ?? []),
      ...promotionsOf(session.discounts ?? []),
      conversion: session.currency_conversion
        ? {
            amountTotal: session.currency_conversion.amount_total,
            currency: session.currency_conversion.source_currency,
            rate: session.currency_conversion.fx_rate ?? '1',
          }
        : null,
      created: session.created,
      invoice: session.invoice,
      paymentIntent: session.payment_intent,
      subscription: session.subscription,
      ...session.metadata,
      ...(session.client_reference_id && { clientReferenceId: session.client_reference_id }),
    }),
  );

/** Stripe names the code or its coupon, seldom both. */
function promotionsOf(discounts: readonly { coupon: string | null; promotion_code: string | null }[]) {
  const promotions = discounts.flatMap(({ coupon, promotion_code: id }) => (id ? [{ id, couponId: coupon }] : []));
  return promotions.length > 0 && { promotions };
}

export const invoicePaymentShape = z
  .object({ invoice: ref, status: text, payment: z.object({ charge: ref, payment_intent: ref }).nullish() })
  .transform(
    (payment): InvoicePaymentFact => ({
      invoice: payment.invoice,
      charge: payment.payment?.charge ?? null,
      paymentIntent: payment.payment?.payment_intent ?? null,
      status: payment.status ?? 'open',
    }),
  );

export const balanceTransactionShape = z
  .object({
    source: ref,
    type: z.string().catch('unknown'),
    currency,
    amount: intOr(0),
    fee: int,
    created: instantOr(0),
    reporting_category: text,
    exchange_rate: decimal,
  })
  .transform(
    (transaction): BalanceTransactionFact => ({
      source: transaction.source,
      type: transaction.type,
      currency: transaction.currency,
      amount: transaction.amount,
      fee: transaction.fee,
      created: transaction.created,
      category: transaction.reporting_category ?? transaction.type,
      exchangeRate: transaction.exchange_rate,
    }),
  );

const movementShape = z.object({ id, amount: int, fee: intOr(0), currency, created: instantOr(0) });

export const disputeShape = z
  .object({
    status: text,
    currency,
    amount: int,
    created: instantOr(0),
    charge: ref,
    payment_intent: ref,
    reason: text,
    // Ids only in some versions, whose money the balance transactions tell.
    balance_transactions: z.array(z.union([movementShape, id])).nullish(),
    balance_transaction: z.union([movementShape, id]).nullish(),
  })
  .transform((dispute): DisputeFact => {
    const listed = dispute.balance_transactions ?? [];
    const one = dispute.balance_transaction ? [dispute.balance_transaction] : [];
    return {
      status: dispute.status ?? 'needs_response',
      currency: dispute.currency,
      amount: dispute.amount,
      created: dispute.created,
      charge: dispute.charge,
      paymentIntent: dispute.payment_intent,
      reason: dispute.reason,
      transactions: (listed.length > 0 ? listed : one).flatMap((moved) =>
        typeof moved === 'string'
          ? []
          : [
              {
                id: moved.id,
                amount: moved.amount,
                fee: moved.fee,
                currency: moved.currency,
                created: moved.created,
              },
            ],
      ),
    };
  });
