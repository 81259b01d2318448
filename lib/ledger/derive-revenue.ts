import { type Day, dayOf } from '@/lib/calendar/days';
import { majorText } from '@/lib/money/major-text';
import { chargeEntries } from './derive-charges';
import { disputeEntries, lossesByCharge } from './derive-disputes';
import { refundSteps } from './derive-refunds';
import { type Sale, saleObjects } from './derive-sales';
import type { Entry } from './entry';
import { giveBackEntries } from './give-back-entries';
import { creditedOutside, creditsByRefund, refundsOf } from './give-backs';
import type { Latest } from './link-payments';
import { compareText } from './order-versions';
import { entry, isSomething, OF_NO_PRODUCT, type PriceIntervals, type RevenueContext } from './revenue-entry';

export type { PriceIntervals } from './revenue-entry';

/**
 * Revenue of one owner as signed leaves: sales by line, discounts, tax, fees, charges, refunds and disputes (definitions
 * B5, B6, B8).
 */
export function deriveRevenue(
  sales: readonly Sale[],
  latest: Latest,
  timeZone: string,
  intervals: PriceIntervals,
): Entry[] {
  const context: RevenueContext = { timeZone, intervals };
  const charges = [...latest.charge].sort(([a], [b]) => compareText(a, b));
  const saleOf = new Map(sales.flatMap((sale) => sale.group.charges.map((id) => [id, sale] as const)));
  const credits = creditsByRefund(latest.credit_note);
  const outside = creditedOutside(latest.credit_note);
  const losses = lossesByCharge(latest);
  return [
    ...sales.flatMap((sale) => saleEntries(sale, dayOf(sale.occurredAt, timeZone), intervals)),
    ...charges.flatMap(([id, versions]) => {
      const sale = saleOf.get(id) ?? null;
      const refunds = refundsOf(id, versions, latest.refund, credits);
      // What a credit note gave back outside belongs to the first payment of its invoice.
      const credited = sale?.group.charges[0] === id ? (outside.get(sale.id) ?? []) : [];
      const givens = [...refunds, ...(losses.get(id) ?? []), ...credited];
      return chargeEntries(id, versions, { latest, sale, givens, context });
    }),
    ...withoutCharge(sales, latest, context),
    ...disputeEntries(latest, timeZone),
  ];
}

function saleEntries(sale: Sale, day: Day, intervals: PriceIntervals): Entry[] {
  const base = { day, occurredAt: sale.occurredAt, knownAt: sale.knownAt, currency: sale.currency };
  const objects = saleObjects(sale);
  const products = new Set<string>();
  const shown = (minor: bigint) => majorText(minor, sale.currency);
  const byLine = sale.lines.flatMap((line) => {
    const at = {
      ...base,
      productId: line.productId,
      priceId: line.priceId,
      interval: intervals.get(line.priceId) ?? '',
    };
    const note = (what: string, arithmetic: string) => ({
      objects: [...objects, ...(line.id.startsWith('il_') ? [{ type: 'invoice_line', id: line.id }] : [])],
      description: [what, line.description].filter(Boolean).join(': '),
      arithmetic,
      ...(sale.group.matched ? { matched: 'joined to its charge by amount and time' } : {}),
    });
    const gross = line.net + line.discount + line.tax;
    const first = !products.has(line.productId);
    products.add(line.productId);
    return [
      entry(
        `gross:${sale.id}:${line.id}`,
        'sale_gross',
        at,
        gross,
        line.quantity,
        note('Sale', `${shown(line.net)} + ${shown(line.discount)} discount + ${shown(line.tax)} tax`),
      ),
      entry(
        `discount:${sale.id}:${line.id}`,
        'sale_discount',
        at,
        line.discount,
        0n,
        note('Discount', shown(line.discount)),
      ),
      entry(`tax:${sale.id}:${line.id}`, 'sale_tax', at, line.tax, 0n, note('Tax', shown(line.tax))),
      // One per product and sale: orders of a product are the sales that contain it.
      ...(first ? [entry(`order:${sale.id}:${line.productId}`, 'sale_product', at, 0n, 1n, note('Order', '1'))] : []),
    ];
  });
  const total = entry(`sale:${sale.id}`, 'sale', { ...base, ...OF_NO_PRODUCT }, sale.net, 1n, {
    objects,
    description: 'Sale',
    arithmetic: `${shown(sale.paid)} paid − ${shown(sale.tax)} tax`,
  });
  return [total, ...byLine].filter(isSomething);
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
    return [{ givens: refundsOf(id, [], only, credits), sale: sale ?? null, charge: fact.charge, counted: true }];
  });
  const losses = [...lossesByCharge(latest)].flatMap(([charge, givens]) =>
    latest.charge.has(charge) ? [] : [{ givens, sale: null, charge, counted: true }],
  );
  const outside = creditedOutside(latest.credit_note);
  const credited = sales.flatMap((sale) => {
    const givens = sale.group.charges.some((id) => latest.charge.has(id)) ? undefined : outside.get(sale.id);
    return givens ? [{ givens, sale, charge: null, counted: false }] : [];
  });
  return [...refunds, ...losses, ...credited].flatMap(({ givens, sale, charge, counted }) =>
    giveBackEntries(refundSteps(givens, sale, null), {
      objects: charge === null ? [] : [{ type: 'charge', id: charge }],
      soldAt: sale?.occurredAt ?? givens[0]?.at ?? new Date(0),
      counted,
      context,
    }),
  );
}
