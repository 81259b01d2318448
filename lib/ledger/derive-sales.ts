import { over, parseDecimal, roundFraction, whole } from '@/lib/money/decimal';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { splitByWeight } from '@/lib/money/split-by-weight';
import { type CouponNames, couponKey, couponNames, couponsOf, UNKNOWN_COUPON } from './coupons';
import { NO_PRODUCT, UNATTRIBUTED_PAYMENT } from './entry';
import type { InvoiceFact, SessionFact } from './facts';
import { discountOf, offOf, takenOff } from './line-discounts';
import { type Latest, lastOf, linkPayments, type PaymentGroup } from './link-payments';
import { compareText } from './order-versions';
import { isSnapshot, toldAt } from './snapshots';

export interface SaleLine {
  id: string;
  productId: string;
  priceId: string;
  /** The coupons that took something off it. */
  coupon: string;
  /** How much each of them took off, as far as the invoice tells them apart: sums to `discount` in proportion. */
  off: ReadonlyMap<string, bigint>;
  description: string;
  quantity: bigint;
  /** Net of discounts and tax; negative on proration credits. */
  net: bigint;
  discount: bigint;
  tax: bigint;
}

/** One payment, however many Stripe objects describe it. Amounts in minor units of `currency`. */
export interface Sale {
  /** Invoice id, else checkout session, else payment intent, else charge (definitions B6). */
  id: string;
  occurredAt: Date;
  knownAt: Date;
  currency: string;
  /** Net of discounts and tax. */
  net: bigint;
  discount: bigint;
  tax: bigint;
  /** What was paid: net + tax. */
  paid: bigint;
  lines: SaleLine[];
  group: PaymentGroup;
}

/** All sales of one owner, each once. */
export function deriveSales(latest: Latest, names = couponNames(latest)): Sale[] {
  return linkPayments(latest)
    .flatMap((group) => saleOf(group, latest, names) ?? [])
    .sort((a, b) => compareText(a.id, b.id));
}

function saleOf(group: PaymentGroup, latest: Latest, names: CouponNames): Sale | null {
  if (group.invoice !== null && latest.invoice.has(group.invoice))
    return invoiceSale(group, group.invoice, latest, names);
  if (group.session !== null && latest.session.has(group.session)) return sessionSale(group, group.session, latest);
  return paymentSale(group, latest);
}

interface Amounts {
  currency: string;
  net: bigint;
  discount: bigint;
  tax: bigint;
}

function invoiceSale(group: PaymentGroup, id: string, latest: Latest, names: CouponNames): Sale | null {
  const versions = latest.invoice.get(id) ?? [];
  const last = versions.at(-1);
  if (!last) return null;
  const invoice = last.body;
  const amounts = invoiceAmounts(invoice);
  if (!amounts) return null;
  const firstPaid = versions.find(({ body }) => body.amountPaid > 0 || body.status === 'paid') ?? last;
  const occurredAt = invoice.paidAt === null ? toldAt(firstPaid) : new Date(invoice.paidAt * 1000);
  return {
    id,
    occurredAt,
    knownAt: firstPaid.knownAt,
    ...amounts,
    paid: amounts.net + amounts.tax,
    lines: invoiceLines(invoice, amounts, names),
    group,
  };
}

/** Sale amount of an invoice (definitions B6): `total_excluding_tax ?? amount_paid`, in proportion while partly paid. */
export function invoiceAmounts(invoice: InvoiceFact): Amounts | null {
  const total = BigInt(invoice.total);
  const offStripe = invoice.paidOutOfBand && invoice.status === 'paid' && invoice.amountPaid === 0;
  const paid = offStripe ? total : BigInt(invoice.amountPaid);
  if (paid <= 0n) return null;
  const excluding = invoice.totalExcludingTax === null ? null : BigInt(invoice.totalExcludingTax);
  const partly = paid < total && total > 0n;
  const share = (amount: bigint) => (partly ? divideHalfUp(paid * amount, total) : amount);
  const net = excluding === null ? paid : share(excluding);
  return {
    currency: invoice.currency,
    net,
    discount: share(BigInt(invoice.discountTotal)),
    tax: excluding === null ? 0n : (partly ? paid : total) - net,
  };
}

/** The lines of an invoice, split so that they sum to these amounts. */
export function invoiceLines(invoice: InvoiceFact, amounts: Amounts, names: CouponNames): SaleLine[] {
  const { lines } = invoice;
  const known = lines.some(({ discounts }) => discounts.length > 0);
  const shared = known || invoice.discountTotal === 0 ? '' : couponsOf(invoice.discounts.map(idOf), names);
  if (lines.length === 0) return [singleLine('invoice', NO_PRODUCT, 'Invoice without lines', shared, amounts)];
  const nets = lines.map((line) => BigInt(line.amount) - discountOf(line) - BigInt(line.inclusiveTax));
  const shares = (total: bigint, own: readonly bigint[]) =>
    own.reduce((a, b) => a + b, 0n) === total ? [...own] : splitByWeight(total, sumsToZero(own) ? nets : own);
  const net = shares(amounts.net, nets);
  const discount = shares(amounts.discount, lines.map(discountOf));
  const tax = shares(
    amounts.tax,
    lines.map((line) => BigInt(line.inclusiveTax) + BigInt(line.exclusiveTax)),
  );
  return lines.map((line, index) => ({
    id: line.id,
    productId: line.productId ?? shortened(line.description) ?? NO_PRODUCT,
    priceId: line.priceId ?? '',
    coupon: shared || couponsOf(takenOff(line), names),
    off: shared ? new Map([[shared, 1n]]) : offOf(line, names),
    description: line.description ?? '',
    quantity: BigInt(Math.max(0, line.proration ? 0 : line.quantity)),
    net: net[index] ?? 0n,
    discount: discount[index] ?? 0n,
    tax: tax[index] ?? 0n,
  }));
}

