import { type Day, dayOf } from '@/lib/calendar/days';
import { majorText } from '@/lib/money/major-text';
import { isSuccessful, netOf, type RefundStep, refundSteps } from './derive-refunds';
import { type Sale, saleObjects } from './derive-sales';
import { type Entry, type Measure, STRIPE_FEES } from './entry';
import type { Version } from './facts';
import type { Latest } from './link-payments';
import { compareText } from './order-versions';

/** Labels of prices, for the interval dimension: price id → "month", "3 months" … */
export interface PriceIntervals {
  get(priceId: string): string | undefined;
}

/** Revenue of one owner as signed leaves: sales by line, discounts, tax, fees, charges and refunds (definitions B5, B6, B8). */
export function deriveRevenue(
  sales: readonly Sale[],
  latest: Latest,
  timeZone: string,
  intervals: PriceIntervals,
): Entry[] {
  const saleOfCharge = new Map(sales.flatMap((sale) => sale.group.charges.map((id) => [id, sale] as const)));
  const saleOfIntent = new Map(
    sales.flatMap((sale) => (sale.group.paymentIntent ? [[sale.group.paymentIntent, sale] as const] : [])),
  );
  const charges = [...latest.charge].sort(([a], [b]) => compareText(a, b));
  return [
    ...sales.flatMap((sale) => saleEntries(sale, dayOf(sale.occurredAt, timeZone), intervals)),
    ...charges.flatMap(([id, versions]) =>
      chargeEntries(id, versions, latest, saleOfCharge.get(id) ?? null, timeZone, intervals),
    ),
    ...strayRefunds(latest, saleOfIntent, timeZone, intervals),
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
  const whole = { ...base, productId: '', priceId: '', interval: '' };
  const total = entry(`sale:${sale.id}`, 'sale', whole, sale.net, 1n, {
    objects,
    description: 'Sale',
    arithmetic: `${shown(sale.paid)} paid − ${shown(sale.tax)} tax`,
  });
  return [total, ...byLine].filter(({ minor, quantity }) => minor !== 0n || quantity !== 0n);
}

function chargeEntries(
  id: string,
  versions: readonly Version<'charge'>[],
  latest: Latest,
  sale: Sale | null,
  timeZone: string,
  intervals: PriceIntervals,
): Entry[] {
  const last = versions.at(-1);
  if (!last || !isSuccessful(last.body)) return [];
  const charge = last.body;
  const occurredAt = new Date(charge.created * 1000);
  const chargedOn = dayOf(occurredAt, timeZone);
  const base = {
    day: chargedOn,
    occurredAt,
    knownAt: versions[0]?.knownAt ?? last.knownAt,
    currency: charge.currency,
    productId: '',
    priceId: '',
    interval: '',
  };
  const objects = [
    ...(sale?.group.invoice ? [{ type: 'invoice', id: sale.group.invoice }] : []),
    { type: 'charge', id },
  ];
  const captured = BigInt(charge.amountCaptured);
  const net = netOf(captured, sale);
  const own = entry(`charge:${id}`, 'charge', base, net, 1n, {
    objects,
    description: 'Successful charge',
    arithmetic:
      net === captured
        ? majorText(captured, charge.currency)
        : `${majorText(captured, charge.currency)} − ${majorText(captured - net, charge.currency)} tax`,
  });
  const steps = refundSteps(id, versions, latest.refund, sale);
  return [
    own,
    ...feeEntries(id, charge.balanceTransaction, last, latest, base),
    ...refundEntries(steps, objects, occurredAt, timeZone, intervals),
  ];
}

type Base = Pick<Entry, 'day' | 'occurredAt' | 'knownAt' | 'currency' | 'productId' | 'priceId' | 'interval'>;

/** Stripe's fee on a charge, from its balance transaction. */
function feeEntries(
  id: string,
  transactionId: string | null,
  last: Version<'charge'>,
  latest: Latest,
  base: Base,
): Entry[] {
  const transaction =
    (transactionId === null ? undefined : latest.balance_transaction.get(transactionId)?.at(-1)) ??
    [...latest.balance_transaction.values()]
      .map((list) => list.at(-1))
      .find((version) => version?.body.source === id && version.body.type === 'charge');
  const fee = transaction?.body.fee ?? last.body.fee;
  if (fee === null || fee === 0) return [];
  const currency = transaction?.body.currency ?? last.body.feeCurrency ?? base.currency;
  return [
    entry(`fee:${id}`, 'fee', { ...base, currency, productId: STRIPE_FEES }, BigInt(fee), 0n, {
      objects: [{ type: 'charge', id }, ...(transactionId ? [{ type: 'balance_transaction', id: transactionId }] : [])],
      description: 'Stripe fee',
      arithmetic: majorText(BigInt(fee), currency),
    }),
  ];
}

function refundEntries(
  steps: readonly RefundStep[],
  objects: { type: string; id: string }[],
  soldAt: Date,
  timeZone: string,
  intervals: PriceIntervals,
): Entry[] {
  const bySale = { day: dayOf(soldAt, timeZone), occurredAt: soldAt };
  return steps.flatMap((step) => {
    const day = dayOf(step.at, timeZone);
    const key = `${step.kind}:${step.refundId}`;
    const detail = {
      objects: [{ type: 'refund', id: step.refundId }, ...objects],
      description:
        step.kind === 'refunded'
          ? `Refund${step.reason ? ` (${step.reason.replaceAll('_', ' ')})` : ''}`
          : 'Refund failed, money kept',
      arithmetic: `part of ${majorText(step.gross, step.currency)} refunded`,
    };
    const base = { occurredAt: step.at, knownAt: step.knownAt, currency: step.currency };
    const byLine = step.lines.flatMap((line) => {
      const at = {
        ...base,
        productId: line.productId,
        priceId: line.priceId,
        interval: intervals.get(line.priceId) ?? '',
      };
      return [
        entry(`refund:${key}:${line.lineId}`, 'refund', { ...at, day }, line.net, 0n, detail),
        entry(`refund-by-sale:${key}:${line.lineId}`, 'refund_by_sale', { ...at, ...bySale }, line.net, 0n, detail),
      ];
    });
    const whole = { ...base, productId: '', priceId: '', interval: '' };
    const counts = [
      entry(`refunded:${key}`, 'refunded_charge', { ...whole, day }, 0n, step.chargeDelta, {
        ...detail,
        arithmetic: String(step.chargeDelta),
      }),
      entry(`refunded-by-sale:${key}`, 'refunded_charge_by_sale', { ...whole, ...bySale }, 0n, step.chargeDelta, {
        ...detail,
        arithmetic: String(step.chargeDelta),
      }),
    ];
    return [...byLine, ...counts].filter(({ minor, quantity }) => minor !== 0n || quantity !== 0n);
  });
}

/** Refunds whose charge has not been seen: booked all the same, without a tax share. */
function strayRefunds(
  latest: Latest,
  saleOfIntent: ReadonlyMap<string, Sale>,
  timeZone: string,
  intervals: PriceIntervals,
): Entry[] {
  return [...latest.refund].flatMap(([id, versions]) => {
    const fact = versions.at(-1)?.body;
    if (!fact || (fact.charge !== null && latest.charge.has(fact.charge))) return [];
    const sale = fact.paymentIntent === null ? undefined : saleOfIntent.get(fact.paymentIntent);
    const only = new Map([[id, versions.map((version) => ({ ...version, body: { ...version.body, charge: id } }))]]);
    const steps = refundSteps(id, [], only, sale ?? null);
    return refundEntries(
      steps,
      fact.charge ? [{ type: 'charge', id: fact.charge }] : [],
      sale?.occurredAt ?? new Date(fact.created * 1000),
      timeZone,
      intervals,
    );
  });
}

function entry(
  id: string,
  measure: Measure,
  base: Base,
  minor: bigint,
  quantity: bigint,
  detail: Entry['detail'],
): Entry {
  return { ...base, id, measure, minor, quantity, detail };
}
