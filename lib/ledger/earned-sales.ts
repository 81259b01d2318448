import { divideHalfUp } from '@/lib/money/divide-half-up';
import { type CouponNames, couponNames } from './coupons';
import { invoiceLines, type Sale, type SaleLine } from './derive-sales';
import type { CreditNoteFact, InvoiceFact, Version } from './facts';
import { type Latest, lastOf } from './link-payments';
import { compareText } from './order-versions';
import { toldAt } from './snapshots';

/**
 * What was sold rather than what was paid: an invoice counts whole when it is settled, whatever the customer's balance paid
 * of it (definitions B6-7), and a negative one takes back what it credits. Payments without an invoice are the same.
 */
export function earnedSales(sales: readonly Sale[], latest: Latest): Sale[] {
  const names = couponNames(latest);
  const bySale = new Map(sales.map((sale) => [sale.id, sale]));
  const notes = lastOf(latest.credit_note).map(([, note]) => note);
  for (const [id, versions] of latest.invoice) {
    const earned = earnedInvoice(id, versions, notes, bySale.get(id), names);
    if (earned) bySale.set(id, earned);
  }
  return [...bySale.values()].sort((a, b) => compareText(a.id, b.id));
}

function earnedInvoice(
  id: string,
  versions: readonly Version<'invoice'>[],
  notes: readonly CreditNoteFact[],
  paid: Sale | undefined,
  names: CouponNames,
): Sale | null {
  const last = versions.at(-1);
  if (last?.body.status !== 'paid' || last.body.total === 0) return null;
  const amounts = earnedAmounts(
    last.body,
    notes.filter(({ invoice, status }) => invoice === id && status !== 'void'),
  );
  const settled = versions.find(({ body }) => body.status === 'paid') ?? last;
  return {
    id,
    occurredAt: last.body.paidAt === null ? toldAt(settled) : new Date(last.body.paidAt * 1000),
    knownAt: settled.knownAt,
    ...amounts,
    paid: amounts.net + amounts.tax,
    lines: invoiceLines(last.body, amounts, names),
    group: paid?.group ?? { invoice: id, session: null, paymentIntent: null, charges: [], matched: false },
  };
}

/** The whole invoice, less what a credit note took off before it was paid. */
function earnedAmounts(invoice: InvoiceFact, notes: readonly CreditNoteFact[]) {
  const total = BigInt(invoice.total);
  const excluding = BigInt(invoice.totalExcludingTax ?? invoice.total);
  const due = total - notes.reduce((sum, { prePayment }) => sum + BigInt(prePayment), 0n);
  const share = (amount: bigint) => (due === total || total <= 0n ? amount : divideHalfUp(due * amount, total));
  const net = share(excluding);
  const whole = due === total || total <= 0n ? total : due;
  return { currency: invoice.currency, net, discount: share(BigInt(invoice.discountTotal)), tax: whole - net };
}

/** The service period of a line of this invoice, in Unix seconds; null for what is earned at once. */
export function periodOf(line: SaleLine, invoice: InvoiceFact | undefined): { start: number; end: number } | null {
  const { periodStart: start = null, periodEnd: end = null } = invoice?.lines.find(({ id }) => id === line.id) ?? {};
  return start === null || end === null || end <= start ? null : { start, end };
}
