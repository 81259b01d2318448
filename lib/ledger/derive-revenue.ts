import { dayOf } from '@/lib/calendar/days';
import { majorText } from '@/lib/money/major-text';
import { chargeEntries, otherFees } from './derive-charges';
import { disputeEntries, lossesByCharge } from './derive-disputes';
import { refundSteps } from './derive-refunds';
import { type Sale, saleObjects } from './derive-sales';
import { earnedSales } from './earned-sales';
import type { Entry } from './entry';
import { exactRates, withExactRate } from './exact-rates';
import { giveBackEntries } from './give-back-entries';
import { creditedOutside, creditsByRefund, refundsOf } from './give-backs';
import type { Latest } from './link-payments';
import { compareText } from './order-versions';
import { entry, OF_NO_PRODUCT, type RevenueContext } from './revenue-entry';
import { saleEntries } from './sale-entries';
import { toldAt } from './snapshots';

export type { PriceIntervals } from './revenue-entry';

/**
 * Revenue of one owner as signed leaves: sales by line, discounts, tax, fees, charges, refunds and disputes (definitions
 * B5, B6, B8).
 */
export function deriveRevenue(paidSales: readonly Sale[], latest: Latest, context: RevenueContext): Entry[] {
  const { timeZone, definitions } = context;
  const accrual = definitions.revenueTiming === 'accrual';
  const sales = accrual ? earnedSales(paidSales, latest) : paidSales;
  const bought = new Set(paidSales.map(({ id }) => id));
  const charges = [...latest.charge].sort(([a], [b]) => compareText(a, b));
  const saleOf = new Map(sales.flatMap((sale) => sale.group.charges.map((id) => [id, sale] as const)));
  const credits = creditsByRefund(latest.credit_note);
  const outside = creditedOutside(latest.credit_note, accrual);
  const losses = lossesByCharge(latest);
  const entries = [
    ...sales.flatMap((sale) =>
      saleEntries(sale, { invoice: latest.invoice.get(sale.id)?.at(-1)?.body, bought: bought.has(sale.id) }, context),
    ),
    ...charges.flatMap(([id, versions]) => {
      const sale = saleOf.get(id) ?? null;
      const refunds = refundsOf(id, versions, latest, credits);
      // What a credit note gave back outside belongs to the first payment of its invoice.
      const credited = sale?.group.charges[0] === id ? (outside.get(sale.id) ?? []) : [];
      const givens = [...refunds, ...(losses.get(id) ?? []), ...credited];
      return chargeEntries(id, versions, { latest, sale, givens, context });
    }),
    ...withoutCharge(sales, latest, context),
    ...disputeEntries(latest, timeZone),
    ...otherFees(latest, timeZone),
    ...paidInvoices(latest, timeZone),
  ];
  if (definitions.saleFx === 'sale_date') {
    const exact = exactRates(latest, paidSales, timeZone);
    return exact.size === 0 ? entries : entries.map((one) => withExactRate(one, exact));
  }
  return entries.map((one) => ({ ...one, ratedOn: dayOf(one.knownAt, timeZone) }));
}

/** Each paid invoice once, with its tax: what Stripe's own payments chart adds up. */
function paidInvoices(latest: Latest, timeZone: string): Entry[] {
  return [...latest.invoice].flatMap(([id, versions]) => {
    const last = versions.at(-1);
    if (last?.body.status !== 'paid' || last.body.amountPaid <= 0) return [];
    const { amountPaid, currency, paidAt } = last.body;
    const paid = versions.find(({ body }) => body.status === 'paid') ?? last;
    const occurredAt = paidAt === null ? toldAt(paid) : new Date(paidAt * 1000);
    const base = { day: dayOf(occurredAt, timeZone), occurredAt, knownAt: paid.knownAt, currency, ...OF_NO_PRODUCT };
    const minor = BigInt(amountPaid);
    return entry(`paid:${id}`, 'invoice_paid', base, minor, 1n, {
      objects: [{ type: 'invoice', id }],
      description: 'Paid invoice',
      arithmetic: majorText(minor, currency),
    });
  });
}

/** What was given back of payments whose charge has not been seen, or of sales that never had one. */
function withoutCharge(sales: readonly Sale[], latest: Latest, context: RevenueContext): Entry[] {
  const saleOfIntent = new Map(
    sales.flatMap((sale) => (sale.group.paymentIntent ? [[sale.group.paymentIntent, sale] as const] : [])),
  );
  const credits = creditsByRefund(latest.credit_note);
  const refunds = [...latest.refund].flatMap(([id, versions]) => {
    const fact = versions.at(-1)?.body;
    if (!fact || (fact.charge !== null && latest.charge.has(fact.charge))) return [];
    const only = new Map([[id, versions.map((version) => ({ ...version, body: { ...version.body, charge: id } }))]]);
    const sale = fact.paymentIntent === null ? undefined : saleOfIntent.get(fact.paymentIntent);
    const givens = refundsOf(id, [], { ...latest, refund: only }, credits);
    return [{ givens, sale: sale ?? null, charge: fact.charge, counted: true }];
  });
  const losses = [...lossesByCharge(latest)].flatMap(([charge, givens]) =>
    latest.charge.has(charge) ? [] : [{ givens, sale: null, charge, counted: true }],
  );
  const outside = creditedOutside(latest.credit_note, context.definitions.revenueTiming === 'accrual');
  const credited = sales.flatMap((sale) => {
    const givens = sale.group.charges.some((id) => latest.charge.has(id)) ? undefined : outside.get(sale.id);
    return givens ? [{ givens, sale, charge: null, counted: false }] : [];
  });
  return [...refunds, ...losses, ...credited].flatMap(({ givens, sale, charge, counted }) =>
    giveBackEntries(refundSteps(givens, sale, null), {
      objects: objectsOf(sale, charge),
      soldAt: sale?.occurredAt ?? givens[0]?.at ?? new Date(0),
      counted,
      context,
    }),
  );
}

/** Of the sale as well, where it is known, so that what was given back is found by it. */
function objectsOf(sale: Sale | null, charge: string | null) {
  const known = sale ? saleObjects(sale).filter(({ id }) => id !== charge) : [];
  return charge === null ? known : [...known, { type: 'charge', id: charge }];
}
