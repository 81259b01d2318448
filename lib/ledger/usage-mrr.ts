import { over, roundFraction, whole } from '@/lib/money/decimal';
import { majorText } from '@/lib/money/major-text';
import { couponsOf } from './coupons';
import type { Definitions } from './definitions';
import type { ItemFact, LineFact, SubscriptionFact } from './facts';
import { perMonth, perMonthText } from './price-item';
import type { MeteredBill } from './subscription-billing';
import type { ItemMrr, Terms } from './subscription-mrr';

/** Closed invoices that are averaged. */
const BILLS = { none: 0, last_closed_invoice: 1, trailing_3_invoices_average: 3 } as const;

/** Within this time of the start an invoice belongs to the start. */
const FIRST_INVOICE_SECONDS = 3600;

/** Monthly value of the metered items at an instant: what their latest closed invoices billed (definitions B1 rule 4). */
export function usageMrr(
  { items, currency, startDate, created }: SubscriptionFact,
  at: number,
  bills: readonly MeteredBill[],
  { definitions, couponNames }: Pick<Terms, 'definitions' | 'couponNames'>,
): ItemMrr[] {
  // The invoice a subscription begins with bills no usage yet.
  const firstClosed = (startDate ?? created) + FIRST_INVOICE_SECONDS;
  return items.flatMap((item) => {
    const { metered, interval, intervalCount } = item.price;
    if (!metered || interval === null) return [];
    const lines = bills
      .filter((bill) => bill.at > firstClosed && bill.at <= at && bill.lines.some((line) => isOf(line, item)))
      .slice(-BILLS[definitions.usage])
      .map((bill) => bill.lines.filter((line) => isOf(line, item)));
    const billed = lines.map((list) => list.reduce((sum, line) => sum + net(line, definitions), 0n));
    if (billed.length === 0) return [];
    const average = over(whole(billed.reduce((a, b) => a + b, 0n)), whole(BigInt(billed.length)));
    const amounts = billed.map((minor) => majorText(minor, currency)).join(' + ');
    const mean = billed.length === 1 ? amounts : `(${amounts}) ÷ ${billed.length}`;
    return {
      item,
      minor: roundFraction(perMonth(average, interval, intervalCount, definitions)),
      arithmetic: [`${mean} metered`, perMonthText(interval, intervalCount, definitions)].filter(Boolean).join(' '),
      discounts: [],
      coupon: couponsOf(
        lines.flat().flatMap(({ discounts }) => discounts.map(({ discount }) => discount)),
        couponNames,
      ),
    };
  });
}

const isOf = (line: LineFact, item: ItemFact): boolean =>
  !line.proration &&
  (line.subscriptionItem === null ? line.priceId === item.price.id : line.subscriptionItem === item.id);

function net(line: LineFact, { discounts, inclusiveTax }: Definitions): bigint {
  const off = discounts === 'none' ? 0 : line.discounts.reduce((sum, { amount }) => sum + amount, 0);
  return BigInt(line.amount - off - (inclusiveTax === 'included' ? 0 : line.inclusiveTax));
}