const idOf = ({ id }: { id: string }) => id;
const sumsToZero = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n) === 0n;

function sessionSale(group: PaymentGroup, id: string, latest: Latest): Sale | null {
  const versions = latest.session.get(id) ?? [];
  const paid = versions.find(({ body }) => body.paymentStatus === 'paid');
  const last = versions.at(-1);
  if (!paid || !last || last.body.mode === 'setup') return null;
  const amounts = sessionAmounts(last.body);
  if (!amounts || amounts.net + amounts.tax <= 0n) return null;
  return {
    id,
    occurredAt: isSnapshot(paid) ? (chargedAt(group, latest) ?? toldAt(paid)) : paid.occurredAt,
    knownAt: paid.knownAt,
    ...amounts,
    paid: amounts.net + amounts.tax,
    lines: [
      singleLine('session', UNATTRIBUTED_PAYMENT, 'Checkout without line items', sessionCoupon(last.body), amounts),
    ],
    group,
  };
}

const sessionCoupon = ({ amountDiscount, coupons }: SessionFact): string => {
  if (amountDiscount === 0) return '';
  return couponKey(coupons) || UNKNOWN_COUPON;
};

/** Sale amount of a checkout session (definitions B6): without tax, in the currency the business receives. */
export function sessionAmounts(session: SessionFact): Amounts | null {
  const tax = BigInt(session.amountTax);
  if (session.conversion) {
    const rate = parseDecimal(session.conversion.rate);
    const converted = (minor: bigint) => (rate && rate.n > 0n ? roundFraction(over(whole(minor), rate)) : minor);
    const total = BigInt(session.conversion.amountTotal);
    return {
      currency: session.conversion.currency,
      net: total - converted(tax),
      tax: converted(tax),
      discount: converted(BigInt(session.amountDiscount)),
    };
  }
  if (session.currency === null) return null;
  return {
    currency: session.currency,
    net: BigInt(session.amountTotal) - tax,
    tax,
    discount: BigInt(session.amountDiscount),
  };
}

/** When the money of a payment reached the balance, or else when its charge was made; null where neither is known. */
function chargedAt({ charges }: PaymentGroup, latest: Latest): Date | null {
  const reached = lastOf(latest.balance_transaction).filter(([, { source }]) => source && charges.includes(source));
  const made = charges.flatMap((id) => latest.charge.get(id)?.at(-1)?.body ?? []);
  const paid = made.filter(({ status }) => status === 'succeeded').map(({ created }) => created);
  const times = reached.length > 0 ? reached.map(([, { created }]) => created) : paid;
  return times.length > 0 ? new Date(Math.min(...times) * 1000) : null;
}

/** A payment intent or charge that no invoice or session describes. */
function paymentSale(group: PaymentGroup, latest: Latest): Sale | null {
  const charge = group.charges
    .flatMap(
      (id) =>
        latest.charge.get(id)?.findLast(({ body }) => body.status === 'succeeded' && body.amountCaptured > 0) ?? [],
    )
    .sort((a, b) => a.body.created - b.body.created || compareText(a.objectId, b.objectId))[0];
  const intent = group.paymentIntent === null ? undefined : latest.payment_intent.get(group.paymentIntent);
  const succeeded = intent?.find(({ body }) => body.status === 'succeeded' && body.amountReceived > 0);
  const amount = charge?.body.amountCaptured ?? succeeded?.body.amountReceived;
  const source = charge ?? succeeded;
  if (!source || amount === undefined) return null;
  const amounts = { currency: source.body.currency, net: BigInt(amount), discount: 0n, tax: 0n };
  const id = group.paymentIntent ?? source.objectId;
  return {
    id,
    occurredAt: charge ? new Date(charge.body.created * 1000) : toldAt(source),
    knownAt: source.knownAt,
    ...amounts,
    paid: amounts.net,
    lines: [
      singleLine('payment', UNATTRIBUTED_PAYMENT, source.body.description ?? 'Payment without an invoice', '', amounts),
    ],
    group,
  };
}

const singleLine = (
  id: string,
  productId: string,
  description: string,
  coupon: string,
  amounts: Amounts,
): SaleLine => ({
  id,
  productId,
  priceId: '',
  coupon,
  off: new Map([[coupon, 1n]]),
  description,
  quantity: 1n,
  ...{ net: amounts.net, discount: amounts.discount, tax: amounts.tax },
});

/** Objects of a payment that belong to a known sale, for drill-down links. */
export const saleObjects = ({ group }: Sale) => [
  ...(group.invoice ? [{ type: 'invoice', id: group.invoice }] : []),
  ...(group.session ? [{ type: 'checkout_session', id: group.session }] : []),
  ...(group.paymentIntent ? [{ type: 'payment_intent', id: group.paymentIntent }] : []),
  ...group.charges.map((id) => ({ type: 'charge', id })),
];

const LONGEST_NAME = 255;

/** A description that stands for a product is as long as a product's id may be, in one line. */
const shortened = (description: string | null) => description?.replace(/\s+/g, ' ').slice(0, LONGEST_NAME);
