import { type Day, dayOf } from '@/lib/calendar/days';
import type { Fraction } from '@/lib/money/decimal';
import type { Sale } from './derive-sales';
import type { Entry } from './entry';
import { type Latest, lastOf } from './link-payments';

/** What Stripe made of one payment or refund in another currency: so many minor units of `to` for each of `from`. */
export interface ExactRate {
  from: string;
  to: string;
  ratio: Fraction;
  day: Day;
}

const MOVES = ['charge', 'payment', 'refund', 'payment_refund'];

/** The rates at which Stripe settled these payments and refunds, by the ids of their objects. */
export function exactRates(latest: Latest, sales: readonly Sale[], timeZone: string): Map<string, ExactRate> {
  const found = new Map<string, ExactRate>();
  for (const [, transaction] of lastOf(latest.balance_transaction)) {
    const { source, type, currency: to, amount, exchangeRate, created } = transaction;
    if (source === null || exchangeRate === null || !MOVES.includes(type)) continue;
    const moved = movedBy(source, latest);
    if (!moved || moved.currency === to || moved.amount <= 0 || amount === 0) continue;
    const ratio = { n: BigInt(Math.abs(amount)), d: BigInt(moved.amount) };
    found.set(source, { from: moved.currency, to, ratio, day: dayOf(new Date(created * 1000), timeZone) });
  }
  for (const { group } of sales) {
    const first = group.charges.map((id) => found.get(id)).find((rate) => rate !== undefined);
    if (first && group.invoice !== null) found.set(group.invoice, first);
  }
  return found;
}

function movedBy(id: string, latest: Latest): { amount: number; currency: string } | null {
  const charge = latest.charge.get(id)?.at(-1)?.body;
  if (charge) return { amount: charge.amountCaptured, currency: charge.currency };
  const refund = latest.refund.get(id)?.at(-1)?.body;
  return refund ? { amount: refund.amount, currency: refund.currency } : null;
}

/** The entry with the rate of the payment or refund it is about; by the date of the sale, with that of the payment. */
export function withExactRate(entry: Entry, rates: ReadonlyMap<string, ExactRate>): Entry {
  const ofSale = entry.measure.endsWith('_by_sale');
  const about = entry.detail.objects.filter(({ type }) => !ofSale || type === 'invoice' || type === 'charge');
  const exact = about.map(({ id }) => rates.get(id)).find((rate) => rate?.from === entry.currency);
  return exact ? { ...entry, exact } : entry;
}
