import { addDays, dayOf, daysBetween, startOfDay } from '@/lib/calendar/days';
import { majorText } from '@/lib/money/major-text';
import { splitByWeight } from '@/lib/money/split-by-weight';
import { couponsIn } from './coupons';
import { type Sale, type SaleLine, saleObjects } from './derive-sales';
import { periodOf } from './earned-sales';
import type { Entry } from './entry';
import type { InvoiceFact } from './facts';
import { type Base, entry, isSomething, OF_NO_PRODUCT, type RevenueContext } from './revenue-entry';

interface Amounts {
  gross: bigint;
  discount: bigint;
  tax: bigint;
}

/** A line's amounts on one day. */
interface Portion extends Amounts {
  day: string;
  occurredAt: Date;
  /** "2 of 31 days", where it is one of several. */
  share: string;
}

/**
 * A sale as entries: one order of each product, and each line's gross, discounts and tax, on the day it was paid or spread
 * over the days it is earned on. `bought`: false for what a customer's balance paid whole, which is earned and no purchase.
 */
export function saleEntries(
  sale: Sale,
  { invoice, bought }: { invoice: InvoiceFact | undefined; bought: boolean },
  context: RevenueContext,
): Entry[] {
  const soldOn = dayOf(sale.occurredAt, context.timeZone);
  const base = { day: soldOn, occurredAt: sale.occurredAt, knownAt: sale.knownAt, currency: sale.currency };
  const objects = saleObjects(sale);
  const products = new Set<string>();
  const shown = (minor: bigint) => majorText(minor, sale.currency);
  const accrual = context.definitions.revenueTiming === 'accrual';
  const byLine = sale.lines.flatMap((line) => {
    const at: Base = {
      ...base,
      productId: line.productId,
      priceId: line.priceId,
      interval: context.intervals.get(line.priceId) ?? '',
      coupon: line.coupon,
    };
    const note = (what: string, arithmetic: string) => ({
      objects: [
        ...objects,
        ...(line.id.startsWith('il_') ? [{ type: 'invoice_line', id: line.id }] : []),
        ...couponsIn(line.coupon).map((id) => ({ type: 'coupon', id })),
      ],
      description: [what, line.description].filter(Boolean).join(': '),
      arithmetic,
      ...(sale.group.matched ? { matched: 'joined to its charge by amount and time' } : {}),
    });
    const first = bought && !products.has(line.productId);
    products.add(line.productId);
    const key = (name: string) => `${name}:${sale.id}:${line.id}`;
    const whole = { ...amountsOf(line), day: soldOn, occurredAt: sale.occurredAt, share: '' };
    const portions = accrual ? spread(line, periodOf(line, invoice), whole, context.timeZone) : [whole];
    let earlier: Amounts = { gross: 0n, discount: 0n, tax: 0n };
    const amounts = portions.flatMap((portion) => {
      const { gross, discount, tax } = earlier;
      const of = (what: keyof Amounts): Base => ({
        ...{ ...at, day: portion.day, occurredAt: portion.occurredAt, ratedOn: soldOn },
        earlier: { gross, discount, tax }[what],
      });
      earlier = { gross: gross + portion.gross, discount: discount + portion.discount, tax: tax + portion.tax };
      const id = (name: string) => (accrual ? `earned:${key(name)}:${portion.day}` : key(name));
      const units = portion.day === soldOn ? line.quantity : 0n;
      const noted = (what: string, arithmetic: string) =>
        note(what, portion.share === '' ? arithmetic : `${arithmetic}, ${portion.share}`);
      const net = portion.gross - portion.discount - portion.tax;
      const parts = `${shown(net)} + ${shown(portion.discount)} discount + ${shown(portion.tax)} tax`;
      return [
        entry(id('gross'), 'sale_gross', of('gross'), portion.gross, units, noted('Sale', parts)),
        entry(
          id('discount'),
          'sale_discount',
          of('discount'),
          portion.discount,
          0n,
          noted('Discount', shown(portion.discount)),
        ),
        ...byCoupon(portion.discount, of('discount'), line.off).map(({ at: base, minor }) =>
          entry(`${id('coupon')}:${base.coupon}`, 'coupon_discount', base, minor, 0n, noted('Discount', shown(minor))),
        ),
        entry(id('tax'), 'sale_tax', of('tax'), portion.tax, 0n, noted('Tax', shown(portion.tax))),
      ];
    });
    return [
      ...amounts,
      // What is put off to later days is what was sold, less what is earned.
      ...(accrual
        ? [entry(key('sold'), 'sold', { ...at, ratedOn: soldOn }, line.net, 0n, note('Paid', shown(line.net)))]
        : []),
      // One per product and sale: orders of a product are the sales that contain it.
      ...(first ? [entry(`order:${sale.id}:${line.productId}`, 'sale_product', at, 0n, 1n, note('Order', '1'))] : []),
    ];
  });
  const total = entry(`sale:${sale.id}`, 'sale', { ...base, ...OF_NO_PRODUCT }, sale.net, bought ? 1n : 0n, {
    objects,
    description: bought ? 'Sale' : "Paid from the customer's balance",
    arithmetic: `${shown(sale.paid)} ${accrual ? 'billed' : 'paid'} − ${shown(sale.tax)} tax`,
  });
  return [total, ...byLine].filter(isSomething);
}

const amountsOf = ({ net, discount, tax }: SaleLine) => ({ gross: net + discount + tax, discount, tax });

/** A discount in what each coupon took off, converted together to the cent of the whole. */
function byCoupon(discount: bigint, at: Base, off: SaleLine['off']): { at: Base; minor: bigint }[] {
  const coupons = off.size === 0 ? [at.coupon] : [...off.keys()];
  const parts = splitByWeight(discount, off.size === 0 ? [1n] : [...off.values()]);
  let earlier = at.earlier ?? 0n;
  return coupons.map((coupon, index) => {
    const minor = parts[index] ?? 0n;
    const base = { ...at, coupon, earlier };
    earlier += minor;
    return { at: base, minor };
  });
}

/**
 * Over the days of the line's period, exact to the cent by largest remainder. The day of the sale is always among them: it
 * is where its units are counted.
 */
function spread(line: SaleLine, period: ReturnType<typeof periodOf>, whole: Portion, timeZone: string): Portion[] {
  if (period === null) return [whole];
  const from = dayOf(new Date(period.start * 1000), timeZone);
  const days = Math.max(1, daysBetween(from, dayOf(new Date(period.end * 1000), timeZone)));
  const each = (amount: bigint) =>
    splitByWeight(
      amount,
      Array.from({ length: days }, () => 1n),
    );
  const { gross, discount, tax } = amountsOf(line);
  const [grosses, discounts, taxes] = [each(gross), each(discount), each(tax)];
  const portions = grosses.map((part, index): Portion => {
    const day = addDays(from, index);
    return {
      day,
      occurredAt: day === whole.day ? whole.occurredAt : startOfDay(day, timeZone),
      gross: part,
      discount: discounts[index] ?? 0n,
      tax: taxes[index] ?? 0n,
      share: `day ${index + 1} of ${days}`,
    };
  });
  const nothing = { gross: 0n, discount: 0n, tax: 0n, share: `earned over ${days} days` };
  return portions.some(({ day }) => day === whole.day) ? portions : [{ ...whole, ...nothing }, ...portions];
}
